package main

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/cosmos/cosmos-sdk/client"
	clienttx "github.com/cosmos/cosmos-sdk/client/tx"
	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/codec/address"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	cryptotypes "github.com/cosmos/cosmos-sdk/crypto/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authsigning "github.com/cosmos/cosmos-sdk/x/auth/signing"
	authtx "github.com/cosmos/cosmos-sdk/x/auth/tx"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	txsigning "github.com/cosmos/cosmos-sdk/x/tx/signing"
	"github.com/cosmos/gogoproto/proto"
	clienttypes "github.com/cosmos/ibc-go/v11/modules/core/02-client/types"
	clientv2types "github.com/cosmos/ibc-go/v11/modules/core/02-client/v2/types"
	channeltypes "github.com/cosmos/ibc-go/v11/modules/core/04-channel/types"
	channelv2 "github.com/cosmos/ibc-go/v11/modules/core/04-channel/v2/types"
	ibctm "github.com/cosmos/ibc-go/v11/modules/light-clients/07-tendermint"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

const prefix = "wasm"

// account signs its transactions one after the other.
type account struct {
	key              cryptotypes.PrivKey
	number, sequence uint64
	// home counts the accounts: each uses one node, which sees its transactions in order.
	home int
}

// accountOf makes the same account each time: the genesis of the chain has to know it.
func accountOf(i int) *account {
	seed := sha256.Sum256(fmt.Appendf(nil, "account %d of the load", i))
	return &account{key: &secp256k1.PrivKey{Key: seed[:]}, home: i}
}

func (a *account) address() string { return sdk.AccAddress(a.key.PubKey().Address()).String() }

// signer writes transactions of a chain.
type signer struct {
	chainID string
	config  client.TxConfig
	codec   *codec.ProtoCodec
}

func newSigner(chainID string) (*signer, error) {
	sdk.GetConfig().SetBech32PrefixForAccount(prefix, prefix+"pub")
	sdk.GetConfig().SetBech32PrefixForValidator(prefix+"valoper", prefix+"valoperpub")
	registry, err := codectypes.NewInterfaceRegistryWithOptions(codectypes.InterfaceRegistryOptions{
		ProtoFiles: proto.HybridResolver,
		SigningOptions: txsigning.Options{
			AddressCodec:          address.NewBech32Codec(prefix),
			ValidatorAddressCodec: address.NewBech32Codec(prefix + "valoper"),
		},
	})
	if err != nil {
		return nil, err
	}
	authtypes.RegisterInterfaces(registry)
	wasmtypes.RegisterInterfaces(registry)
	clienttypes.RegisterInterfaces(registry)
	clientv2types.RegisterInterfaces(registry)
	channeltypes.RegisterInterfaces(registry)
	channelv2.RegisterInterfaces(registry)
	ibctm.RegisterInterfaces(registry)
	registry.RegisterInterface("cosmos.crypto.PubKey", (*cryptotypes.PubKey)(nil), &secp256k1.PubKey{})
	cdc := codec.NewProtoCodec(registry)
	modes := []signing.SignMode{signing.SignMode_SIGN_MODE_DIRECT}
	return &signer{chainID, authtx.NewTxConfig(cdc, modes), cdc}, nil
}

// sign returns the bytes of the account's next transaction.
func (s *signer) sign(a *account, gas uint64, msgs ...sdk.Msg) ([]byte, error) {
	builder := s.config.NewTxBuilder()
	if err := builder.SetMsgs(msgs...); err != nil {
		return nil, err
	}
	builder.SetGasLimit(gas)
	const mode = signing.SignMode_SIGN_MODE_DIRECT
	// The signature covers who signs, so that is put in first.
	unsigned := signing.SignatureV2{PubKey: a.key.PubKey(), Data: &signing.SingleSignatureData{SignMode: mode}, Sequence: a.sequence}
	if err := builder.SetSignatures(unsigned); err != nil {
		return nil, err
	}
	by := authsigning.SignerData{
		Address: a.address(), ChainID: s.chainID, AccountNumber: a.number, Sequence: a.sequence, PubKey: a.key.PubKey(),
	}
	signature, err := clienttx.SignWithPrivKey(context.Background(), mode, by, builder, a.key, s.config, a.sequence)
	if err != nil {
		return nil, err
	}
	if err := builder.SetSignatures(signature); err != nil {
		return nil, err
	}
	a.sequence++
	return s.config.TxEncoder()(builder.GetTx())
}
