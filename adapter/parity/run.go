package parity

import (
	"fmt"
	"math"

	"orrery.dev/adapter/parity/world"
)

// Result is the outcome of one step of a scenario.
type Result struct {
	Scenario string `json:"scenario"`
	Code     string `json:"code"`
	Step     int    `json:"step"`
	Entry    string `json:"entry"`
	Outcome
}

// Run makes all calls of a scenario with one of its codes on one engine. A failed call leaves no writes.
func Run(engine Engine, codes Codes, scenario Scenario, code string) ([]Result, error) {
	var results []Result
	chain := world.New()
	for i, step := range scenario.Steps {
		name := code
		if step.Code != "" {
			name = step.Code
		}
		wasm, err := codes.Load(name)
		if err != nil {
			return nil, err
		}
		checksum, _, err := engine.StoreCode(wasm, math.MaxUint64)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		before := chain.Snapshot()
		outcome := caller{engine, checksum, chain, lengthCounts}.run(step, step.gasLimit())
		if outcome.Error != "" {
			chain.Restore(before)
		}
		results = append(results, Result{scenario.Name, name, i, step.Entry, outcome})
	}
	return results, nil
}
