// Uploads a contract to a local chain, makes an instance and calls it, as docs/clients.md shows.
//
//	go run . [GRPC_ADDRESS [CHAIN_ID [WASM_FILE]]]
package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"time"

	wasm "github.com/CosmWasm/wasmd/x/wasm/types"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/tx"
	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/codec/types"
	cryptocodec "github.com/cosmos/cosmos-sdk/crypto/codec"
	"github.com/cosmos/cosmos-sdk/crypto/hd"
	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	sdk "github.com/cosmos/cosmos-sdk/types"
	service "github.com/cosmos/cosmos-sdk/types/tx"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authsigning "github.com/cosmos/cosmos-sdk/x/auth/signing"
	authtx "github.com/cosmos/cosmos-sdk/x/auth/tx"
	auth "github.com/cosmos/cosmos-sdk/x/auth/types"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

const words = "enlist hip relief stomach skate base shallow young switch frequent cry park"

// chain is a connection, and who signs on it.
type chain struct {
	conn *grpc.ClientConn
	id   string
	key  *secp256k1.PrivKey
	me   string
	tx   client.TxConfig
}

func main() {
	arguments := []string{"localhost:9090", "orrery-1", "../../contracts-testdata/built/rust/counter.wasm"}
	copy(arguments, os.Args[1:])
	must(use(connect(arguments[0], arguments[1]), arguments[2]))
}

func connect(address, id string) *chain {
	sdk.GetConfig().SetBech32PrefixForAccount("wasm", "wasmpub")
	registry := types.NewInterfaceRegistry()
	cryptocodec.RegisterInterfaces(registry)
	auth.RegisterInterfaces(registry)
	wasm.RegisterInterfaces(registry)
	seed, err := hd.Secp256k1.Derive()(words, "", sdk.GetConfig().GetFullBIP44Path())
	must(err)
	key := hd.Secp256k1.Generate()(seed).(*secp256k1.PrivKey)
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	must(err)
	modes := []signing.SignMode{signing.SignMode_SIGN_MODE_DIRECT}
	return &chain{conn, id, key, sdk.AccAddress(key.PubKey().Address()).String(), authtx.NewTxConfig(codec.NewProtoCodec(registry), modes)}
}

func use(c *chain, file string) error {
	code, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var stored wasm.MsgStoreCodeResponse
	if err := c.send(&wasm.MsgStoreCode{Sender: c.me, WASMByteCode: code}, &stored); err != nil {
		return err
	}
	var made wasm.MsgInstantiateContractResponse
	instantiate := &wasm.MsgInstantiateContract{Sender: c.me, CodeID: stored.CodeID, Label: "counter", Msg: []byte(`{"count":7}`)}
	if err := c.send(instantiate, &made); err != nil {
		return err
	}
	execute := &wasm.MsgExecuteContract{Sender: c.me, Contract: made.Address, Msg: []byte(`{"increment":{}}`)}
	if err := c.send(execute, &wasm.MsgExecuteContractResponse{}); err != nil {
		return err
	}
	answer, err := wasm.NewQueryClient(c.conn).SmartContractState(context.Background(),
		&wasm.QuerySmartContractStateRequest{Address: made.Address, QueryData: []byte(`{"get_count":{}}`)})
	if err != nil {
		return err
	}
	fmt.Println(string(answer.Data))
	return nil
}

// send signs a message, hands it in, waits for its block and reads the response.
func (c *chain) send(message sdk.Msg, response codec.ProtoMarshaler) error {
	ctx := context.Background()
	account, err := auth.NewQueryClient(c.conn).AccountInfo(ctx, &auth.QueryAccountInfoRequest{Address: c.me})
	if err != nil {
		return err
	}
	number, sequence := account.Info.AccountNumber, account.Info.Sequence
	builder := c.tx.NewTxBuilder()
	if err := builder.SetMsgs(message); err != nil {
		return err
	}
	builder.SetGasLimit(3_000_000)
	builder.SetFeeAmount(sdk.NewCoins(sdk.NewInt64Coin("ucosm", 75_000)))
	mode := signing.SignMode_SIGN_MODE_DIRECT
	unsigned := signing.SignatureV2{PubKey: c.key.PubKey(), Data: &signing.SingleSignatureData{SignMode: mode}, Sequence: sequence}
	if err := builder.SetSignatures(unsigned); err != nil {
		return err
	}
	signer := authsigning.SignerData{Address: c.me, ChainID: c.id, AccountNumber: number, Sequence: sequence, PubKey: c.key.PubKey()}
	signature, err := tx.SignWithPrivKey(ctx, mode, signer, builder, c.key, c.tx, sequence)
	if err != nil {
		return err
	}
	if err := builder.SetSignatures(signature); err != nil {
		return err
	}
	bytes, err := c.tx.TxEncoder()(builder.GetTx())
	if err != nil {
		return err
	}
	txs := service.NewServiceClient(c.conn)
	sent, err := txs.BroadcastTx(ctx, &service.BroadcastTxRequest{TxBytes: bytes, Mode: service.BroadcastMode_BROADCAST_MODE_SYNC})
	if err != nil {
		return err
	}
	if sent.TxResponse.Code != 0 {
		return fmt.Errorf("refused: %s", sent.TxResponse.RawLog)
	}
	for range 100 {
		if found, err := txs.GetTx(ctx, &service.GetTxRequest{Hash: sent.TxResponse.TxHash}); err == nil {
			if found.TxResponse.Code != 0 {
				return fmt.Errorf("failed: %s", found.TxResponse.RawLog)
			}
			return read(found.TxResponse.Data, response)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("%s is in no block after 10 s", sent.TxResponse.TxHash)
}

// read takes the only response out of a transaction's data.
func read(data string, response codec.ProtoMarshaler) error {
	bytes, err := hex.DecodeString(data)
	if err != nil {
		return err
	}
	var all sdk.TxMsgData
	if err := all.Unmarshal(bytes); err != nil {
		return err
	}
	return response.Unmarshal(all.MsgResponses[0].Value)
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
