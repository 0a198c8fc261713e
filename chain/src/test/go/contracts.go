package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	vestingtypes "github.com/cosmos/cosmos-sdk/x/auth/vesting/types"
	govtypes "github.com/cosmos/cosmos-sdk/x/gov/types"

	wasmkeeper "github.com/CosmWasm/wasmd/x/wasm/keeper"
	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// built holds the contracts of contracts-testdata.
var built = filepath.Join("..", "..", "..", "..", "contracts-testdata", "built", "rust")

func module(name string) []byte {
	bz, err := os.ReadFile(filepath.Join(built, name+".wasm"))
	check(err)
	return bz
}

// packed is small enough for a recording.
func packed(name string) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	check(err)
	_, err = w.Write(module(name))
	check(err)
	check(w.Close())
	return out.Bytes()
}

// contracts drives one account's transactions with contracts.
type contracts struct {
	r  *recording
	by *account
}

func (c contracts) tx(label string, gas uint64, msgs ...sdk.Msg) *abci.ExecTxResult {
	res := c.r.labelled(5, []string{label}, c.r.sign(txSpec{msgs: msgs, signers: []*account{c.by}, gas: gas, fee: coins("10ucosm")}))
	// what is refused before its signatures are looked at doesn't count
	c.by.seq = c.r.app.AccountKeeper.GetAccount(c.r.app.NewContext(true), c.by.addr).GetSequence()
	return res.TxResults[0]
}

func attribute(res *abci.ExecTxResult, event, key string) string {
	for _, e := range res.Events {
		if e.Type != event {
			continue
		}
		for _, a := range e.Attributes {
			if a.Key == key {
				return a.Value
			}
		}
	}
	panic(fmt.Sprintf("no %s.%s: %s", event, key, res.Log))
}

func (c contracts) store(name string) uint64 {
	res := c.tx("store "+name, 5_000_000, &wasmtypes.MsgStoreCode{Sender: c.by.addr.String(), WASMByteCode: packed(name)})
	id, err := strconv.ParseUint(attribute(res, "store_code", "code_id"), 10, 64)
	check(err)
	return id
}

func (c contracts) instantiate(code uint64, msg, label string, admin sdk.AccAddress, funds string) string {
	res := c.tx("instantiate "+label, 1_000_000, &wasmtypes.MsgInstantiateContract{
		Sender: c.by.addr.String(), Admin: admin.String(), CodeID: code, Label: label, Msg: []byte(msg), Funds: coins(funds),
	})
	return attribute(res, "instantiate", "_contract_address")
}

func (c contracts) execute(label, contract, msg, funds string) *abci.ExecTxResult {
	return c.tx(label, 1_000_000, &wasmtypes.MsgExecuteContract{
		Sender: c.by.addr.String(), Contract: contract, Msg: []byte(msg), Funds: coins(funds),
	})
}

// dispatch lets an escrow send a message; reply is one of always, success, error and never.
func (c contracts) dispatch(label, contract, reply, msg string, gas uint64) {
	limit := "null"
	if gas > 0 {
		limit = strconv.FormatUint(gas, 10)
	}
	c.execute(label+", reply "+reply, contract, fmt.Sprintf(
		`{"dispatch":{"messages":[{"id":7,"payload":"cGF5","gas_limit":%s,"reply_on":"%s","msg":%s}]}}`, limit, reply, msg), "")
}

func (c contracts) smart(contract, question string) {
	c.r.ask("/cosmwasm.wasm.v1.Query/SmartContractState", &wasmtypes.QuerySmartContractStateRequest{
		Address: contract, QueryData: []byte(question),
	})
}

func b64(s string) string {
	bz, err := json.Marshal([]byte(s))
	check(err)
	return string(bz)
}

