// Headers that a light client must refuse: forged, signed by too few, or in conflict with each other.

package main

import (
	"bytes"
	"fmt"
	"math"
	"time"

	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmttypes "github.com/cometbft/cometbft/types"

	clienttypes "github.com/cosmos/ibc-go/v11/modules/core/02-client/types"
	ibctm "github.com/cosmos/ibc-go/v11/modules/light-clients/07-tendermint"
)

// blocksWrong are blocks that break a rule and are signed by everybody.
func blocksWrong() *life {
	voters := equals(4)
	l := newLife("signed but wrong").initialize(clientState(), consensusState(voters))
	changes := map[string]func(*cmttypes.Header){
		"block version":         func(h *cmttypes.Header) { h.Version.Block = 10 },
		"long chain id":         func(h *cmttypes.Header) { h.ChainID = string(bytes.Repeat([]byte("y"), 51)) },
		"height zero":           func(h *cmttypes.Header) { h.Height = 0 },
		"height negative":       func(h *cmttypes.Header) { h.Height = -6 },
		"last block hash":       func(h *cmttypes.Header) { h.LastBlockID.Hash = []byte{1} },
		"last block parts":      func(h *cmttypes.Header) { h.LastBlockID.PartSetHeader.Hash = []byte{1} },
		"no last block":         func(h *cmttypes.Header) { h.LastBlockID = cmttypes.BlockID{} },
		"last commit hash":      func(h *cmttypes.Header) { h.LastCommitHash = []byte{1} },
		"no last commit hash":   func(h *cmttypes.Header) { h.LastCommitHash = nil },
		"data hash":             func(h *cmttypes.Header) { h.DataHash = []byte{1} },
		"evidence hash":         func(h *cmttypes.Header) { h.EvidenceHash = []byte{1} },
		"proposer":              func(h *cmttypes.Header) { h.ProposerAddress = []byte{1} },
		"no proposer":           func(h *cmttypes.Header) { h.ProposerAddress = nil },
		"validators hash":       func(h *cmttypes.Header) { h.ValidatorsHash = []byte{1} },
		"no validators hash":    func(h *cmttypes.Header) { h.ValidatorsHash = nil },
		"other validators hash": func(h *cmttypes.Header) { h.ValidatorsHash = bytes.Repeat([]byte{2}, 32) },
		"next validators hash":  func(h *cmttypes.Header) { h.NextValidatorsHash = []byte{1} },
		"no next validators":    func(h *cmttypes.Header) { h.NextValidatorsHash = nil },
		"consensus hash":        func(h *cmttypes.Header) { h.ConsensusHash = []byte{1} },
		"last results hash":     func(h *cmttypes.Header) { h.LastResultsHash = []byte{1} },
		"short app hash":        func(h *cmttypes.Header) { h.AppHash = []byte{1} },
		"no app hash":           func(h *cmttypes.Header) { h.AppHash = nil },
		"time of the trusted":   func(h *cmttypes.Header) { h.Time = start },
		"time before":           func(h *cmttypes.Header) { h.Time = start.Add(-time.Second) },
		"time just after":       func(h *cmttypes.Header) { h.Time = start.Add(1) },
		"time of tomorrow":      func(h *cmttypes.Header) { h.Time = start.Add(24 * time.Hour) },
		"time at the drift":     func(h *cmttypes.Header) { h.Time = start.Add(70 * time.Second) },
		"time within the drift": func(h *cmttypes.Header) { h.Time = start.Add(70*time.Second - 1) },
		"no time":               func(h *cmttypes.Header) { h.Time = time.Time{} },
		"no app version":        func(h *cmttypes.Header) { h.Version.App = 0 },
		"another next set":      func(h *cmttypes.Header) { h.NextValidatorsHash = equals(7).set.Hash() },
	}
	for i, name := range sortedKeys(changes) {
		for _, height := range []int64{6, 1000 + int64(i)} {
			wrong := follow(voters, height)
			wrong.time = start.Add(5 * time.Second)
			wrong.change = changes[name]
			if height == 6 { // a life of its own, so that one that is fine isn't in the way of the next
				own := newLife("").initialize(clientState(), consensusState(voters))
				own.update("adjacent: "+name, wrong.header())
				l.scenario.Steps = append(l.scenario.Steps, own.scenario.Steps...)
				l.player = own.player
			} else {
				l.update("far: "+name, wrong.header())
			}
		}
	}
	signedElsewhere := follow(voters, 6)
	signedElsewhere.signedID = "others-1"
	l.update("votes of another chain", signedElsewhere.header())
	return l
}

