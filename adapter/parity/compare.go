package parity

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/parity/world"
)

// Pair makes each call twice, through the reference and through the subject, each with a world of its own, and counts
// what differs.
type Pair struct {
	Reference, Subject Engine
	Codes              Codes
	// Limits is how many gas limits each call is repeated with, besides those around what it needs; 0: no repetition.
	Limits int
	// Random draws those limits; if nil they are spread evenly.
	Random *rand.Rand
	// Report is told of each difference.
	Report func(Difference)
	// ReadingIsFree leaves the length of results out of the comparison.
	ReadingIsFree bool

	Calls, Differences int

	// observe is given the reference's outcomes.
	observe func(Outcome)
	// stored is what became of each code: both engines have it.
	stored map[[sha256.Size]byte]stored
}

// Difference is one call whose two outcomes aren't equal.
type Difference struct {
	What               string
	Reference, Subject any
}

func (d Difference) String() string {
	return fmt.Sprintf("%s\n--- wasmvm\n%s\n--- orrery\n%s", d.What, pretty(d.Reference), pretty(d.Subject))
}

func pretty(value any) string {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fmt.Sprintf("%+v", value)
	}
	return string(text)
}

// Same compares what both sides said about something.
func (p *Pair) Same(what string, reference, subject any) bool {
	p.Calls++
	if pretty(reference) == pretty(subject) {
		return true
	}
	p.Differences++
	p.Report(Difference{what, reference, subject})
	return false
}

// Scenario runs all steps with one code. Each step is first made with its own limit, then with others, from the
// same state of the store; what the first run wrote stays, unless it failed.
func (p *Pair) Scenario(scenario Scenario, code string) error {
	reference, subject := world.New(), world.New()
	for i, step := range scenario.Steps {
		name := code
		if step.Code != "" {
			name = step.Code
		}
		what := fmt.Sprintf("%s / %s / step %d: %s %s", code, scenario.Name, i, step.Entry, step.message())
		wasm, err := p.Codes.Load(name)
		if err != nil {
			return err
		}
		stored := p.store(name, wasm)
		if stored.Error != "" {
			continue
		}
		left := caller{p.Reference, stored.Checksum, reference, p.price()}
		right := caller{p.Subject, stored.Checksum, subject, p.price()}
		before := reference.Snapshot()
		outcome := p.step(what, left, right, step, step.gasLimit())
		if p.observe != nil {
			p.observe(outcome)
		}
		after := reference.Snapshot()
		for _, limit := range p.limits(outcome, step.gasLimit()) {
			reference.Restore(before)
			subject.Restore(before)
			p.step(fmt.Sprintf("%s with gas %d", what, limit), left, right, step, limit)
		}
		if outcome.Error != "" {
			after = before
		}
		reference.Restore(after)
		subject.Restore(after)
	}
	return nil
}

// store compares the upload of a code when it is needed first.
func (p *Pair) store(name string, wasm []byte) stored {
	key := sha256.Sum256(wasm)
	if known, found := p.stored[key]; found {
		return known
	}
	reference := store(p.Reference, wasm)
	if p.Same(name+": store", reference, store(p.Subject, wasm)) {
		if p.stored == nil {
			p.stored = map[[sha256.Size]byte]stored{}
		}
		p.stored[key] = reference
	}
	return reference
}

func (p *Pair) price() types.UFraction {
	if p.ReadingIsFree {
		return types.UFraction{Numerator: 0, Denominator: 1}
	}
	return lengthCounts
}

func (p *Pair) step(what string, left, right caller, step Step, limit uint64) Outcome {
	reference, subject := left.run(step, limit), right.run(step, limit)
	if p.Same(what, reference, subject) {
		states := [2]map[string][]byte{left.world.Snapshot(), right.world.Snapshot()}
		if !maps.EqualFunc(states[0], states[1], slices.Equal) {
			p.Differences++
			p.Report(Difference{what + ": the store", states[0], states[1]})
		}
	}
	return reference
}

// limits spreads gas limits over what a call needs, and puts some close around it: the call's own need, that and the
// external gas, and that and the price of reading the result.
func (p *Pair) limits(outcome Outcome, given uint64) []uint64 {
	if p.Limits == 0 || outcome.UsedInternally == 0 {
		return nil
	}
	need := outcome.UsedInternally + outcome.ChainGas
	var limits []uint64
	for i := range p.Limits {
		if p.Random != nil {
			limits = append(limits, p.Random.Uint64N(need+need/8))
		} else {
			limits = append(limits, need/uint64(p.Limits)*uint64(i))
		}
	}
	length := uint64(len(outcome.Ok))
	for _, edge := range []uint64{need, need - min(length, need), outcome.UsedInternally} {
		limits = append(limits, edge-1, edge, edge+1)
	}
	limits = append(limits, 1)
	slices.Sort(limits)
	limits = slices.Compact(limits)
	return slices.DeleteFunc(limits, func(limit uint64) bool { return limit >= given })
}