// wasmCalls: a contract's life, all ways to reply, and what modules answer to contracts.
func wasmCalls(r *recording) {
	alice, bob, carol := people()
	r.begin([]*account{alice, bob, carol}, withMetadata)
	r.block(5)
	a, b := contracts{r, alice}, contracts{r, bob}

	escrow := a.store("escrow")
	a.tx("store garbage", 1_000_000, &wasmtypes.MsgStoreCode{Sender: alice.addr.String(), WASMByteCode: []byte("no wasm")})
	a.tx("store with little gas", 150_000, &wasmtypes.MsgStoreCode{Sender: alice.addr.String(), WASMByteCode: packed("counter")})
	first := a.instantiate(escrow, fmt.Sprintf(`{"arbiter":"%s"}`, alice.addr), "first", alice.addr, "")
	second := a.instantiate(escrow, fmt.Sprintf(`{"arbiter":"%s"}`, first), "second", nil, "50ucosm")
	a.tx("instantiate with a bad message", 1_000_000, &wasmtypes.MsgInstantiateContract{
		Sender: alice.addr.String(), CodeID: escrow, Label: "bad", Msg: []byte(`{"arbiter":5}`)})
	a.tx("instantiate no code", 1_000_000, &wasmtypes.MsgInstantiateContract{
		Sender: alice.addr.String(), CodeID: 99, Label: "bad", Msg: []byte(`{}`)})
	a.tx("instantiate without a label", 1_000_000, &wasmtypes.MsgInstantiateContract{
		Sender: alice.addr.String(), CodeID: escrow, Msg: []byte(`{}`)})
	a.tx("instantiate with more coins than there are", 1_000_000, &wasmtypes.MsgInstantiateContract{
		Sender: alice.addr.String(), CodeID: escrow, Label: "poor", Msg: []byte(fmt.Sprintf(`{"arbiter":"%s"}`, first)), Funds: coins("5nothing")})
	predictable := &wasmtypes.MsgInstantiateContract2{
		Sender: alice.addr.String(), CodeID: escrow, Label: "predicted", Msg: []byte(fmt.Sprintf(`{"arbiter":"%s"}`, first)), Salt: []byte("salt"),
		Admin: alice.addr.String(), Funds: coins("3ucosm"),
	}
	a.tx("instantiate2", 1_000_000, predictable)
	a.tx("instantiate2 once more", 1_000_000, predictable)
	withMsg := *predictable
	withMsg.FixMsg = true
	a.tx("instantiate2 with the message", 1_000_000, &withMsg)

	a.execute("deposit", first, fmt.Sprintf(`{"deposit":{"beneficiary":"%s"}}`, bob.addr), "1000ucosm")
	a.execute("deposit for a contract", first, fmt.Sprintf(`{"deposit":{"beneficiary":"%s"}}`, second), "1000ucosm,7stake")
	a.execute("execute what it doesn't know", first, `{"nope":{}}`, "")
	a.execute("execute no JSON", first, `{`, "")
	a.execute("execute nobody", bob.addr.String(), `{}`, "")
	a.execute("execute with coins that can't be sent", first, fmt.Sprintf(`{"deposit":{"beneficiary":"%s"}}`, bob.addr), "1frozen")
	b.execute("release by somebody else", first, `{"release":{"releases":[{"id":1,"reply_on":"always"}]}}`, "")
	a.execute("release", first, `{"release":{"releases":[{"id":1,"reply_on":"always","payload":"cGF5"},{"id":2,"reply_on":"success","call":true}]}}`, "")
	a.execute("deposit for a contract that fails", first, fmt.Sprintf(`{"deposit":{"beneficiary":"%s"}}`, second), "11ucosm")
	a.tx("three in one", 2_000_000,
		&wasmtypes.MsgExecuteContract{Sender: alice.addr.String(), Contract: first, Msg: []byte(fmt.Sprintf(`{"deposit":{"beneficiary":"%s"}}`, bob.addr)), Funds: coins("1ucosm")},
		&wasmtypes.MsgExecuteContract{Sender: alice.addr.String(), Contract: second, Msg: []byte(fmt.Sprintf(`{"deposit":{"beneficiary":"%s"}}`, bob.addr)), Funds: coins("2ucosm")},
		&wasmtypes.MsgExecuteContract{Sender: alice.addr.String(), Contract: first, Msg: []byte(fmt.Sprintf(`{"deposit":{"beneficiary":"%s"}}`, bob.addr)), Funds: coins("3ucosm")})
	for _, gas := range []uint64{60_000, 90_000, 110_000, 120_000, 130_000, 140_000, 150_000, 160_000} {
		a.tx(fmt.Sprintf("deposit with %d gas", gas), gas, &wasmtypes.MsgExecuteContract{
			Sender: alice.addr.String(), Contract: first, Msg: []byte(fmt.Sprintf(`{"deposit":{"beneficiary":"%s"}}`, bob.addr)), Funds: coins("1ucosm")})
	}

	send := fmt.Sprintf(`{"bank":{"send":{"to_address":"%s","amount":[{"denom":"ucosm","amount":"1"}]}}}`, carol.addr)
	tooMuch := fmt.Sprintf(`{"bank":{"send":{"to_address":"%s","amount":[{"denom":"ucosm","amount":"999999999999"}]}}}`, carol.addr)
	toModule := fmt.Sprintf(`{"bank":{"send":{"to_address":"%s","amount":[{"denom":"ucosm","amount":"1"}]}}}`, authtypes.NewModuleAddress("distribution"))
	badAddress := `{"bank":{"send":{"to_address":"nobody","amount":[{"denom":"ucosm","amount":"1"}]}}}`
	burn := `{"bank":{"burn":{"amount":[{"denom":"ucosm","amount":"2"}]}}}`
	burnNothing := `{"bank":{"burn":{"amount":[]}}}`
	call := fmt.Sprintf(`{"wasm":{"execute":{"contract_addr":"%s","msg":%s,"funds":[{"denom":"ucosm","amount":"1"}]}}}`, second, b64(fmt.Sprintf(`{"deposit":{"beneficiary":"%s"}}`, bob.addr)))
	callBad := fmt.Sprintf(`{"wasm":{"execute":{"contract_addr":"%s","msg":%s,"funds":[]}}}`, second, b64(`{"nope":{}}`))
	callNobody := fmt.Sprintf(`{"wasm":{"execute":{"contract_addr":"%s","msg":%s,"funds":[]}}}`, bob.addr, b64(`{}`))
	create := fmt.Sprintf(`{"wasm":{"instantiate":{"admin":null,"code_id":%d,"msg":%s,"funds":[],"label":"child"}}}`, escrow, b64(fmt.Sprintf(`{"arbiter":"%s"}`, first)))
	create2 := fmt.Sprintf(`{"wasm":{"instantiate2":{"admin":"%s","code_id":%d,"msg":%s,"funds":[],"label":"child2","salt":"c2FsdA=="}}}`, first, escrow, b64(fmt.Sprintf(`{"arbiter":"%s"}`, first)))
	itself := fmt.Sprintf(`{"wasm":{"execute":{"contract_addr":"%s","msg":%s,"funds":[]}}}`, first, b64(`{"receive":{"fail":false}}`))
	anySend := fmt.Sprintf(`{"any":{"type_url":"/cosmos.bank.v1beta1.MsgSend","value":%s}}`, jsonBytes(sendBytes(first, carol.addr.String(), "1ucosm")))
	anyForeign := fmt.Sprintf(`{"any":{"type_url":"/cosmos.bank.v1beta1.MsgSend","value":%s}}`, jsonBytes(sendBytes(alice.addr.String(), carol.addr.String(), "1ucosm")))
	anyUnknown := `{"any":{"type_url":"/no.such.Msg","value":""}}`
	custom := `{"custom":{}}`
	vote := `{"gov":{"vote":{"proposal_id":1,"option":"yes"}}}`
	clearAdmin := fmt.Sprintf(`{"wasm":{"clear_admin":{"contract_addr":"%s"}}}`, first)
	delegate := fmt.Sprintf(`{"staking":{"delegate":{"validator":"%s","amount":{"denom":"stake","amount":"1"}}}}`, sdk.ValAddress(r.valSet.Validators[0].Address))
	ibc := `{"ibc":{"close_channel":{"channel_id":"channel-0"}}}`
	for _, m := range []struct{ name, msg string }{
		{"send", send}, {"send too much", tooMuch}, {"send to a module", toModule}, {"send to no address", badAddress},
		{"burn", burn}, {"burn nothing", burnNothing}, {"call", call}, {"call badly", callBad}, {"call nobody", callNobody},
		{"create", create}, {"create2", create2}, {"call itself", itself}, {"any send", anySend},
		{"any send of somebody else", anyForeign}, {"any unknown", anyUnknown}, {"custom", custom}, {"vote", vote},
		{"delegate", delegate}, {"close a channel", ibc},
	} {
		for _, reply := range []string{"never", "always", "success", "error"} {
			a.dispatch(m.name, first, reply, m.msg, 0)
		}
		a.smart(first, `{"outcomes":{}}`)
	}
	for _, gas := range []uint64{1, 2_000, 20_000, 63_000, 70_000, 100_000, 900_000} {
		a.dispatch(fmt.Sprintf("call with %d gas", gas), first, "always", call, gas)
		a.dispatch(fmt.Sprintf("send with %d gas", gas), first, "error", send, gas)
	}
	a.smart(first, `{"outcomes":{}}`)
	a.execute("several", first, fmt.Sprintf(`{"dispatch":{"messages":[{"id":1,"payload":"","gas_limit":null,"reply_on":"always","msg":%s},{"id":2,"payload":"","gas_limit":null,"reply_on":"error","msg":%s},{"id":3,"payload":"","gas_limit":null,"reply_on":"never","msg":%s}]}}`, send, tooMuch, call), "")
	a.dispatch("clear its own admin", first, "always", clearAdmin, 0)

	for _, contract := range []string{first, second} {
		r.ask("/cosmwasm.wasm.v1.Query/ContractInfo", &wasmtypes.QueryContractInfoRequest{Address: contract})
		r.ask("/cosmwasm.wasm.v1.Query/ContractHistory", &wasmtypes.QueryContractHistoryRequest{Address: contract})
		r.ask("/cosmwasm.wasm.v1.Query/AllContractState", &wasmtypes.QueryAllContractStateRequest{Address: contract, Pagination: &query.PageRequest{Limit: 2}})
		r.ask("/cosmwasm.wasm.v1.Query/AllContractState", &wasmtypes.QueryAllContractStateRequest{Address: contract, Pagination: &query.PageRequest{Reverse: true, Limit: 3}})
	}
	a.smart(first, `{"deposit":{"id":1}}`)
	a.smart(first, `{"deposit":{"id":99}}`)
	a.smart(first, `{"nope":{}}`)
	a.smart(first, `nope`)
	a.smart(bob.addr.String(), `{}`)
	a.smart("nobody", `{}`)
}