// headersForged changes headers after they were signed.
func headersForged(voters party) *life {
	l := newLife(fmt.Sprint("forged headers of ", voters.set.Size(), " validators")).initialize(clientState(), consensusState(voters))
	changes := map[string]func(*ibctm.Header){
		"no signed header":       func(h *ibctm.Header) { h.SignedHeader = nil },
		"no header":              func(h *ibctm.Header) { h.SignedHeader.Header = nil },
		"no commit":              func(h *ibctm.Header) { h.SignedHeader.Commit = nil },
		"no validators":          func(h *ibctm.Header) { h.ValidatorSet = nil },
		"no trusted validators":  func(h *ibctm.Header) { h.TrustedValidators = nil },
		"empty validators":       func(h *ibctm.Header) { h.ValidatorSet = &cmtproto.ValidatorSet{} },
		"empty trusted":          func(h *ibctm.Header) { h.TrustedValidators = &cmtproto.ValidatorSet{} },
		"no proposer":            func(h *ibctm.Header) { h.ValidatorSet.Proposer = nil },
		"no trusted proposer":    func(h *ibctm.Header) { h.TrustedValidators.Proposer = nil },
		"foreign proposer":       func(h *ibctm.Header) { h.ValidatorSet.Proposer = got(equals(9).set.Validators[7].ToProto()) },
		"proposer of no address": func(h *ibctm.Header) { h.ValidatorSet.Proposer.Address = nil },
		"no trusted height":      func(h *ibctm.Header) { h.TrustedHeight = clienttypes.ZeroHeight() },
		"trusted in future":      func(h *ibctm.Header) { h.TrustedHeight = clienttypes.NewHeight(1, 6) },
		"trusted in revision 2":  func(h *ibctm.Header) { h.TrustedHeight = clienttypes.NewHeight(2, 1) },
		"trusted in revision 0":  func(h *ibctm.Header) { h.TrustedHeight = clienttypes.NewHeight(0, 5) },
		"more power":             func(h *ibctm.Header) { h.ValidatorSet.Validators[0].VotingPower++ },
		"more trusted power":     func(h *ibctm.Header) { h.TrustedValidators.Validators[0].VotingPower++ },
		"negative power":         func(h *ibctm.Header) { h.ValidatorSet.Validators[0].VotingPower = -1 },
		"too much power":         func(h *ibctm.Header) { h.ValidatorSet.Validators[0].VotingPower = math.MaxInt64 },
		"total power claimed":    func(h *ibctm.Header) { h.ValidatorSet.TotalVotingPower = 1 },
		"priority changed":       func(h *ibctm.Header) { h.ValidatorSet.Validators[0].ProposerPriority = 77 },
		"address changed":        func(h *ibctm.Header) { h.ValidatorSet.Validators[0].Address[0] ^= 1 },
		"key changed":            func(h *ibctm.Header) { h.ValidatorSet.Validators[0].PubKey.GetEd25519()[0] ^= 1 },
		"key of no kind":         func(h *ibctm.Header) { h.ValidatorSet.Validators[0].PubKey.Sum = nil },
		"validator missing":      func(h *ibctm.Header) { h.ValidatorSet.Validators = h.ValidatorSet.Validators[1:] },
		"validator twice": func(h *ibctm.Header) {
			h.ValidatorSet.Validators = append(h.ValidatorSet.Validators, h.ValidatorSet.Validators[0])
		},
		"app hash changed":        func(h *ibctm.Header) { h.SignedHeader.Header.AppHash[0] ^= 1 },
		"time changed":            func(h *ibctm.Header) { h.SignedHeader.Header.Time = h.SignedHeader.Header.Time.Add(1) },
		"height changed":          func(h *ibctm.Header) { h.SignedHeader.Header.Height++ },
		"chain changed":           func(h *ibctm.Header) { h.SignedHeader.Header.ChainID = "theirs-11" },
		"next validators changed": func(h *ibctm.Header) { h.SignedHeader.Header.NextValidatorsHash[0] ^= 1 },
		"commit height changed":   func(h *ibctm.Header) { h.SignedHeader.Commit.Height++ },
		"commit height zero":      func(h *ibctm.Header) { h.SignedHeader.Commit.Height = 0 },
		"commit height negative":  func(h *ibctm.Header) { h.SignedHeader.Commit.Height = -1 },
		"round changed":           func(h *ibctm.Header) { h.SignedHeader.Commit.Round++ },
		"round negative":          func(h *ibctm.Header) { h.SignedHeader.Commit.Round = -1 },
		"block hash changed":      func(h *ibctm.Header) { h.SignedHeader.Commit.BlockID.Hash[0] ^= 1 },
		"block hash short":        func(h *ibctm.Header) { h.SignedHeader.Commit.BlockID.Hash = []byte{1} },
		"no block id":             func(h *ibctm.Header) { h.SignedHeader.Commit.BlockID = cmtproto.BlockID{} },
		"parts changed":           func(h *ibctm.Header) { h.SignedHeader.Commit.BlockID.PartSetHeader.Total++ },
		"parts hash short":        func(h *ibctm.Header) { h.SignedHeader.Commit.BlockID.PartSetHeader.Hash = []byte{1} },
		"no signatures":           func(h *ibctm.Header) { h.SignedHeader.Commit.Signatures = nil },
		"a signature too many": func(h *ibctm.Header) {
			c := h.SignedHeader.Commit
			c.Signatures = append(c.Signatures, c.Signatures[0])
		},
		"a signature missing": func(h *ibctm.Header) { h.SignedHeader.Commit.Signatures = h.SignedHeader.Commit.Signatures[1:] },
	}
	votes := map[string]func(*cmtproto.CommitSig){
		"vote flag 0":             func(s *cmtproto.CommitSig) { s.BlockIdFlag = 0 },
		"vote flag 1":             func(s *cmtproto.CommitSig) { s.BlockIdFlag = 1 },
		"vote flag 3":             func(s *cmtproto.CommitSig) { s.BlockIdFlag = 3 },
		"vote flag 4":             func(s *cmtproto.CommitSig) { s.BlockIdFlag = 4 },
		"vote flag 258":           func(s *cmtproto.CommitSig) { s.BlockIdFlag = 258 },
		"vote with other address": func(s *cmtproto.CommitSig) { s.ValidatorAddress[0] ^= 1 },
		"vote with short address": func(s *cmtproto.CommitSig) { s.ValidatorAddress = []byte{1} },
		"vote without address":    func(s *cmtproto.CommitSig) { s.ValidatorAddress = nil },
		"vote with other time":    func(s *cmtproto.CommitSig) { s.Timestamp = s.Timestamp.Add(1) },
		"vote without time":       func(s *cmtproto.CommitSig) { s.Timestamp = time.Time{} },
		"vote without signature":  func(s *cmtproto.CommitSig) { s.Signature = nil },
		"vote with wrong r":       func(s *cmtproto.CommitSig) { s.Signature[3] ^= 4 },
		"vote with wrong s":       func(s *cmtproto.CommitSig) { s.Signature[40] ^= 4 },
		"vote with short sig":     func(s *cmtproto.CommitSig) { s.Signature = s.Signature[:63] },
		"vote with long sig":      func(s *cmtproto.CommitSig) { s.Signature = append(s.Signature, 0) },
		"vote with very long sig": func(s *cmtproto.CommitSig) { s.Signature = make([]byte, 97) },
		"vote with s not reduced": func(s *cmtproto.CommitSig) { s.Signature = notReduced(s.Signature) },
		"vote with small-order r": func(s *cmtproto.CommitSig) { copy(s.Signature, make([]byte, 64)); s.Signature[0] = 1 },
	}
	for _, height := range []int64{6, 9} {
		for _, name := range sortedKeys(changes) {
			header := follow(voters, height).header()
			if verdictOf(func() error { changes[name](header); return nil }) == nil {
				l.forged(voters, fmt.Sprint(height, ": ", name), header)
			}
		}
		for _, name := range sortedKeys(votes) {
			header := follow(voters, height).header()
			votes[name](&header.SignedHeader.Commit.Signatures[0])
			l.forged(voters, fmt.Sprint(height, ": first ", name), header)
			if height == 9 && voters.set.Size() > 1 {
				last := follow(voters, height).header()
				votes[name](&last.SignedHeader.Commit.Signatures[voters.set.Size()-1])
				l.forged(voters, fmt.Sprint(height, ": last ", name), last)
			}
		}
	}
	if voters.set.Size() > 2 {
		double := follow(voters, 9).header()
		double.SignedHeader.Commit.Signatures[1] = double.SignedHeader.Commit.Signatures[0]
		l.forged(voters, "9: a vote twice", double)
		two := follow(voters, 9).header()
		two.SignedHeader.Commit.Signatures[0].Signature[1] ^= 1
		two.SignedHeader.Commit.Signatures[1].Signature = []byte{1}
		l.forged(voters, "9: two wrong signatures", two)
	}
	return l
}

