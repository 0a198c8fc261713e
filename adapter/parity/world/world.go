// Package world is the chain around a contract in the parity runs: a store, addresses, queries and a gas meter,
// all in memory, all deterministic, and all writing down what they are asked.
//
// A World is used by one goroutine at a time, as a chain's context is.
package world

import (
	"fmt"
	"maps"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// Prices in CosmWasm gas. Those of the store and of queries are external gas, those of addresses internal. Store and
// addresses cost what the mocks of the wasmvm module charge, so that figures measured with those can be compared.
const (
	getGas          = 99_000
	setGas          = 187_000
	deleteGas       = 142_000
	scanGas         = 261_000
	keyGas          = 11_000
	valueGas        = 13_000
	advanceGas      = 17_000
	queryGas        = 50_000
	validateCost    = 990
	canonicalizeFee = 440
	humanizeFee     = 550
)

// ContractAddress is the address of the contract under test.
const ContractAddress = "contract"

// World is the chain that one scenario runs on.
type World struct {
	entries map[string][]byte
	meter   meter
	trace   []string
	fault   Fault
	seen    map[string]int
	scans   int
	nested  NestedQuery
	depth   int
}

// NestedQuery runs a query of the contract by itself; it returns raw contract data and the gas the call took.
type NestedQuery func(msg []byte, gasLimit uint64) (*types.QueryResult, uint64, error)

// Fault makes one callback fail. The zero value is no fault.
type Fault struct {
	// Op names the operation as the trace does: get, set, delete, scan, valid, key, value, advance, canonicalize,
	// humanize, validate, query.
	Op string `json:"op"`
	// Nth counts the operation's uses within the call, from 1.
	Nth int `json:"nth"`
	// Kind is panic, out_of_gas (a panic whose type is named ErrorOutOfGas), error, long_error (a long text that is not
	// UTF-8) or empty (an empty answer).
	Kind string `json:"kind"`
}

// New returns a world with an empty store.
func New() *World {
	return &World{entries: map[string][]byte{}}
}

// Begin prepares for a call: no trace, nothing consumed, the chain's own gas limit, a planned fault.
func (w *World) Begin(chainGas uint64, fault Fault, nested NestedQuery) {
	w.meter = meter{limit: chainGas}
	w.trace, w.scans, w.depth = nil, 0, 0
	w.fault, w.seen = fault, map[string]int{}
	w.nested = nested
}

// Trace lists the callbacks since Begin in their order, each with its answer and the gas consumed after it.
func (w *World) Trace() []string { return w.trace }

// Consumed is the chain's gas since Begin.
func (w *World) Consumed() uint64 { return w.meter.consumed }

// Snapshot returns the present state of the store, for Restore.
func (w *World) Snapshot() map[string][]byte { return maps.Clone(w.entries) }

// Restore takes the store back to a snapshot.
func (w *World) Restore(entries map[string][]byte) { w.entries = maps.Clone(entries) }

// Meter is the chain's gas meter as the VM sees it.
func (w *World) Meter() types.GasMeter { return &w.meter }

func (w *World) note(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	w.trace = append(w.trace, fmt.Sprintf("%s%s @%d", indent(w.depth), line, w.meter.consumed))
}

func indent(depth int) string {
	return fmt.Sprintf("%*s", 2*depth, "")
}

// failing reports how the operation that begins now shall fail, if at all, and panics if that is the way.
func (w *World) failing(op string) string {
	w.seen[op]++
	if w.fault.Op != op || w.fault.Nth != w.seen[op] {
		return ""
	}
	w.note("%s fails: %s", op, w.fault.Kind)
	switch w.fault.Kind {
	case "panic":
		panic("the world was told to panic")
	case "out_of_gas":
		panic(ErrorOutOfGas{Descriptor: op})
	}
	return w.fault.Kind
}

// ErrorOutOfGas has the type name by which wasmvm recognises the Cosmos SDK's gas panic.
type ErrorOutOfGas struct{ Descriptor string }

// meter panics like the meters of the Cosmos SDK, after it took the gas.
type meter struct{ consumed, limit uint64 }

func (m *meter) GasConsumed() types.Gas { return m.consumed }

func (m *meter) charge(gas uint64, what string) {
	m.consumed += gas
	if m.consumed > m.limit {
		panic(ErrorOutOfGas{Descriptor: what})
	}
}
