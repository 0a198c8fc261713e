package main

import (
	"bytes"
	"fmt"
	"math"
	"time"

	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/gogoproto/proto"
	ics23 "github.com/cosmos/ics23/go"

	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmttypes "github.com/cometbft/cometbft/types"

	clienttypes "github.com/cosmos/ibc-go/v11/modules/core/02-client/types"
	commitmenttypes "github.com/cosmos/ibc-go/v11/modules/core/23-commitment/types"
	ibctm "github.com/cosmos/ibc-go/v11/modules/light-clients/07-tendermint"
)

const (
	theirs  = "theirs-1"
	ours    = "ours-7"
	client0 = "07-tendermint-0"
	client1 = "07-tendermint-1"
)

// start is the time of the block with height 5, which clients begin with.
var start = time.Date(2026, 1, 2, 3, 4, 5, 600, time.UTC)

// life builds a scenario.
type life struct {
	scenario Scenario
	player   *player
	height   int64
	now      time.Time
}

func newLife(name string) *life {
	return &life{scenario: Scenario{Name: name}, player: newPlayer(), height: 100, now: start.Add(time.Minute)}
}

func (l *life) step(name string, step Step) *Step {
	l.height++
	step.Name, step.ChainID, step.Height, step.Nanos = name, ours, l.height, l.now.UnixNano()
	if step.Client == "" {
		step.Client = client0
	}
	l.player.play(&step)
	l.scenario.Steps = append(l.scenario.Steps, &step)
	return &step
}

func (l *life) update(name string, message proto.Message) *Step {
	return l.step(name, Step{Op: "update", Message: packed(message)})
}

func packed(message proto.Message) []byte {
	return got(proto.Marshal(got(codectypes.NewAnyWithValue(message))))
}

func clientState() *ibctm.ClientState {
	return ibctm.NewClientState(theirs, ibctm.DefaultTrustLevel, 100*time.Hour, 300*time.Hour, 10*time.Second,
		clienttypes.NewHeight(1, 5), commitmenttypes.GetSDKSpecs(), []string{"upgrade", "upgradedIBCState"})
}

func consensusState(next party) *ibctm.ConsensusState {
	return ibctm.NewConsensusState(start, commitmenttypes.NewMerkleRoot(bytes.Repeat([]byte{1}, 32)), next.set.Hash())
}

func (l *life) initialize(state *ibctm.ClientState, consensus *ibctm.ConsensusState) *life {
	l.step("initialize", Step{Op: "initialize", ClientState: got(state.Marshal()), ConsensusState: got(consensus.Marshal())})
	return l
}

// follow is the block of a height, with the same validators as before.
func follow(voters party, height int64) block {
	return block{
		chainID: theirs, height: height, time: start.Add(time.Duration(height-5) * 5 * time.Second),
		voters: voters, next: voters, appHash: bytes.Repeat([]byte{byte(height)}, 32),
		trusted: clienttypes.NewHeight(1, 5), trustedVoters: voters,
	}
}

func clientCases() (scenarios []Scenario) {
	for _, l := range []*life{
		creation(), following(), blocksWrong(), headersForged(equals(4)), headersForged(equals(1)), votes(), mixedKeys(),
		changingValidators(), times(), conflicts(), misbehaviour(), expiry(), proofsAtHeights(), recovery(), upgrade(),
	} {
		scenarios = append(scenarios, l.scenario)
	}
	return scenarios
}