// forged tries a header; if it is fine after all the client begins anew.
func (l *life) forged(voters party, name string, header *ibctm.Header) {
	if l.update(name, header).Error == nil {
		l.player = newPlayer()
		l.initialize(clientState(), consensusState(voters))
	}
}

// notReduced adds the group's order to s: the same number, but another signature.
func notReduced(signature []byte) []byte {
	order := []byte{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10}
	changed := append([]byte{}, signature...)
	carry := 0
	for i, o := range order {
		sum := int(changed[32+i]) + int(o) + carry
		changed[32+i], carry = byte(sum), sum>>8
	}
	return changed
}

// votes counts who signed.
func votes() *life {
	voters := newParty([]string{"a", "b", "c", "d", "e"}, []int64{40, 30, 20, 9, 1})
	l := newLife("votes").initialize(clientState(), consensusState(voters))
	for _, height := range []int64{6, 9} {
		for count := 1; count <= 5; count++ {
			signed := follow(voters, height)
			signed.votes = firstVotes(count)
			l.forged(voters, fmt.Sprint(height, ": the first ", count), signed.header())
		}
		for mask := 0; height == 9 && mask < 32; mask++ {
			signed := follow(voters, height)
			signed.votes = func(i int) cmttypes.BlockIDFlag {
				if mask>>i&1 == 1 {
					return cmttypes.BlockIDFlagCommit
				}
				return cmttypes.BlockIDFlagAbsent
			}
			l.forged(voters, fmt.Sprintf("%d: %05b", height, mask), signed.header())
		}
		for _, one := range []int{0, 4} {
			signed := follow(voters, height)
			signed.votes = func(i int) cmttypes.BlockIDFlag {
				if i == one {
					return cmttypes.BlockIDFlagNil
				}
				return cmttypes.BlockIDFlagCommit
			}
			l.forged(voters, fmt.Sprint(height, ": nil from ", one), signed.header())
		}
		none := follow(voters, height)
		none.votes = nilVotes
		l.forged(voters, fmt.Sprint(height, ": all nil"), none.header())
	}
	return l
}

