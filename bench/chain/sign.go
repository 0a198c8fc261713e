package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
	"github.com/cosmos/cosmos-sdk/client"
	clienttx "github.com/cosmos/cosmos-sdk/client/tx"
	"github.com/cosmos/cosmos-sdk/codec"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	cryptocodec "github.com/cosmos/cosmos-sdk/crypto/codec"
	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authsigning "github.com/cosmos/cosmos-sdk/x/auth/signing"
	authtx "github.com/cosmos/cosmos-sdk/x/auth/tx"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
)

// account signs; the sequence is that of its next transaction.
type account struct {
	key      *secp256k1.PrivKey
	address  sdk.AccAddress
	number   uint64
	sequence uint64
}

func newAccount(name string) *account {
	key := secp256k1.GenPrivKeyFromSecret([]byte("chain bench " + name))
	return &account{key: key, address: sdk.AccAddress(key.PubKey().Address())}
}

var types, txConfig = codecs()

func codecs() (codec.Codec, client.TxConfig) {
	sdk.GetConfig().SetBech32PrefixForAccount("wasm", "wasmpub")
	registry := codectypes.NewInterfaceRegistry()
	cryptocodec.RegisterInterfaces(registry)
	authtypes.RegisterInterfaces(registry)
	banktypes.RegisterInterfaces(registry)
	wasmtypes.RegisterInterfaces(registry)
	types := codec.NewProtoCodec(registry)
	return types, authtx.NewTxConfig(types, []signing.SignMode{signing.SignMode_SIGN_MODE_DIRECT})
}

// find asks for the account's number and sequence.
func (a *account) find(r *rpc) error {
	request := authtypes.QueryAccountRequest{Address: a.address.String()}
	bytes, err := request.Marshal()
	if err != nil {
		return err
	}
	value, err := r.query("/cosmos.auth.v1beta1.Query/Account", bytes)
	if err != nil {
		return err
	}
	var response authtypes.QueryAccountResponse
	if err := types.Unmarshal(value, &response); err != nil {
		return err
	}
	base, ok := response.Account.GetCachedValue().(*authtypes.BaseAccount)
	if !ok {
		return fmt.Errorf("%s is no plain account", a.address)
	}
	a.number, a.sequence = base.AccountNumber, base.Sequence
	return nil
}

// sign makes a transaction of one message with the account's next sequence.
func (a *account) sign(gas uint64, message sdk.Msg) []byte {
	builder := txConfig.NewTxBuilder()
	check(builder.SetMsgs(message))
	builder.SetGasLimit(gas)
	builder.SetFeeAmount(sdk.NewCoins(sdk.NewInt64Coin("ucosm", 5000)))
	mode := signing.SignMode_SIGN_MODE_DIRECT
	check(builder.SetSignatures(signing.SignatureV2{
		PubKey: a.key.PubKey(), Data: &signing.SingleSignatureData{SignMode: mode}, Sequence: a.sequence,
	}))
	data := authsigning.SignerData{
		Address: a.address.String(), ChainID: chainID, AccountNumber: a.number, Sequence: a.sequence, PubKey: a.key.PubKey(),
	}
	signature, err := clienttx.SignWithPrivKey(context.Background(), mode, data, builder, a.key, txConfig, a.sequence)
	check(err)
	check(builder.SetSignatures(signature))
	bytes, err := txConfig.TxEncoder()(builder.GetTx())
	check(err)
	a.sequence++
	return bytes
}

// broadcastBody is the request that sends a transaction, ready for the wire.
func broadcastBody(method string, tx []byte) []byte {
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method,
		"params": map[string]string{"tx": base64.StdEncoding.EncodeToString(tx)}})
	check(err)
	return body
}

func bankSend(from, to *account) sdk.Msg {
	return banktypes.NewMsgSend(from.address, to.address, sdk.NewCoins(sdk.NewInt64Coin("ucosm", 1)))
}

// fund gives each account the same from one.
func fund(from *account, to []*account, amount int64) sdk.Msg {
	each := sdk.NewCoins(sdk.NewInt64Coin("ucosm", amount))
	all := sdk.NewCoins(sdk.NewInt64Coin("ucosm", amount*int64(len(to))))
	message := &banktypes.MsgMultiSend{Inputs: []banktypes.Input{banktypes.NewInput(from.address, all)}}
	for _, a := range to {
		message.Outputs = append(message.Outputs, banktypes.NewOutput(a.address, each))
	}
	return message
}

func storeCode(from *account, code []byte) sdk.Msg {
	return &wasmtypes.MsgStoreCode{Sender: from.address.String(), WASMByteCode: code}
}

func instantiateToken(from *account, code uint64, holders []*account) sdk.Msg {
	type balance struct {
		Address string `json:"address"`
		Amount  string `json:"amount"`
	}
	var balances []balance
	for _, a := range holders {
		balances = append(balances, balance{a.address.String(), "1000000000"})
	}
	message, err := json.Marshal(map[string]any{"name": "Bench", "symbol": "BENCH", "decimals": 6, "initial_balances": balances})
	check(err)
	return &wasmtypes.MsgInstantiateContract{Sender: from.address.String(), CodeID: code, Label: "bench", Msg: message}
}

func tokenTransfer(contract string, from, to *account) sdk.Msg {
	message := fmt.Sprintf(`{"transfer":{"recipient":%q,"amount":"1"}}`, to.address.String())
	return &wasmtypes.MsgExecuteContract{Sender: from.address.String(), Contract: contract, Msg: []byte(message)}
}