func creation() *life {
	l := newLife("creation")
	try := func(name string, change func(*ibctm.ClientState, *ibctm.ConsensusState)) {
		state, consensus := clientState(), consensusState(equals(4))
		change(state, consensus)
		l.step(name, Step{Op: "initialize", ClientState: got(state.Marshal()), ConsensusState: got(consensus.Marshal())})
	}
	l.step("status before", Step{Op: "status"})
	l.step("latest before", Step{Op: "latest"})
	l.step("timestamp before", Step{Op: "timestamp", At: &Height{1, 5}})
	changes := map[string]func(*ibctm.ClientState){
		"no chain id":               func(s *ibctm.ClientState) { s.ChainId = "" },
		"blank chain id":            func(s *ibctm.ClientState) { s.ChainId = " \t" },
		"long chain id":             func(s *ibctm.ClientState) { s.ChainId = string(bytes.Repeat([]byte("x"), 51)) },
		"trust level none":          func(s *ibctm.ClientState) { s.TrustLevel = ibctm.Fraction{} },
		"trust level below a third": func(s *ibctm.ClientState) { s.TrustLevel = ibctm.Fraction{Numerator: 33, Denominator: 100} },
		"trust level above one":     func(s *ibctm.ClientState) { s.TrustLevel = ibctm.Fraction{Numerator: 3, Denominator: 2} },
		"trust level huge": func(s *ibctm.ClientState) {
			s.TrustLevel = ibctm.Fraction{Numerator: math.MaxUint64, Denominator: math.MaxUint64}
		},
		"trust level overflows":    func(s *ibctm.ClientState) { s.TrustLevel = ibctm.Fraction{Numerator: 1 << 63, Denominator: 1<<63 + 5} },
		"no trusting period":       func(s *ibctm.ClientState) { s.TrustingPeriod = 0 },
		"negative trusting period": func(s *ibctm.ClientState) { s.TrustingPeriod = -1 },
		"no unbonding period":      func(s *ibctm.ClientState) { s.UnbondingPeriod = 0 },
		"no clock drift":           func(s *ibctm.ClientState) { s.MaxClockDrift = 0 },
		"periods equal":            func(s *ibctm.ClientState) { s.UnbondingPeriod = s.TrustingPeriod },
		"odd periods": func(s *ibctm.ClientState) {
			s.TrustingPeriod = 90*time.Minute + 1500*time.Millisecond
			s.UnbondingPeriod = 999 * time.Microsecond
		},
		"revision of another chain": func(s *ibctm.ClientState) { s.LatestHeight.RevisionNumber = 2 },
		"no height":                 func(s *ibctm.ClientState) { s.LatestHeight.RevisionHeight = 0 },
		"no specs":                  func(s *ibctm.ClientState) { s.ProofSpecs = nil },
		"empty spec":                func(s *ibctm.ClientState) { s.ProofSpecs = []*ics23.ProofSpec{{}} },
		"blank upgrade key":         func(s *ibctm.ClientState) { s.UpgradePath = []string{"upgrade", " "} },
		"no upgrade path":           func(s *ibctm.ClientState) { s.UpgradePath = nil },
		"revision without number":   func(s *ibctm.ClientState) { s.ChainId = "theirs-0"; s.LatestHeight.RevisionNumber = 0 },
		"chain id of dashes":        func(s *ibctm.ClientState) { s.ChainId = "a--1"; s.LatestHeight.RevisionNumber = 0 },
		"born frozen":               func(s *ibctm.ClientState) { s.FrozenHeight = clienttypes.NewHeight(0, 1) },
	}
	for _, name := range sortedKeys(changes) {
		try(name, func(s *ibctm.ClientState, _ *ibctm.ConsensusState) { changes[name](s) })
	}
	consensusChanges := map[string]func(*ibctm.ConsensusState){
		"no root":           func(c *ibctm.ConsensusState) { c.Root.Hash = nil },
		"short root":        func(c *ibctm.ConsensusState) { c.Root.Hash = []byte{1} },
		"sentinel root":     func(c *ibctm.ConsensusState) { c.Root.Hash = []byte(ibctm.SentinelRoot) },
		"no validators":     func(c *ibctm.ConsensusState) { c.NextValidatorsHash = nil },
		"short validators":  func(c *ibctm.ConsensusState) { c.NextValidatorsHash = []byte{1} },
		"no time":           func(c *ibctm.ConsensusState) { c.Timestamp = time.Time{} },
		"epoch":             func(c *ibctm.ConsensusState) { c.Timestamp = time.Unix(0, 999) },
		"before the epoch":  func(c *ibctm.ConsensusState) { c.Timestamp = time.Unix(-5, 0) },
		"far in the future": func(c *ibctm.ConsensusState) { c.Timestamp = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) },
	}
	for _, name := range sortedKeys(consensusChanges) {
		try(name, func(_ *ibctm.ClientState, c *ibctm.ConsensusState) { consensusChanges[name](c) })
		l.step("timestamp with "+name, Step{Op: "timestamp", At: &Height{1, 5}})
	}
	try("fine", func(*ibctm.ClientState, *ibctm.ConsensusState) {})
	l.step("status", Step{Op: "status"})
	l.step("latest", Step{Op: "latest"})
	l.step("timestamp", Step{Op: "timestamp", At: &Height{1, 5}})
	l.step("timestamp of another height", Step{Op: "timestamp", At: &Height{1, 6}})
	return l
}

