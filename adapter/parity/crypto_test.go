package parity

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/CosmWasm/wasmvm/v3/types"
)

var cryptoCalls = flag.Int("crypto", 2_000, "calls of cryptographic imports with drawn arguments")

// TestCrypto hands valid, nearly valid and strange arguments to every cryptographic import: verdict, code, output and gas are equal.
func TestCrypto(t *testing.T) {
	pair := open(t)
	pair.Limits = 0
	t.Logf("-seed=%d", *seed)
	scenarios, err := LoadScenarios("../../contracts-testdata/scenarios/cryptobench.json")
	if err != nil {
		t.Fatal(err)
	}
	mutator := newCryptoMutator(scenarios, rand.New(rand.NewPCG(*seed, 1)))
	if len(mutator.names) < 10 {
		t.Fatalf("the scenarios call only %v", mutator.names)
	}
	scenario := Scenario{Name: "drawn arguments"}
	var names []string
	for range *cryptoCalls {
		call := mutator.next()
		text, err := json.Marshal(call)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, call.name())
		scenario.Steps = append(scenario.Steps, Step{Entry: "query", Msg: text})
	}
	verdicts := map[string]map[string]int{}
	pair.observe = func(outcome Outcome) {
		if len(names) == 0 {
			return
		}
		count(verdicts, names[0], outcome)
		names = names[1:]
	}
	if err := pair.Scenario(scenario, cryptobench); err != nil {
		t.Fatal(err)
	}
	for _, name := range mutator.names {
		t.Log(name, verdicts[name])
		if len(verdicts[name]) < 2 {
			t.Errorf("%s always says the same", name)
		}
	}
}

// count notes what an import answered: its code, or that the call failed.
func count(verdicts map[string]map[string]int, name string, outcome Outcome) {
	verdict := "failed"
	var result types.QueryResult
	var answer struct{ Code int }
	if json.Unmarshal(outcome.Ok, &result) == nil && json.Unmarshal(result.Ok, &answer) == nil {
		verdict = strconv.Itoa(answer.Code)
	}
	if verdicts[name] == nil {
		verdicts[name] = map[string]int{}
	}
	verdicts[name][verdict]++
}
