package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	cmted25519 "github.com/cometbft/cometbft/crypto/ed25519"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmttypes "github.com/cometbft/cometbft/types"
	dbm "github.com/cosmos/cosmos-db"

	"cosmossdk.io/log"

	bam "github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	simtestutil "github.com/cosmos/cosmos-sdk/testutil/sims"
	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"

	"github.com/CosmWasm/wasmd/app"
	wasmkeeper "github.com/CosmWasm/wasmd/x/wasm/keeper"
	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

const chainID = "recorded-1"

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// Step is one request and its answer, as protobuf.
type Step struct {
	Kind     string   `json:"kind"`
	Labels   []string `json:"labels,omitempty"`
	Request  []byte   `json:"request"`
	Response []byte   `json:"response"`
}

type recording struct {
	Init  []byte `json:"init"`
	Steps []Step `json:"steps"`

	app       *app.WasmApp
	height    int64
	now       time.Time
	validator cmttypes.PrivValidator
	valSet    *cmttypes.ValidatorSet
}

func init() {
	cfg := sdk.GetConfig()
	cfg.SetBech32PrefixForAccount(app.Bech32PrefixAccAddr, app.Bech32PrefixAccPub)
	cfg.SetBech32PrefixForValidator(app.Bech32PrefixValAddr, app.Bech32PrefixValPub)
	cfg.SetBech32PrefixForConsensusNode(app.Bech32PrefixConsAddr, app.Bech32PrefixConsPub)
	cfg.SetAddressVerifier(wasmtypes.VerifyAddressLen())
	cfg.Seal()
}

func newRecording() *recording { return &recording{now: start} }

// account is a key with what is needed to sign.
type account struct {
	key    *secp256k1.PrivKey
	addr   sdk.AccAddress
	number uint64
	seq    uint64
}

func newAccount(name string, number uint64) *account {
	key := secp256k1.GenPrivKeyFromSecret([]byte(name))
	return &account{key: key, addr: sdk.AccAddress(key.PubKey().Address()), number: number}
}

// begin starts a chain with funded accounts, changed as edit says.
func (r *recording) begin(accounts []*account, edit func(app.GenesisState, *app.WasmApp)) {
	home, err := os.MkdirTemp("", "record")
	check(err)
	opts := simtestutil.AppOptionsMap{flags.FlagHome: home}
	r.app = app.NewWasmApp(log.NewNopLogger(), dbm.NewMemDB(), nil, true, opts, []wasmkeeper.Option{}, bam.SetChainID(chainID))
	r.app.RegisterTxService(client.Context{})
	cons := cmted25519.GenPrivKeyFromSecret([]byte("validator"))
	r.valSet = cmttypes.NewValidatorSet([]*cmttypes.Validator{cmttypes.NewValidator(cons.PubKey(), 1)})
	var genAccs []authtypes.GenesisAccount
	var balances []banktypes.Balance
	for _, a := range accounts {
		genAccs = append(genAccs, authtypes.NewBaseAccount(a.addr, nil, a.number, 0))
		balances = append(balances, banktypes.Balance{Address: a.addr.String(), Coins: sdk.NewCoins(
			sdk.NewInt64Coin("stake", 1_000_000_000_000), sdk.NewInt64Coin("ucosm", 1_000_000_000_000))})
	}
	genesis := r.app.DefaultGenesis()
	genesis, err = app.GenesisStateWithValSet(r.app.AppCodec(), genesis, r.valSet, genAccs, balances...)
	check(err)
	if edit != nil {
		edit(genesis, r.app)
	}
	state, err := json.Marshal(genesis)
	check(err)
	params := cmttypes.DefaultConsensusParams().ToProto()
	req := &abci.RequestInitChain{
		ChainId: chainID, Time: start, ConsensusParams: &params, InitialHeight: 1, AppStateBytes: state,
	}
	_, err = r.app.InitChain(req)
	check(err)
	r.Init, err = req.Marshal()
	check(err)
}

func (r *recording) block(seconds int64, txs ...[]byte) *abci.ResponseFinalizeBlock {
	return r.labelled(seconds, nil, txs...)
}

func (r *recording) labelled(seconds int64, labels []string, txs ...[]byte) *abci.ResponseFinalizeBlock {
	r.height++
	r.now = r.now.Add(time.Duration(seconds) * time.Second)
	hash := sha256.Sum256([]byte{byte(r.height)})
	commit := abci.CommitInfo{}
	if r.height > 1 {
		commit.Votes = []abci.VoteInfo{{
			Validator:   abci.Validator{Address: r.valSet.Validators[0].Address, Power: 1},
			BlockIdFlag: cmtproto.BlockIDFlagCommit,
		}}
	}
	req := &abci.RequestFinalizeBlock{
		Height: r.height, Time: r.now, Hash: hash[:], Txs: txs, DecidedLastCommit: commit,
		ProposerAddress: r.valSet.Validators[0].Address, NextValidatorsHash: r.valSet.Hash(),
	}
	res, err := r.app.FinalizeBlock(req)
	check(err)
	_, err = r.app.Commit()
	check(err)
	for _, result := range res.TxResults {
		result.Log = clean(result.Log)
	}
	r.add("block", labels, req, res)
	return res
}

// clean makes text of bytes that aren't UTF-8 as Go's JSON does, since protobuf elsewhere refuses them.
func clean(s string) string {
	bz, err := json.Marshal(s)
	check(err)
	var out string
	check(json.Unmarshal(bz, &out))
	return out
}

type message interface{ Marshal() ([]byte, error) }

func (r *recording) add(kind string, labels []string, req, res message) {
	a, err := req.Marshal()
	check(err)
	b, err := res.Marshal()
	check(err)
	r.Steps = append(r.Steps, Step{kind, labels, a, b})
}

func (r *recording) checkTx(label string, tx []byte) *abci.ResponseCheckTx {
	req := &abci.RequestCheckTx{Tx: tx}
	res, err := r.app.CheckTx(req)
	check(err)
	res.Log = clean(res.Log)
	r.add("check", []string{label}, req, res)
	return res
}

func (r *recording) query(path string, data []byte) *abci.ResponseQuery {
	req := &abci.RequestQuery{Path: path, Data: data}
	copied := *req
	res, err := r.app.Query(nil, &copied)
	check(err)
	res.Log = clean(res.Log)
	r.add("query", []string{path}, req, res)
	return res
}

func (r *recording) ask(path string, req message) *abci.ResponseQuery {
	bz, err := req.Marshal()
	check(err)
	return r.query(path, bz)
}

func mustHex(s string) []byte {
	bz, err := hex.DecodeString(s)
	check(err)
	return bz
}
