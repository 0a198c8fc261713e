package main

import (
	"encoding/json"

	sdkmath "cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"
	txtypes "github.com/cosmos/cosmos-sdk/types/tx"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"

	"github.com/CosmWasm/wasmd/app"
)

type scenario struct {
	name string
	run  func(*recording)
}

var scenarios = []scenario{
	{"bank", bank},
	{"ante", ante},
	{"signatures", signatures},
	{"staking", staking},
	{"distribution", distribution},
	{"governance", governance},
	{"grants", grants},
	{"wasm-calls", wasmCalls},
	{"wasm-rules", wasmRules},
	{"wasm-staking", wasmStaking},
}

func coins(s string) sdk.Coins {
	c, err := sdk.ParseCoinsNormalized(s)
	check(err)
	return c
}

func send(from, to sdk.AccAddress, amount string) sdk.Msg {
	return banktypes.NewMsgSend(from, to, coins(amount))
}

const amino = signing.SignMode_SIGN_MODE_LEGACY_AMINO_JSON

func people() (a, b, c *account) {
	return newAccount("alice", 0), newAccount("bob", 1), newAccount("carol", 2)
}

func withMetadata(genesis app.GenesisState, a *app.WasmApp) {
	var state banktypes.GenesisState
	a.AppCodec().MustUnmarshalJSON(genesis[banktypes.ModuleName], &state)
	state.DenomMetadata = []banktypes.Metadata{{
		Description: "The <token> & more", Base: "ucosm", Display: "cosm", Name: "Cosm", Symbol: "COSM",
		DenomUnits: []*banktypes.DenomUnit{{Denom: "ucosm"}, {Denom: "cosm", Exponent: 6, Aliases: []string{"COSM"}}},
	}}
	state.SendEnabled = []banktypes.SendEnabled{{Denom: "frozen", Enabled: false}}
	genesis[banktypes.ModuleName] = a.AppCodec().MustMarshalJSON(&state)
}

