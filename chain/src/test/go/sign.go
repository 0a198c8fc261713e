package main

import (
	"context"

	"github.com/cosmos/cosmos-sdk/client"
	clienttx "github.com/cosmos/cosmos-sdk/client/tx"
	kmultisig "github.com/cosmos/cosmos-sdk/crypto/keys/multisig"
	cryptotypes "github.com/cosmos/cosmos-sdk/crypto/types"
	"github.com/cosmos/cosmos-sdk/crypto/types/multisig"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authsigning "github.com/cosmos/cosmos-sdk/x/auth/signing"
)

// txSpec describes a transaction; zero values are the usual case.
type txSpec struct {
	msgs     []sdk.Msg
	signers  []*account
	gas      uint64
	fee      sdk.Coins
	memo     string
	timeout  uint64
	mode     signing.SignMode
	chainID  string
	seqShift int64
	numShift int64
	noKey    bool
	unsigned bool
	granter  sdk.AccAddress
	payer    sdk.AccAddress
	keepSeq  bool
}

// sign builds the transaction and counts the signers' sequences on.
func (r *recording) sign(s txSpec) []byte {
	cfg := r.app.TxConfig()
	if s.mode == signing.SignMode_SIGN_MODE_UNSPECIFIED {
		s.mode = signing.SignMode_SIGN_MODE_DIRECT
	}
	if s.gas == 0 {
		s.gas = 400_000
	}
	if s.chainID == "" {
		s.chainID = chainID
	}
	b := cfg.NewTxBuilder()
	check(b.SetMsgs(s.msgs...))
	b.SetGasLimit(s.gas)
	b.SetFeeAmount(s.fee)
	b.SetMemo(s.memo)
	b.SetTimeoutHeight(s.timeout)
	b.SetFeeGranter(s.granter)
	b.SetFeePayer(s.payer)
	var sigs []signing.SignatureV2
	for _, a := range s.signers {
		var key cryptotypes.PubKey = a.key.PubKey()
		sigs = append(sigs, signing.SignatureV2{
			PubKey: key, Data: &signing.SingleSignatureData{SignMode: s.mode}, Sequence: uint64(int64(a.seq) + s.seqShift),
		})
	}
	check(b.SetSignatures(sigs...))
	for i, a := range s.signers {
		if s.unsigned {
			continue
		}
		data := authsigning.SignerData{
			Address: a.addr.String(), ChainID: s.chainID,
			AccountNumber: uint64(int64(a.number) + s.numShift), Sequence: uint64(int64(a.seq) + s.seqShift), PubKey: a.key.PubKey(),
		}
		sig, err := clienttx.SignWithPrivKey(context.Background(), s.mode, data, b, a.key, cfg, data.Sequence)
		check(err)
		sigs[i].Data = sig.Data
	}
	if s.noKey {
		for i := range sigs {
			sigs[i].PubKey = nil
		}
	}
	check(b.SetSignatures(sigs...))
	if !s.unsigned && !s.keepSeq {
		for _, a := range s.signers {
			a.seq++
		}
	}
	return encode(cfg, b)
}

func encode(cfg client.TxConfig, b client.TxBuilder) []byte {
	bz, err := cfg.TxEncoder()(b.GetTx())
	check(err)
	return bz
}

// multi is a threshold account.
type multi struct {
	key     *kmultisig.LegacyAminoPubKey
	members []*account
	addr    sdk.AccAddress
	number  uint64
	seq     uint64
}

func newMulti(threshold int, number uint64, members ...*account) *multi {
	var keys []cryptotypes.PubKey
	for _, m := range members {
		keys = append(keys, m.key.PubKey())
	}
	key := kmultisig.NewLegacyAminoPubKey(threshold, keys)
	return &multi{key: key, members: members, addr: sdk.AccAddress(key.Address()), number: number}
}

func (r *recording) signMulti(m *multi, signers []int, mode signing.SignMode, s txSpec) []byte {
	cfg := r.app.TxConfig()
	b := cfg.NewTxBuilder()
	check(b.SetMsgs(s.msgs...))
	b.SetGasLimit(s.gas)
	b.SetFeeAmount(s.fee)
	b.SetMemo(s.memo)
	data := multisig.NewMultisig(len(m.members))
	for _, i := range signers {
		data.Signatures = append(data.Signatures, nil)
		data.BitArray.SetIndex(i, true)
	}
	for j := range signers {
		data.Signatures[j] = &signing.SingleSignatureData{SignMode: mode}
	}
	check(b.SetSignatures(signing.SignatureV2{PubKey: m.key, Data: data, Sequence: m.seq}))
	for j, i := range signers {
		a := m.members[i]
		sd := authsigning.SignerData{Address: m.addr.String(), ChainID: chainID, AccountNumber: m.number, Sequence: m.seq, PubKey: m.key}
		bz, err := authsigning.GetSignBytesAdapter(context.Background(), cfg.SignModeHandler(), mode, sd, b.GetTx())
		check(err)
		sig, err := a.key.Sign(bz)
		check(err)
		data.Signatures[j] = &signing.SingleSignatureData{SignMode: mode, Signature: sig}
	}
	check(b.SetSignatures(signing.SignatureV2{PubKey: m.key, Data: data, Sequence: m.seq}))
	m.seq++
	return encode(cfg, b)
}
