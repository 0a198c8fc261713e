package main

import (
	"fmt"
	"sort"
	"time"

	"github.com/cometbft/cometbft/crypto"
	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/crypto/secp256k1"
	"github.com/cometbft/cometbft/crypto/tmhash"
	cmtversion "github.com/cometbft/cometbft/proto/tendermint/version"
	cmttypes "github.com/cometbft/cometbft/types"

	clienttypes "github.com/cosmos/ibc-go/v11/modules/core/02-client/types"
	ibctm "github.com/cosmos/ibc-go/v11/modules/light-clients/07-tendermint"
)

// party is validators with their keys.
type party struct {
	set  *cmttypes.ValidatorSet
	keys map[string]crypto.PrivKey
}

// newParty has one validator for each power; a name always has the same key.
func newParty(names []string, powers []int64) party {
	p := party{keys: map[string]crypto.PrivKey{}}
	var validators []*cmttypes.Validator
	for i, name := range names {
		var key crypto.PrivKey = ed25519.GenPrivKeyFromSecret([]byte(name))
		if name[0] == '*' {
			key = secp256k1.GenPrivKeySecp256k1([]byte(name))
		}
		p.keys[key.PubKey().Address().String()] = key
		validators = append(validators, cmttypes.NewValidator(key.PubKey(), powers[i]))
	}
	p.set = cmttypes.NewValidatorSet(validators)
	return p
}

func equals(count int) party {
	var names []string
	var powers []int64
	for i := 0; i < count; i++ {
		names = append(names, fmt.Sprint("validator ", i))
		powers = append(powers, 10)
	}
	return newParty(names, powers)
}

// block is what a header is made of.
type block struct {
	chainID       string
	height        int64
	time          time.Time
	voters, next  party
	appHash       []byte
	trusted       clienttypes.Height
	trustedVoters party
	round         int32
	votes         func(index int) cmttypes.BlockIDFlag // nil: all sign
	change        func(*cmttypes.Header)               // before it is signed
	signedID      string                               // chain id in the votes, if another
}

// header signs the block.
func (b block) header() *ibctm.Header {
	header := cmttypes.Header{
		Version:            cmtversion.Consensus{Block: 11, App: 2},
		ChainID:            b.chainID,
		Height:             b.height,
		Time:               b.time,
		LastBlockID:        blockID(tmhash.Sum([]byte("last block"))),
		LastCommitHash:     tmhash.Sum([]byte("last commit")),
		DataHash:           tmhash.Sum([]byte("data")),
		ValidatorsHash:     b.voters.set.Hash(),
		NextValidatorsHash: b.next.set.Hash(),
		ConsensusHash:      tmhash.Sum([]byte("consensus")),
		AppHash:            b.appHash,
		LastResultsHash:    tmhash.Sum([]byte("results")),
		EvidenceHash:       tmhash.Sum([]byte("evidence")),
		ProposerAddress:    b.voters.set.Proposer.Address,
	}
	if b.change != nil {
		b.change(&header)
	}
	commit := &cmttypes.Commit{Height: header.Height, Round: b.round, BlockID: blockID(header.Hash())}
	for i, validator := range b.voters.set.Validators {
		flag := cmttypes.BlockIDFlagCommit
		if b.votes != nil {
			flag = b.votes(i)
		}
		if flag == cmttypes.BlockIDFlagAbsent {
			commit.Signatures = append(commit.Signatures, cmttypes.NewCommitSigAbsent())
			continue
		}
		commit.Signatures = append(commit.Signatures, cmttypes.CommitSig{
			BlockIDFlag: flag, ValidatorAddress: validator.Address, Timestamp: b.time.Add(time.Duration(i) * time.Millisecond),
		})
	}
	b.sign(commit)
	signed := cmttypes.SignedHeader{Header: &header, Commit: commit}
	whole := &ibctm.Header{
		SignedHeader:      signed.ToProto(),
		ValidatorSet:      got(b.voters.set.ToProto()),
		TrustedHeight:     b.trusted,
		TrustedValidators: got(b.trustedVoters.set.ToProto()),
	}
	own := &ibctm.Header{} // shares nothing with other headers
	must(own.Unmarshal(got(whole.Marshal())))
	return own
}

func (b block) sign(commit *cmttypes.Commit) {
	id := b.chainID
	if b.signedID != "" {
		id = b.signedID
	}
	for i := range commit.Signatures {
		signature := &commit.Signatures[i]
		if signature.BlockIDFlag == cmttypes.BlockIDFlagAbsent {
			continue
		}
		key := b.voters.keys[signature.ValidatorAddress.String()]
		signature.Signature = got(key.Sign(commit.VoteSignBytes(id, int32(i))))
	}
}

func blockID(hash []byte) cmttypes.BlockID {
	return cmttypes.BlockID{Hash: hash, PartSetHeader: cmttypes.PartSetHeader{Total: 1, Hash: tmhash.Sum([]byte("parts"))}}
}

// firstVotes: the first ones sign, the others are absent.
func firstVotes(count int) func(int) cmttypes.BlockIDFlag {
	return func(i int) cmttypes.BlockIDFlag {
		if i < count {
			return cmttypes.BlockIDFlagCommit
		}
		return cmttypes.BlockIDFlagAbsent
	}
}

func nilVotes(int) cmttypes.BlockIDFlag { return cmttypes.BlockIDFlagNil }

// sortedKeys for test data that doesn't change from run to run.
func sortedKeys[V any](m map[string]V) (keys []string) {
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