func jsonBytes(bz []byte) string {
	out, err := json.Marshal(bz)
	check(err)
	return string(out)
}

func sendBytes(from, to, amount string) []byte {
	fromAddr, err := sdk.AccAddressFromBech32(from)
	check(err)
	toAddr, err := sdk.AccAddressFromBech32(to)
	check(err)
	bz, err := send(fromAddr, toAddr, amount).(interface{ Marshal() ([]byte, error) }).Marshal()
	check(err)
	return bz
}

// wasmRules: who may do what, migration, parameters, and the queries about codes.
func wasmRules(r *recording) {
	alice, bob, carol := people()
	r.begin([]*account{alice, bob, carol}, nil)
	r.block(5)
	a, b := contracts{r, alice}, contracts{r, bob}
	me := alice.addr.String()
	gov := authtypes.NewModuleAddress(govtypes.ModuleName).String()

	one, two := a.store("migrate-one"), a.store("migrate-two")
	only := &wasmtypes.AccessConfig{Permission: wasmtypes.AccessTypeAnyOfAddresses, Addresses: []string{bob.addr.String()}}
	a.tx("store for bob", 5_000_000, &wasmtypes.MsgStoreCode{Sender: me, WASMByteCode: packed("counter"), InstantiatePermission: only})
	a.tx("store with a bad permission", 5_000_000, &wasmtypes.MsgStoreCode{Sender: me, WASMByteCode: packed("counter"),
		InstantiatePermission: &wasmtypes.AccessConfig{Permission: wasmtypes.AccessTypeAnyOfAddresses}})
	counter := `{"count":3}`
	a.tx("instantiate what is bob's", 1_000_000, &wasmtypes.MsgInstantiateContract{Sender: me, CodeID: 3, Label: "x", Msg: []byte(counter)})
	forBob := b.instantiate(3, counter, "bobs", bob.addr, "")
	a.tx("access for everybody", 400_000, &wasmtypes.MsgUpdateInstantiateConfig{Sender: me, CodeID: 3, NewInstantiatePermission: &wasmtypes.AllowEverybody})
	b.tx("access by somebody else", 400_000, &wasmtypes.MsgUpdateInstantiateConfig{Sender: bob.addr.String(), CodeID: 3, NewInstantiatePermission: &wasmtypes.AllowNobody})
	a.tx("access for two", 400_000, &wasmtypes.MsgUpdateInstantiateConfig{Sender: me, CodeID: 3, NewInstantiatePermission: &wasmtypes.AccessConfig{
		Permission: wasmtypes.AccessTypeAnyOfAddresses, Addresses: []string{me, bob.addr.String()}}})
	mover := a.instantiate(one, `{"labels":["a","b"]}`, "mover", alice.addr, "5ucosm")
	b.tx("migrate by somebody else", 1_000_000, &wasmtypes.MsgMigrateContract{Sender: bob.addr.String(), Contract: mover, CodeID: two, Msg: []byte(`{}`)})
	a.tx("migrate to no code", 1_000_000, &wasmtypes.MsgMigrateContract{Sender: me, Contract: mover, CodeID: 77, Msg: []byte(`{}`)})
	a.tx("migrate badly", 1_000_000, &wasmtypes.MsgMigrateContract{Sender: me, Contract: mover, CodeID: two, Msg: []byte(`{"new_owner":5}`)})
	a.tx("migrate", 1_000_000, &wasmtypes.MsgMigrateContract{Sender: me, Contract: mover, CodeID: two, Msg: []byte(fmt.Sprintf(`{"new_owner":"%s"}`, bob.addr))})
	a.tx("migrate once more", 1_000_000, &wasmtypes.MsgMigrateContract{Sender: me, Contract: mover, CodeID: two, Msg: []byte(`{}`)})
	a.tx("migrate to what can't", 1_000_000, &wasmtypes.MsgMigrateContract{Sender: me, Contract: mover, CodeID: 3, Msg: []byte(`{}`)})
	a.tx("label", 400_000, &wasmtypes.MsgUpdateContractLabel{Sender: me, Contract: mover, NewLabel: "moved"})
	b.tx("label by somebody else", 400_000, &wasmtypes.MsgUpdateContractLabel{Sender: bob.addr.String(), Contract: mover, NewLabel: "mine"})
	a.tx("label with blanks around", 400_000, &wasmtypes.MsgUpdateContractLabel{Sender: me, Contract: mover, NewLabel: " x"})
	a.tx("admin", 400_000, &wasmtypes.MsgUpdateAdmin{Sender: me, Contract: mover, NewAdmin: bob.addr.String()})
	a.tx("admin no more", 400_000, &wasmtypes.MsgUpdateAdmin{Sender: me, Contract: mover, NewAdmin: me})
	b.tx("clear admin", 400_000, &wasmtypes.MsgClearAdmin{Sender: bob.addr.String(), Contract: mover})
	b.tx("migrate without admin", 1_000_000, &wasmtypes.MsgMigrateContract{Sender: bob.addr.String(), Contract: mover, CodeID: one, Msg: []byte(`{}`)})
	for _, m := range []sdk.Msg{
		&wasmtypes.MsgPinCodes{Authority: me, CodeIDs: []uint64{one}},
		&wasmtypes.MsgSudoContract{Authority: me, Contract: mover, Msg: []byte(`{}`)},
		&wasmtypes.MsgUpdateParams{Authority: me, Params: wasmtypes.DefaultParams()},
		&wasmtypes.MsgAddCodeUploadParamsAddresses{Authority: me, Addresses: []string{me}},
		&wasmtypes.MsgStoreAndInstantiateContract{Authority: me, WASMByteCode: packed("counter-std2"), Msg: []byte(counter), Label: "at once"},
		&wasmtypes.MsgStoreAndMigrateContract{Authority: me, WASMByteCode: packed("counter-std2"), Msg: []byte(`{}`), Contract: mover},
	} {
		a.tx("for the authority only: "+sdk.MsgTypeURL(m), 5_000_000, m)
	}
	a.tx("authority with no address", 400_000, &wasmtypes.MsgPinCodes{Authority: gov, CodeIDs: []uint64{one}})

	// an account that was there before the contract
	instance := wasmkeeper.BuildContractAddressClassic(3, 3)
	a.tx("send to a contract to be", 400_000, send(alice.addr, instance, "9ucosm"))
	a.instantiate(3, counter, "taken over", nil, "1ucosm")
	vesting := wasmkeeper.BuildContractAddressClassic(3, 4)
	a.tx("vest for a contract to be", 400_000, vestingtypes.NewMsgCreateVestingAccount(alice.addr, vesting, coins("9ucosm"), start.Add(24*time.Hour).Unix(), false))
	a.instantiate(3, counter, "pruned", nil, "1ucosm")

	q := "/cosmwasm.wasm.v1.Query/"
	r.ask(q+"Params", &wasmtypes.QueryParamsRequest{})
	r.ask(q+"CodeInfo", &wasmtypes.QueryCodeInfoRequest{CodeId: 3})
	r.ask(q+"CodeInfo", &wasmtypes.QueryCodeInfoRequest{CodeId: 9})
	r.ask(q+"CodeInfo", &wasmtypes.QueryCodeInfoRequest{})
	r.ask(q+"Code", &wasmtypes.QueryCodeRequest{CodeId: 9})
	r.ask(q+"Codes", &wasmtypes.QueryCodesRequest{})
	r.ask(q+"Codes", &wasmtypes.QueryCodesRequest{Pagination: &query.PageRequest{Limit: 1}})
	r.ask(q+"Codes", &wasmtypes.QueryCodesRequest{Pagination: &query.PageRequest{Key: sdk.Uint64ToBigEndian(2), Limit: 1}})
	r.ask(q+"Codes", &wasmtypes.QueryCodesRequest{Pagination: &query.PageRequest{Offset: 1}})
	r.ask(q+"Codes", &wasmtypes.QueryCodesRequest{Pagination: &query.PageRequest{CountTotal: true}})
	r.ask(q+"PinnedCodes", &wasmtypes.QueryPinnedCodesRequest{})
	r.ask(q+"ContractsByCode", &wasmtypes.QueryContractsByCodeRequest{CodeId: 3})
	r.ask(q+"ContractsByCode", &wasmtypes.QueryContractsByCodeRequest{CodeId: 3, Pagination: &query.PageRequest{Limit: 1, Reverse: true}})
	r.ask(q+"ContractsByCode", &wasmtypes.QueryContractsByCodeRequest{})
	r.ask(q+"ContractsByCreator", &wasmtypes.QueryContractsByCreatorRequest{CreatorAddress: me})
	r.ask(q+"ContractsByCreator", &wasmtypes.QueryContractsByCreatorRequest{CreatorAddress: "nobody"})
	r.ask(q+"ContractHistory", &wasmtypes.QueryContractHistoryRequest{Address: mover})
	r.ask(q+"ContractInfo", &wasmtypes.QueryContractInfoRequest{Address: mover})
	r.ask(q+"ContractInfo", &wasmtypes.QueryContractInfoRequest{Address: me})
	r.ask(q+"ContractInfo", &wasmtypes.QueryContractInfoRequest{Address: "x"})
	r.ask(q+"AllContractState", &wasmtypes.QueryAllContractStateRequest{Address: forBob})
	r.ask(q+"AllContractState", &wasmtypes.QueryAllContractStateRequest{Address: me})
	r.ask(q+"RawContractState", &wasmtypes.QueryRawContractStateRequest{Address: forBob, QueryData: []byte("state")})
	r.ask(q+"RawContractState", &wasmtypes.QueryRawContractStateRequest{Address: forBob, QueryData: []byte("nothing")})
	r.ask(q+"RawContractState", &wasmtypes.QueryRawContractStateRequest{Address: forBob})
	r.ask(q+"WasmLimitsConfig", &wasmtypes.QueryWasmLimitsConfigRequest{})
	r.ask(q+"BuildAddress", &wasmtypes.QueryBuildAddressRequest{CodeHash: "ab", CreatorAddress: me, Salt: "zz"})
	r.ask(q+"BuildAddress", &wasmtypes.QueryBuildAddressRequest{
		CodeHash: fmt.Sprintf("%064x", 5), CreatorAddress: me, Salt: "61", InitArgs: []byte(`{}`)})
	r.ask(q+"BuildAddress", &wasmtypes.QueryBuildAddressRequest{CodeHash: fmt.Sprintf("%064x", 5), CreatorAddress: me, Salt: "61"})
	r.ask(q+"BuildAddress", &wasmtypes.QueryBuildAddressRequest{CodeHash: fmt.Sprintf("%064x", 5), CreatorAddress: me})
	r.ask(q+"BuildAddress", &wasmtypes.QueryBuildAddressRequest{CodeHash: fmt.Sprintf("%064x", 5), CreatorAddress: "q", Salt: "61"})
	r.ask(q+"BuildAddress", &wasmtypes.QueryBuildAddressRequest{CodeHash: "6", CreatorAddress: me, Salt: "61"})
}

