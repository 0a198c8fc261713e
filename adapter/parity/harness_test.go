package parity

import (
	"strings"
	"testing"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"
)

// dear is wasmvm, but each query costs one gas more than it should.
type dear struct{ *wasmvm.VM }

func (d dear) Query(checksum wasmvm.Checksum, env types.Env, msg []byte, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.QueryResult, uint64, error) {
	result, gas, err := d.VM.Query(checksum, env, msg, store, goapi, querier, gasMeter, gasLimit, deserCost)
	return result, gas + 1, err
}

// TestThePairTellsEqualFromUnequal compares wasmvm with itself, and with itself off by one.
func TestThePairTellsEqualFromUnequal(t *testing.T) {
	testdata, err := WasmvmTestdata()
	if err != nil {
		t.Fatal(err)
	}
	open := func() *wasmvm.VM {
		vm, err := wasmvm.NewVMWithConfig(Config(t.TempDir(), Capabilities), false)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(vm.Cleanup)
		return vm
	}
	scenarios, err := LoadScenarios("../../testkit/scenarios/queue.json")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	pair := &Pair{
		Reference: open(),
		Subject:   open(),
		Codes:     Codes{testdata},
		Limits:    3,
		Report:    func(d Difference) { found = append(found, d.String()) },
	}
	run := func() {
		for _, scenario := range scenarios {
			if err := pair.Scenario(scenario, scenario.Codes[0]); err != nil {
				t.Fatal(err)
			}
		}
	}
	run()
	if pair.Calls < 50 || len(found) > 0 || pair.Differences > 0 {
		t.Errorf("wasmvm differs from itself in %d of %d calls: %v", pair.Differences, pair.Calls, found)
	}
	pair.Subject = dear{open()}
	run()
	if len(found) == 0 || pair.Differences != len(found) || !strings.Contains(found[0], "usedInternally") {
		t.Errorf("%d differences counted, %d told: %v", pair.Differences, len(found), found)
	}
}

// TestTheOracleGivesTheMeasuredGas checks the world and the env against figures that were measured with the mocks of
// the wasmvm module. Gas of the result's bytes comes on top of them.
func TestTheOracleGivesTheMeasuredGas(t *testing.T) {
	testdata, err := WasmvmTestdata()
	if err != nil {
		t.Fatal(err)
	}
	vm, err := wasmvm.NewVMWithConfig(Config(t.TempDir(), Capabilities), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Cleanup)
	funds := []types.Coin{types.NewCoin(100, "ATOM")}
	cases := []struct {
		code  string
		steps []Step
		// gas of the last step.
		internal, external uint64
	}{
		{"hackatom", []Step{
			{Entry: "instantiate", Funds: funds, Msg: []byte(`{"verifier": "fred", "beneficiary": "bob"}`)},
		}, 14_616_130, 187_000},
		{"hackatom", []Step{
			{Entry: "instantiate", Funds: funds, Msg: []byte(`{"verifier": "fred", "beneficiary": "bob"}`)},
			{Entry: "query", Msg: []byte(`{"verifier":{}}`)},
		}, 11_174_260, 99_000},
		{"queue", []Step{{Entry: "instantiate", Funds: funds, Msg: []byte(`{}`)}}, 9_820_220, 0},
		{"reflect", []Step{{Entry: "instantiate", Funds: funds, Msg: []byte(`{}`)}}, 10_978_130, 187_000},
		{"cyberpunk", []Step{{Entry: "query", Msg: []byte(`{"mirror_env":{}}`)}}, 13_683_880, 0},
	}
	for _, c := range cases {
		results, err := Run(vm, Codes{testdata}, Scenario{Name: "measured", Steps: c.steps}, c.code)
		if err != nil {
			t.Fatal(err)
		}
		last := results[len(results)-1]
		if got := last.UsedInternally - resultBytes(last); got != c.internal || last.ChainGas != c.external {
			t.Errorf("%s: %d / %d, not %d / %d", c.code, got, last.ChainGas, c.internal, c.external)
		}
	}
}

// resultBytes is the length of a result as the contract wrote it: for these results Go writes the same.
func resultBytes(result Result) uint64 { return uint64(len(result.Ok)) }
