// The lives of light clients, from creation to upgrade.

package main

import (
	"bytes"
	"fmt"
	"math"
	"time"

	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/gogoproto/proto"
	ics23 "github.com/cosmos/ics23/go"

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