// wasmStaking: a contract that stakes, and what it is told about it.
func wasmStaking(r *recording) {
	alice, bob, carol := people()
	r.begin([]*account{alice, bob, carol}, nil)
	r.block(5)
	a := contracts{r, alice}
	staker := a.instantiate(a.store("staker"), `{}`, "staker", alice.addr, "1000000stake")
	validator := sdk.ValAddress(r.valSet.Validators[0].Address).String()
	stake := func(n int) string { return fmt.Sprintf(`{"denom":"stake","amount":"%d"}`, n) }
	questions := []string{
		`{"bonded_denom":{}}`, `{"validators":{}}`, fmt.Sprintf(`{"validator":{"address":"%s"}}`, validator), `{"delegations":{}}`,
		fmt.Sprintf(`{"delegation":{"validator":"%s"}}`, validator), fmt.Sprintf(`{"rewards":{"validator":"%s"}}`, validator),
		`{"total_rewards":{}}`, `{"delegated_to":{}}`, `{"withdraw_address":{}}`, `{"validator":{"address":"nobody"}}`,
		`{"delegation":{"validator":"nobody"}}`,
	}
	ask := func() {
		for _, q := range questions {
			a.smart(staker, q)
		}
	}
	ask()
	a.execute("delegate", staker, fmt.Sprintf(`{"delegate":{"validator":"%s","amount":%s}}`, validator, stake(500_000)), "")
	ask()
	for i := 0; i < 5; i++ {
		r.block(1000)
	}
	ask()
	a.execute("delegate too much", staker, fmt.Sprintf(`{"delegate":{"validator":"%s","amount":%s}}`, validator, stake(999_999_999)), "")
	a.execute("delegate to nobody", staker, fmt.Sprintf(`{"delegate":{"validator":"%s","amount":%s}}`, "nobody", stake(1)), "")
	a.execute("withdraw to alice", staker, fmt.Sprintf(`{"set_withdraw_address":{"address":"%s"}}`, alice.addr), "")
	a.execute("withdraw", staker, fmt.Sprintf(`{"withdraw_rewards":{"validators":["%s"]}}`, validator), "")
	a.execute("undelegate", staker, fmt.Sprintf(`{"undelegate":{"validator":"%s","amount":%s}}`, validator, stake(200_000)), "")
	a.execute("redelegate to itself", staker, fmt.Sprintf(`{"redelegate":{"from":"%s","to":"%s","amount":%s}}`, validator, validator, stake(1)), "")
	a.execute("fund the pool", staker, fmt.Sprintf(`{"fund_community_pool":{"amount":[%s]}}`, stake(5)), "")
	a.execute("vote on nothing", staker, `{"vote":{"proposal_id":9,"option":"yes"}}`, "")
	r.block(3)
	ask()
}
