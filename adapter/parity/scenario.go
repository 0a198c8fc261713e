package parity

import (
	"encoding/json"
	"fmt"
	"math"
	"os"

	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/parity/world"
)

// Scenario is a list of calls that share a store. It is run once for each of its codes.
type Scenario struct {
	Name string `json:"name"`
	// Codes are file names without .wasm, looked up in the folders given to Codes.Load.
	Codes []string `json:"codes"`
	Steps []Step   `json:"steps"`
}

// Step is one call. The zero value of a field has the meaning said beside it.
type Step struct {
	// Entry is the name of the export; migrate gets migrate info, migrate_without_info does not.
	Entry string `json:"entry"`
	// Sender and Funds are for entry points that take them; "creator" and nothing.
	Sender string       `json:"sender"`
	Funds  []types.Coin `json:"funds"`
	// Msg reaches the contract byte for byte; for reply and IBC it is read and written by wasmvm's types.
	Msg json.RawMessage `json:"msg"`
	// RawMsg replaces Msg by text that need not be JSON.
	RawMsg *string `json:"rawMsg"`
	// GasLimit in CosmWasm gas; DefaultGasLimit.
	GasLimit *uint64 `json:"gasLimit,string"`
	// ChainGas is the limit of the chain's own meter; none.
	ChainGas *uint64 `json:"chainGas,string"`
	// Code replaces the scenario's code for this step.
	Code string `json:"code"`
	// Fault makes a callback fail; none.
	Fault world.Fault `json:"fault"`
	// OldMigrateVersion is part of the migrate info; absent.
	OldMigrateVersion *uint64 `json:"oldMigrateVersion"`
}

// DefaultGasLimit is plenty for an ordinary call, and stops a contract that loops.
const DefaultGasLimit = 10_000_000_000

func (s Step) gasLimit() uint64 {
	if s.GasLimit != nil {
		return *s.GasLimit
	}
	return DefaultGasLimit
}

func (s Step) chainGas() uint64 {
	if s.ChainGas != nil {
		return *s.ChainGas
	}
	return math.MaxUint64
}

func (s Step) message() []byte {
	if s.RawMsg != nil {
		return []byte(*s.RawMsg)
	}
	return s.Msg
}

// LoadScenarios reads the scenarios of a file.
func LoadScenarios(path string) ([]Scenario, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var scenarios []Scenario
	if err := json.Unmarshal(text, &scenarios); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return scenarios, nil
}