func bank(r *recording) {
	alice, bob, carol := people()
	r.begin([]*account{alice, bob, carol}, withMetadata)
	r.block(5)
	dave := newAccount("dave", 0)
	one := func(label string, s txSpec) { r.labelled(5, []string{label}, r.sign(s)) }
	by := func(a *account, fee string, msgs ...sdk.Msg) txSpec {
		return txSpec{msgs: msgs, signers: []*account{a}, fee: coins(fee)}
	}
	one("first send, no fee", by(alice, "", send(alice.addr, bob.addr, "100ucosm")))
	one("send with a fee", by(alice, "2000ucosm", send(alice.addr, bob.addr, "1ucosm")))
	one("to a new account", by(alice, "2000ucosm", send(alice.addr, dave.addr, "5ucosm,7stake")))
	one("two in one", by(bob, "1stake", send(bob.addr, alice.addr, "3ucosm"), send(bob.addr, carol.addr, "4stake")))
	one("to oneself", by(alice, "5ucosm", send(alice.addr, alice.addr, "9ucosm")))
	one("too much", by(alice, "5ucosm", send(alice.addr, bob.addr, "999999999999999999ucosm")))
	one("unknown token", by(alice, "5ucosm", send(alice.addr, bob.addr, "1nothing")))
	one("second fails", by(bob, "5ucosm", send(bob.addr, alice.addr, "3ucosm"), send(bob.addr, carol.addr, "4nothing")))
	one("no coins", by(alice, "5ucosm", &banktypes.MsgSend{FromAddress: alice.addr.String(), ToAddress: bob.addr.String()}))
	one("unsorted", by(alice, "5ucosm", &banktypes.MsgSend{FromAddress: alice.addr.String(), ToAddress: bob.addr.String(),
		Amount: sdk.Coins{sdk.NewInt64Coin("ucosm", 1), sdk.NewInt64Coin("stake", 1)}}))
	one("zero", by(alice, "5ucosm", &banktypes.MsgSend{FromAddress: alice.addr.String(), ToAddress: bob.addr.String(),
		Amount: sdk.Coins{sdk.Coin{Denom: "ucosm", Amount: sdkmath.ZeroInt()}}}))
	one("bad recipient", by(alice, "5ucosm", &banktypes.MsgSend{FromAddress: alice.addr.String(), ToAddress: "wasm1nope",
		Amount: coins("1ucosm")}))
	one("wrong checksum", by(alice, "5ucosm", &banktypes.MsgSend{FromAddress: alice.addr.String(),
		ToAddress: bob.addr.String()[:len(bob.addr.String())-1] + "q", Amount: coins("1ucosm")}))
	one("other prefix", by(alice, "5ucosm", &banktypes.MsgSend{FromAddress: alice.addr.String(),
		ToAddress: sdk.ValAddress(bob.addr).String(), Amount: coins("1ucosm")}))
	one("to a module", by(alice, "5ucosm", send(alice.addr, authtypes.NewModuleAddress("distribution"), "1ucosm")))
	one("to governance", by(alice, "5ucosm", send(alice.addr, authtypes.NewModuleAddress("gov"), "1ucosm")))
	one("everything", by(carol, "", send(carol.addr, bob.addr, "1000000000000ucosm")))
	one("frozen", by(alice, "5ucosm", send(alice.addr, bob.addr, "1frozen")))
	one("many", by(alice, "5ucosm", banktypes.NewMsgMultiSend(banktypes.NewInput(alice.addr, coins("10stake,30ucosm")),
		[]banktypes.Output{banktypes.NewOutput(bob.addr, coins("10stake,10ucosm")), banktypes.NewOutput(newAccount("erin", 0).addr, coins("20ucosm"))})))
	one("many, wrong sum", by(alice, "5ucosm", banktypes.NewMsgMultiSend(banktypes.NewInput(alice.addr, coins("30ucosm")),
		[]banktypes.Output{banktypes.NewOutput(bob.addr, coins("10ucosm"))})))
	one("many, no outputs", by(alice, "5ucosm", banktypes.NewMsgMultiSend(banktypes.NewInput(alice.addr, coins("30ucosm")), nil)))
	one("parameters by anybody", by(alice, "5ucosm", &banktypes.MsgUpdateParams{Authority: alice.addr.String()}))
	s := by(alice, "5ucosm", send(alice.addr, bob.addr, "1ucosm"))
	s.gas = 60_000
	one("gas runs out in the message", s)
	s.gas = 30_000
	one("gas runs out before", s)
	s.gas = 1
	one("no gas to speak of", s)
	two := by(alice, "5ucosm", send(alice.addr, bob.addr, "1ucosm"))
	three := by(bob, "5ucosm", send(bob.addr, alice.addr, "1ucosm"))
	r.labelled(5, []string{"a", "b", "garbage", "c"}, r.sign(two), r.sign(three), []byte{1, 2, 3}, r.sign(two))
	bankQueries(r, alice, bob, dave)
}