// mixedKeys has validators of both kinds of key, which are checked one by one.
func mixedKeys() *life {
	voters := newParty([]string{"*a", "b", "*c", "d"}, []int64{10, 10, 10, 10})
	l := newLife("mixed keys").initialize(clientState(), consensusState(voters))
	for _, height := range []int64{6, 9} {
		l.forged(voters, fmt.Sprint(height, ": all"), follow(voters, height).header())
		for i := 0; i < 4; i++ {
			wrong := follow(voters, height).header()
			wrong.SignedHeader.Commit.Signatures[i].Signature[5] ^= 1
			l.forged(voters, fmt.Sprint(height, ": wrong ", i), wrong)
			short := follow(voters, height).header()
			short.SignedHeader.Commit.Signatures[i].Signature = []byte{1}
			l.forged(voters, fmt.Sprint(height, ": short ", i), short)
		}
		few := follow(voters, height)
		few.votes = firstVotes(2)
		l.forged(voters, fmt.Sprint(height, ": two"), few.header())
	}
	return l
}

func misbehaviour() *life {
	voters := equals(4)
	l := newLife("misbehaviour")
	begin := func() {
		l.player = newPlayer()
		l.initialize(clientState(), consensusState(voters))
		l.update("ten", follow(voters, 10).header())
	}
	other := func(height int64, change func(*block)) *ibctm.Header {
		b := follow(voters, height)
		b.appHash = bytes.Repeat([]byte{99}, 32)
		if change != nil {
			change(&b)
		}
		return b.header()
	}
	show := func(name string, change func(*ibctm.Misbehaviour)) {
		begin()
		m := ibctm.NewMisbehaviour(client0, follow(voters, 9).header(), other(9, nil))
		change(m)
		l.update(name, m)
		l.step("status after "+name, Step{Op: "status"})
	}
	shows := map[string]func(*ibctm.Misbehaviour){
		"a fork":              func(m *ibctm.Misbehaviour) {},
		"the same block":      func(m *ibctm.Misbehaviour) { m.Header2 = m.Header1 },
		"header 1 missing":    func(m *ibctm.Misbehaviour) { m.Header1 = nil },
		"header 2 missing":    func(m *ibctm.Misbehaviour) { m.Header2 = nil },
		"trusted height 0":    func(m *ibctm.Misbehaviour) { m.Header1.TrustedHeight.RevisionHeight = 0 },
		"trusted height 2: 0": func(m *ibctm.Misbehaviour) { m.Header2.TrustedHeight.RevisionHeight = 0 },
		"trusted unknown":     func(m *ibctm.Misbehaviour) { m.Header1.TrustedHeight.RevisionHeight = 7 },
		"trusted 2 unknown":   func(m *ibctm.Misbehaviour) { m.Header2.TrustedHeight.RevisionHeight = 7 },
		"no trusted set":      func(m *ibctm.Misbehaviour) { m.Header1.TrustedValidators = nil },
		"no trusted set 2":    func(m *ibctm.Misbehaviour) { m.Header2.TrustedValidators = nil },
		"empty header":        func(m *ibctm.Misbehaviour) { m.Header1.SignedHeader = nil },
		"other chain":         func(m *ibctm.Misbehaviour) { m.Header2 = other(9, func(b *block) { b.chainID = "others-1" }) },
		"both of another": func(m *ibctm.Misbehaviour) {
			m.Header1 = other(9, func(b *block) { b.chainID = "others-1" })
			m.Header2 = other(9, func(b *block) { b.chainID = "others-1"; b.round = 1 })
		},
		"client id":       func(m *ibctm.Misbehaviour) { m.ClientId = "x" },
		"no client id":    func(m *ibctm.Misbehaviour) { m.ClientId = "" },
		"client id slash": func(m *ibctm.Misbehaviour) { m.ClientId = "07-tender/mint" },
		"not in order":    func(m *ibctm.Misbehaviour) { m.Header2 = other(11, nil) },
		"time stands":     func(m *ibctm.Misbehaviour) { m.Header1 = other(11, func(b *block) { b.time = follow(voters, 9).time }) },
		"time goes back": func(m *ibctm.Misbehaviour) {
			m.Header1 = other(11, func(b *block) { b.time = follow(voters, 9).time.Add(-1) })
		},
		"time goes on":  func(m *ibctm.Misbehaviour) { m.Header1 = other(11, nil) },
		"few votes":     func(m *ibctm.Misbehaviour) { m.Header2 = other(9, func(b *block) { b.votes = firstVotes(2) }) },
		"forged vote":   func(m *ibctm.Misbehaviour) { m.Header2.SignedHeader.Commit.Signatures[0].Signature[0] ^= 1 },
		"forged header": func(m *ibctm.Misbehaviour) { m.Header2.SignedHeader.Header.AppHash[0] ^= 1 },
		"strangers": func(m *ibctm.Misbehaviour) {
			strangers := newParty([]string{"x", "y", "z"}, []int64{1, 1, 1})
			m.Header2 = other(9, func(b *block) { b.voters, b.next = strangers, strangers })
		},
		"trusted strangers": func(m *ibctm.Misbehaviour) {
			strangers := newParty([]string{"x", "y", "z"}, []int64{1, 1, 1})
			m.Header2 = other(9, func(b *block) { b.voters, b.next, b.trustedVoters = strangers, strangers, strangers })
		},
		"from two trusted": func(m *ibctm.Misbehaviour) {
			m.Header1 = other(12, func(b *block) { b.trusted = clienttypes.NewHeight(1, 10) })
			m.Header2 = follow(voters, 12).header()
		},
		"in revision 2": func(m *ibctm.Misbehaviour) {
			m.Header1 = other(9, func(b *block) { b.chainID = "theirs-2" })
			m.Header2 = other(9, func(b *block) { b.chainID = "theirs-2"; b.appHash = bytes.Repeat([]byte{3}, 32) })
		},
		"far in the future": func(m *ibctm.Misbehaviour) {
			m.Header2 = other(9, func(b *block) { b.time = start.Add(9999 * time.Hour) })
		},
		"before the trusted": func(m *ibctm.Misbehaviour) { m.Header1 = other(4, nil); m.Header2 = follow(voters, 4).header() },
	}
	for _, name := range sortedKeys(shows) {
		show(name, shows[name])
	}
	begin()
	l.now = start.Add(100 * time.Hour)
	l.update("too old", ibctm.NewMisbehaviour(client0, follow(voters, 9).header(), other(9, nil)))
	return l
}
