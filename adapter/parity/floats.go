package parity

import (
	"encoding/json"
	"fmt"

	"github.com/CosmWasm/wasmvm/v3/types"
)

const floaty = "floaty_2.0"

// floatInstructions asks the contract floaty what it can do.
func floatInstructions(p *Pair) ([]string, error) {
	var names []string
	err := p.askFloaty(map[string]any{"instructions": struct{}{}}, &names)
	return names, err
}

// float runs an instruction with the arguments that belong to a seed.
func (p *Pair) float(instruction string, seed int) error {
	var args json.RawMessage
	err := p.askFloaty(map[string]any{"random_args_for": map[string]any{"instruction": instruction, "seed": seed}}, &args)
	if err != nil {
		return err
	}
	run := map[string]any{"run": map[string]any{"instruction": instruction, "args": args}}
	// An instruction may trap: that is compared, too.
	_, err = p.query(floaty, run)
	return err
}

func (p *Pair) askFloaty(msg, answer any) error {
	outcome, err := p.query(floaty, msg)
	if err != nil {
		return err
	}
	var result types.QueryResult
	if err := json.Unmarshal(outcome.Ok, &result); err != nil {
		return fmt.Errorf("%v: %s: %w", msg, outcome.Error, err)
	}
	return json.Unmarshal(result.Ok, answer)
}

// query compares one query of a contract that needs no state, and returns the reference's outcome.
func (p *Pair) query(code string, msg any) (Outcome, error) {
	text, err := json.Marshal(msg)
	if err != nil {
		return Outcome{}, err
	}
	var outcome Outcome
	keep := *p
	keep.observe = func(o Outcome) { outcome = o }
	err = keep.Scenario(Scenario{Name: "query", Steps: []Step{{Entry: "query", Msg: text}}}, code)
	p.Calls, p.Differences = keep.Calls, keep.Differences
	return outcome, err
}