func bankQueries(r *recording, alice, bob, dave *account) {
	const q = "/cosmos.bank.v1beta1.Query/"
	r.ask(q+"Balance", &banktypes.QueryBalanceRequest{Address: alice.addr.String(), Denom: "ucosm"})
	r.ask(q+"Balance", &banktypes.QueryBalanceRequest{Address: alice.addr.String(), Denom: "none"})
	r.ask(q+"Balance", &banktypes.QueryBalanceRequest{Address: alice.addr.String(), Denom: "!"})
	r.ask(q+"Balance", &banktypes.QueryBalanceRequest{Address: "nope", Denom: "ucosm"})
	r.ask(q+"AllBalances", &banktypes.QueryAllBalancesRequest{Address: alice.addr.String()})
	r.ask(q+"AllBalances", &banktypes.QueryAllBalancesRequest{Address: alice.addr.String(), ResolveDenom: true})
	r.ask(q+"AllBalances", &banktypes.QueryAllBalancesRequest{Address: newAccount("nobody", 0).addr.String()})
	page := func(p query.PageRequest) *query.PageRequest { return &p }
	for _, p := range []*query.PageRequest{
		page(query.PageRequest{Limit: 1}), page(query.PageRequest{Limit: 1, CountTotal: true}), page(query.PageRequest{Limit: 1, Reverse: true}),
		page(query.PageRequest{Key: []byte("ucosm"), Limit: 5}), page(query.PageRequest{Key: []byte("ucosm"), Limit: 5, Reverse: true}),
		page(query.PageRequest{Offset: 1}), page(query.PageRequest{Offset: 9}), page(query.PageRequest{Offset: 1, Key: []byte("x")}),
		page(query.PageRequest{Offset: 1, Limit: 1, CountTotal: true}),
	} {
		r.ask(q+"AllBalances", &banktypes.QueryAllBalancesRequest{Address: alice.addr.String(), Pagination: p})
		r.ask(q+"TotalSupply", &banktypes.QueryTotalSupplyRequest{Pagination: p})
	}
	r.ask(q+"SpendableBalances", &banktypes.QuerySpendableBalancesRequest{Address: bob.addr.String()})
	r.ask(q+"SpendableBalanceByDenom", &banktypes.QuerySpendableBalanceByDenomRequest{Address: bob.addr.String(), Denom: "stake"})
	r.ask(q+"TotalSupply", &banktypes.QueryTotalSupplyRequest{})
	r.ask(q+"SupplyOf", &banktypes.QuerySupplyOfRequest{Denom: "ucosm"})
	r.ask(q+"SupplyOf", &banktypes.QuerySupplyOfRequest{Denom: "nothing"})
	r.ask(q+"Params", &banktypes.QueryParamsRequest{})
	r.ask(q+"DenomMetadata", &banktypes.QueryDenomMetadataRequest{Denom: "ucosm"})
	r.ask(q+"DenomMetadata", &banktypes.QueryDenomMetadataRequest{Denom: "nothing"})
	r.ask(q+"DenomMetadataByQueryString", &banktypes.QueryDenomMetadataByQueryStringRequest{Denom: "ucosm"})
	r.ask(q+"DenomsMetadata", &banktypes.QueryDenomsMetadataRequest{})
	r.ask(q+"DenomOwners", &banktypes.QueryDenomOwnersRequest{Denom: "ucosm", Pagination: &query.PageRequest{Limit: 2}})
	r.ask(q+"DenomOwnersByQuery", &banktypes.QueryDenomOwnersByQueryRequest{Denom: "nothing"})
	r.ask(q+"SendEnabled", &banktypes.QuerySendEnabledRequest{})
	r.ask(q+"SendEnabled", &banktypes.QuerySendEnabledRequest{Denoms: []string{"frozen", "ucosm"}})
	const au = "/cosmos.auth.v1beta1.Query/"
	r.ask(au+"Account", &authtypes.QueryAccountRequest{Address: alice.addr.String()})
	r.ask(au+"Account", &authtypes.QueryAccountRequest{Address: dave.addr.String()})
	r.ask(au+"Account", &authtypes.QueryAccountRequest{Address: newAccount("nobody", 0).addr.String()})
	r.ask(au+"Account", &authtypes.QueryAccountRequest{Address: "nope"})
	r.ask(au+"Account", &authtypes.QueryAccountRequest{})
	r.ask(au+"Account", &authtypes.QueryAccountRequest{Address: authtypes.NewModuleAddress("fee_collector").String()})
	r.ask(au+"AccountInfo", &authtypes.QueryAccountInfoRequest{Address: alice.addr.String()})
	r.ask(au+"AccountAddressByID", &authtypes.QueryAccountAddressByIDRequest{AccountId: 1})
	r.ask(au+"AccountAddressByID", &authtypes.QueryAccountAddressByIDRequest{AccountId: 99})
	r.ask(au+"Params", &authtypes.QueryParamsRequest{})
	r.ask(au+"Bech32Prefix", &authtypes.Bech32PrefixRequest{})
	r.ask(au+"AddressBytesToString", &authtypes.AddressBytesToStringRequest{AddressBytes: alice.addr})
	r.ask(au+"AddressStringToBytes", &authtypes.AddressStringToBytesRequest{AddressString: alice.addr.String()})
	r.query("/app/version", nil)
	r.query("/nope", nil)
	r.query("", nil)
	r.query("/store/bank/key", append([]byte{2, 20}, append(append([]byte{}, alice.addr...), []byte("ucosm")...)...))
	r.query("/store/bank/key", []byte{9})
	r.query("/store/nope/key", []byte{9})
	r.query("/store/acc/key", append([]byte{1}, alice.addr...))
}