func following() *life {
	voters := equals(4)
	l := newLife("following").initialize(clientState(), consensusState(voters))
	l.update("the next block", follow(voters, 6).header())
	l.update("the same again", follow(voters, 6).header())
	later := follow(voters, 20)
	l.update("much later", later.header())
	between := follow(voters, 12)
	l.update("between", between.header())
	fromLater := follow(voters, 21)
	fromLater.trusted = clienttypes.NewHeight(1, 20)
	fromLater.round = 3
	l.update("after a later one, in a later round", fromLater.header())
	unknown := follow(voters, 22)
	unknown.trusted = clienttypes.NewHeight(1, 19)
	l.update("after one that is not known", unknown.header())
	notLater := follow(voters, 20)
	notLater.trusted = clienttypes.NewHeight(1, 21)
	l.update("before the trusted one", notLater.header())
	revision := follow(voters, 30)
	revision.chainID = "theirs-2"
	l.update("in another revision", revision.header())
	other := follow(voters, 30)
	other.chainID = "others-1"
	l.update("of another chain", other.header())
	l.step("status", Step{Op: "status"})
	l.step("latest", Step{Op: "latest"})
	return l
}

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

func changingValidators() *life {
	old := newParty([]string{"a", "b", "c"}, []int64{10, 10, 10})
	l := newLife("changing validators")
	for _, level := range []ibctm.Fraction{{Numerator: 1, Denominator: 3}, {Numerator: 2, Denominator: 3}, {Numerator: 1, Denominator: 1}, {Numerator: 1 << 62, Denominator: 1 << 62}} {
		state := clientState()
		state.TrustLevel = level
		sets := map[string]party{
			"one stays":        newParty([]string{"a", "x", "y"}, []int64{10, 10, 10}),
			"two stay":         newParty([]string{"a", "b", "y"}, []int64{10, 10, 10}),
			"none stays":       newParty([]string{"x", "y", "z"}, []int64{10, 10, 10}),
			"powers change":    newParty([]string{"a", "b", "c"}, []int64{100, 10, 1}),
			"many come":        newParty([]string{"a", "b", "c", "u", "v", "w", "x", "y", "z"}, []int64{10, 10, 10, 1, 1, 1, 1, 1, 1}),
			"all stay":         old,
			"one is left":      newParty([]string{"b"}, []int64{10}),
			"weak ones remain": newParty([]string{"a", "b", "x"}, []int64{1, 1, 100}),
		}
		for _, name := range sortedKeys(sets) {
			for _, height := range []int64{6, 9} {
				l.player = newPlayer()
				l.initialize(state, consensusState(old))
				changed := follow(sets[name], height)
				changed.trustedVoters = old
				l.update(fmt.Sprint(level, " at ", height, ": ", name), changed.header())
			}
		}
		l.player = newPlayer()
		l.initialize(state, consensusState(old))
		wrongTrusted := follow(old, 9)
		wrongTrusted.trustedVoters = sets["none stays"]
		l.update(fmt.Sprint(level, ": other trusted validators"), wrongTrusted.header())
	}
	return l
}

func times() *life {
	voters := equals(4)
	l := newLife("times").initialize(clientState(), consensusState(voters))
	for _, age := range []time.Duration{100*time.Hour - 1, 100 * time.Hour, 100*time.Hour + 1, 1000 * time.Hour} {
		l.now = start.Add(age)
		block := follow(voters, 9)
		block.time = l.now.Add(-time.Second)
		l.step(fmt.Sprint("status at ", age), Step{Op: "status"})
		l.forged(voters, fmt.Sprint("block at ", age), block.header())
	}
	l.now = start.Add(-time.Hour)
	l.forged(voters, "a clock behind", follow(voters, 9).header())
	return l
}