func ante(r *recording) {
	alice, bob, carol := people()
	nobody := newAccount("nobody", 77)
	r.begin([]*account{alice, bob, carol}, nil)
	r.block(5)
	to := bob.addr
	base := func() txSpec {
		return txSpec{msgs: []sdk.Msg{send(alice.addr, to, "1ucosm")}, signers: []*account{alice}, fee: coins("10ucosm"), keepSeq: true}
	}
	try := func(label string, change func(*txSpec)) {
		s := base()
		change(&s)
		tx := r.sign(s)
		r.checkTx(label, tx)
		r.labelled(5, []string{label}, tx)
	}
	try("wrong chain", func(s *txSpec) { s.chainID = "other-1" })
	try("wrong number", func(s *txSpec) { s.numShift = 3 })
	try("sequence ahead", func(s *txSpec) { s.seqShift = 2 })
	try("memo too long", func(s *txSpec) { s.memo = string(make([]byte, 257)) })
	try("timed out", func(s *txSpec) { s.timeout = 2 })
	try("unknown payer", func(s *txSpec) { s.msgs = []sdk.Msg{send(nobody.addr, to, "1ucosm")}; s.signers = []*account{nobody} })
	try("fee too high", func(s *txSpec) { s.fee = coins("99999999999999ucosm") })
	try("key of another", func(s *txSpec) { s.msgs = []sdk.Msg{send(bob.addr, to, "1ucosm")} })
	try("too few signatures", func(s *txSpec) { s.msgs = append(s.msgs, send(bob.addr, to, "1ucosm")) })
	try("no signer", func(s *txSpec) { s.signers = nil })
	try("no key yet", func(s *txSpec) { s.noKey = true })
	try("no messages", func(s *txSpec) { s.msgs = nil })
	try("most gas", func(s *txSpec) { s.gas = 1<<63 - 1 })
	try("too much gas", func(s *txSpec) { s.gas = 1 << 63 })
	try("amino, wrong chain", func(s *txSpec) { s.mode = amino; s.chainID = "other-1" })
	try("bad fee", func(s *txSpec) { s.fee = sdk.Coins{sdk.NewInt64Coin("ucosm", 1), sdk.NewInt64Coin("stake", 1)} })
	try("granter without grant", func(s *txSpec) { s.granter = bob.addr })
	for _, garbage := range [][]byte{nil, {0}, {1, 2, 3}, {0x0a, 0xff}, {0x0a, 0x80, 0x00}, {0x12, 0, 0x0a, 0}, {0x0a, 0}, {0x22, 1, 1}, {0x0a, 2, 0x58, 1}} {
		r.checkTx("garbage", garbage)
	}
	damaged := r.sign(base())
	for i := 0; i < len(damaged); i += 7 {
		bad := append([]byte{}, damaged...)
		bad[i] ^= 0x15
		r.checkTx("damaged", bad)
	}
	good := base()
	good.keepSeq = false
	tx := r.sign(good)
	r.checkTx("good", tx)
	r.checkTx("again", tx)
	next := r.sign(good)
	r.checkTx("next", next)
	simulate(r, "known key", tx)
	r.labelled(5, []string{"good", "next"}, tx, next)
	r.labelled(5, []string{"replayed"}, tx)
	payer := base()
	payer.keepSeq = false
	payer.payer = carol.addr
	payer.signers = []*account{alice, carol}
	r.labelled(5, []string{"paid by another"}, r.sign(payer))
	memo := base()
	memo.keepSeq = false
	memo.memo = "hello <world> & \"you\" \u00e4\u2028"
	r.labelled(5, []string{"memo"}, r.sign(memo))
	sim := func(label string, s txSpec) {
		s.unsigned = true
		simulate(r, label, r.sign(s))
	}
	s := base()
	sim("simulated", s)
	s.fee = nil
	sim("simulated without a fee", s)
	s.msgs = []sdk.Msg{send(bob.addr, carol.addr, "1ucosm")}
	s.signers = []*account{bob}
	s.fee = nil
	sim("simulated first time", s)
	s.seqShift = 5
	sim("simulated with a wrong sequence", s)
	s.seqShift = 0
	s.msgs = []sdk.Msg{send(bob.addr, carol.addr, "99999999999999999999ucosm")}
	sim("simulated and failing", s)
	s.noKey = true
	s.msgs = []sdk.Msg{send(bob.addr, carol.addr, "1ucosm")}
	sim("simulated without a key", s)
	s.msgs = nil
	sim("simulated without messages", s)
	simulate(r, "nothing", nil)
	r.query("/app/simulate", nil)
	r.query("/app/simulate", next)
}

func simulate(r *recording, label string, tx []byte) {
	r.ask("/cosmos.tx.v1beta1.Service/Simulate", &txtypes.SimulateRequest{TxBytes: tx})
	r.Steps[len(r.Steps)-1].Labels = []string{label}
}

func signatures(r *recording) {
	alice, bob, carol := people()
	two := newMulti(2, 3, alice, bob, carol)
	nested := newMulti(1, 4, alice, bob)
	r.begin([]*account{alice, bob, carol, {addr: two.addr, number: 3}, {addr: nested.addr, number: 4}}, nil)
	r.block(5)
	msg := func(from sdk.AccAddress) []sdk.Msg { return []sdk.Msg{send(from, carol.addr, "1ucosm")} }
	one := func(label string, tx []byte) { r.checkTx(label, tx); r.labelled(5, []string{label}, tx) }
	one("amino", r.sign(txSpec{msgs: msg(alice.addr), signers: []*account{alice}, mode: amino, fee: coins("1ucosm")}))
	one("amino with a memo", r.sign(txSpec{msgs: msg(alice.addr), signers: []*account{alice}, mode: amino, memo: "a<b>&\u2028\u00e4\"", timeout: 99}))
	one("amino, many", r.sign(txSpec{msgs: []sdk.Msg{banktypes.NewMsgMultiSend(banktypes.NewInput(alice.addr, coins("3ucosm")),
		[]banktypes.Output{banktypes.NewOutput(bob.addr, coins("3ucosm"))})}, signers: []*account{alice}, mode: amino}))
	one("amino, two signers", r.sign(txSpec{msgs: append(msg(alice.addr), msg(bob.addr)...), signers: []*account{alice, bob}, mode: amino, fee: coins("1ucosm")}))
	one("direct, two signers", r.sign(txSpec{msgs: append(msg(alice.addr), msg(bob.addr)...), signers: []*account{alice, bob}, fee: coins("1ucosm")}))
	one("multisig, amino", r.signMulti(two, []int{0, 2}, amino, txSpec{msgs: msg(two.addr), gas: 400_000, fee: coins("1ucosm")}))
	one("multisig, all", r.signMulti(two, []int{0, 1, 2}, amino, txSpec{msgs: msg(two.addr), gas: 400_000}))
	one("multisig, too few", r.signMulti(two, []int{1}, amino, txSpec{msgs: msg(two.addr), gas: 400_000}))
	two.seq--
	one("multisig, direct", r.signMulti(two, []int{1, 2}, signing.SignMode_SIGN_MODE_DIRECT, txSpec{msgs: msg(two.addr), gas: 400_000}))
	one("multisig of one", r.signMulti(nested, []int{1}, amino, txSpec{msgs: msg(nested.addr), gas: 400_000}))
	r.ask("/cosmos.auth.v1beta1.Query/Account", &authtypes.QueryAccountRequest{Address: two.addr.String()})
	_ = json.Marshal
}