func conflicts() *life {
	voters := equals(4)
	l := newLife("conflicts")
	begin := func() {
		l.player = newPlayer()
		l.initialize(clientState(), consensusState(voters))
		l.update("ten", follow(voters, 10).header())
	}
	after := func(name string, header *ibctm.Header) {
		begin()
		l.update(name, header)
		l.step("status after "+name, Step{Op: "status"})
		l.step("latest after "+name, Step{Op: "latest"})
	}
	app := follow(voters, 10)
	app.appHash = bytes.Repeat([]byte{99}, 32)
	after("other app hash", app.header())
	clock := follow(voters, 10)
	clock.time = clock.time.Add(1)
	after("other time", clock.header())
	next := follow(voters, 10)
	next.next = equals(3)
	after("other next validators", next.header())
	elsewhere := follow(voters, 10)
	elsewhere.change = func(h *cmttypes.Header) { h.DataHash = bytes.Repeat([]byte{5}, 32) }
	after("other data alone", elsewhere.header())
	late := follow(voters, 8)
	late.time = follow(voters, 10).time
	after("between, as late as the next", late.header())
	later := follow(voters, 8)
	later.time = follow(voters, 10).time.Add(1)
	after("between, later than the next", later.header())
	early := follow(voters, 12)
	early.time = follow(voters, 10).time
	after("after, as early as the one before", early.header())
	earlier := follow(voters, 12)
	earlier.time = follow(voters, 10).time.Add(-1)
	after("after, earlier than the one before", earlier.header())
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

func expiry() *life {
	voters := equals(4)
	state := clientState()
	state.TrustingPeriod = time.Minute
	l := newLife("expiry")
	l.now = start.Add(time.Second)
	l.initialize(state, consensusState(voters))
	trusted := int64(5)
	for height := int64(10); height < 60; height += 5 {
		b := follow(voters, height)
		b.trusted = clienttypes.NewHeight(1, uint64(trusted))
		l.now = b.time.Add(time.Second)
		l.update(fmt.Sprint("block ", height), b.header())
		trusted = height
	}
	l.step("a height that is gone", Step{Op: "timestamp", At: &Height{1, 5}})
	l.step("a height that is there", Step{Op: "timestamp", At: &Height{1, 50}})
	l.now = l.now.Add(time.Minute)
	l.step("status", Step{Op: "status"})
	late := follow(voters, 70)
	late.trusted = clienttypes.NewHeight(1, uint64(trusted))
	l.update("too late", late.header())
	return l
}

// proved is a client of a chain whose state at height 10 is that of filled().
func proved(l *life) *world {
	w := filled()
	voters := equals(4)
	l.initialize(clientState(), consensusState(voters))
	b := follow(voters, 10)
	b.appHash = w.root()
	l.update("ten", b.header())
	return w
}

func proofsAtHeights() *life {
	l := newLife("proofs at heights")
	w := proved(l)
	prove := func(name, key string, change func(*Step)) {
		value, proof := w.prove("ibc", key)
		step := Step{Op: "member", At: &Height{1, 10}, Path: []Bytes{[]byte("ibc"), []byte(key)}, Value: value, Proof: got(proof.Marshal())}
		if value == nil {
			step.Op = "absent"
		}
		if change != nil {
			change(&step)
		}
		l.step(name+" "+key, step)
	}
	for _, key := range []string{"key/36", "key/35"} {
		prove("fine", key, nil)
		prove("wrong height", key, func(s *Step) { s.At = &Height{1, 5} })
		prove("unknown height", key, func(s *Step) { s.At = &Height{1, 7} })
		prove("height zero", key, func(s *Step) { s.At = &Height{} })
		prove("future height", key, func(s *Step) { s.At = &Height{1, 11} })
		prove("future revision", key, func(s *Step) { s.At = &Height{2, 1} })
		prove("cut proof", key, func(s *Step) { s.Proof = s.Proof[:len(s.Proof)-1] })
		prove("no proof", key, func(s *Step) { s.Proof = nil })
		prove("no proof bytes", key, func(s *Step) { s.Proof = []byte("not a proof") })
		prove("other key", key, func(s *Step) { s.Path[1] = []byte("key/37") })
		prove("other store", key, func(s *Step) { s.Path[0] = []byte("bank") })
		prove("other value", key, func(s *Step) { s.Value = []byte("mine") })
		prove("long path", key, func(s *Step) { s.Path = append(s.Path, []byte("x")) })
		prove("delay of a second", key, func(s *Step) { s.DelayNanos = 1e9 })
		prove("delay of a block", key, func(s *Step) { s.DelayBlocks = 1 })
		prove("delay of many blocks", key, func(s *Step) { s.DelayBlocks = 1000 })
		prove("delay at an unknown height", key, func(s *Step) { s.At = &Height{1, 7}; s.DelayBlocks = 1 })
		prove("time delay at an unknown height", key, func(s *Step) { s.At = &Height{1, 7}; s.DelayNanos = 1 })
		prove("endless delay", key, func(s *Step) { s.DelayNanos = math.MaxUint64; s.DelayBlocks = math.MaxUint64 })
	}
	l.now = l.now.Add(time.Second)
	prove("delay passed", "key/36", func(s *Step) { s.DelayNanos = 1e9; s.DelayBlocks = 1 })
	prove("delay not yet passed", "key/36", func(s *Step) { s.DelayNanos = 1e9 + 1 })
	l.step("of no client", Step{Op: "member", Client: client1, At: &Height{1, 10}})
	return l
}

func recovery() *life {
	voters := equals(4)
	l := newLife("recovery")
	try := func(name string, frozen bool, change func(*ibctm.ClientState)) {
		l.player = newPlayer()
		l.initialize(clientState(), consensusState(voters))
		if frozen {
			other := follow(voters, 10)
			other.appHash = bytes.Repeat([]byte{99}, 32)
			l.update("ten", follow(voters, 10).header())
			l.update("another ten", other.header())
		}
		state := clientState()
		state.LatestHeight.RevisionHeight = 50
		change(state)
		consensus := consensusState(equals(3))
		l.step("substitute", Step{Op: "initialize", Client: client1, ClientState: got(state.Marshal()), ConsensusState: got(consensus.Marshal())})
		l.step(name, Step{Op: "recover", Substitute: client1})
		l.step("status after "+name, Step{Op: "status"})
	}
	changes := map[string]func(*ibctm.ClientState){
		"the same":           func(s *ibctm.ClientState) {},
		"new chain id":       func(s *ibctm.ClientState) { s.ChainId = "theirs-3"; s.LatestHeight.RevisionNumber = 3 },
		"new trust period":   func(s *ibctm.ClientState) { s.TrustingPeriod = time.Hour },
		"other trust level":  func(s *ibctm.ClientState) { s.TrustLevel.Numerator = 2 },
		"other unbonding":    func(s *ibctm.ClientState) { s.UnbondingPeriod++ },
		"other drift":        func(s *ibctm.ClientState) { s.MaxClockDrift++ },
		"other specs":        func(s *ibctm.ClientState) { s.ProofSpecs = s.ProofSpecs[:1] },
		"other upgrade path": func(s *ibctm.ClientState) { s.UpgradePath = nil },
		"old flags":          func(s *ibctm.ClientState) { s.AllowUpdateAfterExpiry = true; s.AllowUpdateAfterMisbehaviour = true },
		"frozen substitute":  func(s *ibctm.ClientState) { s.FrozenHeight = clienttypes.NewHeight(0, 1) },
	}
	for _, name := range sortedKeys(changes) {
		try(name, true, changes[name])
	}
	try("not frozen", false, changes["the same"])
	l.step("of no client", Step{Op: "recover", Client: "07-tendermint-9", Substitute: client1})
	l.step("without substitute", Step{Op: "recover", Substitute: "07-tendermint-9"})
	l.step("with a substitute of another kind", Step{Op: "recover", Substitute: "06-solomachine-1"})
	return l
}

func upgrade() *life {
	voters := equals(4)
	l := newLife("upgrade")
	try := func(name string, before func(*ibctm.ClientState), after func(*ibctm.ClientState), change func(*Step)) {
		l.player = newPlayer()
		state := clientState()
		before(state)
		l.initialize(state, consensusState(voters))
		next := clientState()
		next.ChainId = "theirs-2"
		next.LatestHeight = clienttypes.NewHeight(2, 1)
		next.UnbondingPeriod = 200 * time.Hour
		after(next)
		consensus := ibctm.NewConsensusState(start.Add(20*time.Second), commitmenttypes.NewMerkleRoot([]byte(ibctm.SentinelRoot)), equals(3).set.Hash())
		w := filled2(string(packed(next.ZeroCustomFields())), string(packed(consensus)), 10)
		b := follow(voters, 10)
		b.appHash = w.root()
		l.update("ten", b.header())
		_, clientProof := w.prove("upgrade", "upgradedIBCState/10/upgradedClient")
		_, consensusProof := w.prove("upgrade", "upgradedIBCState/10/upgradedConsState")
		step := Step{Op: "upgrade", ClientState: got(next.Marshal()), ConsensusState: got(consensus.Marshal()),
			Proof: got(clientProof.Marshal()), SecondProof: got(consensusProof.Marshal())}
		change(&step)
		l.step(name, step)
		l.step("latest after "+name, Step{Op: "latest"})
		l.step("status after "+name, Step{Op: "status"})
	}
	same := func(*ibctm.ClientState) {}
	keep := func(*Step) {}
	try("fine", same, same, keep)
	try("shorter unbonding", same, func(s *ibctm.ClientState) { s.UnbondingPeriod = 7*time.Hour + 123456789 }, keep)
	try("longer unbonding", same, func(s *ibctm.ClientState) { s.UnbondingPeriod = 1000 * time.Hour }, keep)
	try("tiny unbonding", same, func(s *ibctm.ClientState) { s.UnbondingPeriod = 1 }, keep)
	try("no upgrade path", func(s *ibctm.ClientState) { s.UpgradePath = nil }, same, keep)
	try("other upgrade path", func(s *ibctm.ClientState) { s.UpgradePath = []string{"ibc", "upgradedIBCState"} }, same, keep)
	try("short upgrade path", func(s *ibctm.ClientState) { s.UpgradePath = []string{"upgradedIBCState"} }, same, keep)
	try("not higher", same, func(s *ibctm.ClientState) { s.ChainId = theirs; s.LatestHeight = clienttypes.NewHeight(1, 10) }, keep)
	try("invalid state", same, func(s *ibctm.ClientState) { s.ProofSpecs = nil }, keep)
	try("wrong revision", same, func(s *ibctm.ClientState) { s.LatestHeight.RevisionNumber = 3 }, keep)
	try("relayer's choices", same, func(s *ibctm.ClientState) {
		s.TrustingPeriod = 1
		s.MaxClockDrift = time.Hour
		s.TrustLevel.Numerator = 7
	}, keep)
	try("proofs swapped", same, same, func(s *Step) { s.Proof, s.SecondProof = s.SecondProof, s.Proof })
	try("no client proof", same, same, func(s *Step) { s.Proof = nil })
	try("no consensus proof", same, same, func(s *Step) { s.SecondProof = nil })
	try("broken client proof", same, same, func(s *Step) { s.Proof = []byte{1, 2, 3} })
	try("broken consensus proof", same, same, func(s *Step) { s.SecondProof = []byte{1, 2, 3} })
	try("another client state", same, same, func(s *Step) {
		other := clientState()
		other.ChainId, other.LatestHeight = "theirs-2", clienttypes.NewHeight(2, 9)
		s.ClientState = got(other.Marshal())
	})
	try("another consensus state", same, same, func(s *Step) { s.ConsensusState = got(consensusState(voters).Marshal()) })
	try("frozen in the proof", same, same, func(s *Step) {
		var state ibctm.ClientState
		must(state.Unmarshal(s.ClientState))
		state.FrozenHeight = clienttypes.NewHeight(0, 1)
		s.ClientState = got(state.Marshal())
	})
	return l
}

// filled2 is a chain that committed to its upgrade.
func filled2(client, consensus string, height int) *world {
	w := newWorld("ibc", "upgrade")
	w.set("ibc", "key", "value")
	w.set("upgrade", fmt.Sprintf("upgradedIBCState/%d/upgradedClient", height), client)
	w.set("upgrade", fmt.Sprintf("upgradedIBCState/%d/upgradedConsState", height), consensus)
	w.commit()
	return w
}
