package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/CosmWasm/wasmvm/v3/internal/api"
	"github.com/CosmWasm/wasmvm/v3/types"
)

// Prices of the world, in CosmWasm gas. Those of the store are external, those of addresses internal.
const (
	getGas      = 99_000
	setGas      = 187_000
	removeGas   = 142_000
	scanGas     = 261_000
	keyGas      = 11_000
	valueGas    = 13_000
	nextGas     = 17_000
	queryGas    = 50_000
	validateFee = 990
	canonFee    = 440
	humanFee    = 550
)

const (
	canonicalBytes = 32
	// Longer arguments are recorded as their digest.
	maxRecordedBytes = 64
	// How deep the contract may query itself.
	maxQueryDepth = 3
)

// Event is one call back to the chain: its name, its arguments, what was answered, and its price.
type Event []any

// World is the chain around a contract: everything a contract can reach, answered from memory.
type World struct {
	cache    api.Cache
	checksum []byte
	entries  map[string][]byte
	meter    meter
	events   []Event
	scans    int
	depth    int
}

func NewWorld(cache api.Cache, checksum []byte) *World {
	return &World{cache: cache, checksum: checksum, entries: map[string][]byte{}}
}

func (w *World) begin() {
	w.meter, w.events, w.scans = meter{}, nil, 0
	api.OnQuery = func(request, response []byte, gas uint64) {
		w.happened("query", answer(request), answer(response), gas)
	}
}

func (w *World) happened(event ...any) {
	// What a nested query does shows in its own answer.
	if w.depth == 0 {
		w.events = append(w.events, event)
	}
}

// meter has no limit: running out of the chain's own gas is not part of the scenarios.
type meter struct{ consumed uint64 }

func (m *meter) GasConsumed() types.Gas { return m.consumed }

// ---- Store ----

// Store orders its keys when a scan begins; later changes don't reach an open iterator.
type Store struct{ *World }

func (s Store) Get(key []byte) []byte {
	s.refuseEmpty("get", key)
	s.meter.consumed += getGas
	value := s.entries[string(key)]
	s.happened("get", argument(key), answer(value), getGas)
	return value
}

func (s Store) Set(key, value []byte) {
	s.refuseEmpty("set", key)
	s.meter.consumed += setGas
	s.happened("set", argument(key), argument(value), setGas)
	s.entries[string(key)] = append([]byte{}, value...)
}

func (s Store) Delete(key []byte) {
	s.refuseEmpty("remove", key)
	s.meter.consumed += removeGas
	s.happened("remove", argument(key), removeGas)
	delete(s.entries, string(key))
}

func (s Store) Iterator(start, end []byte) types.Iterator {
	return s.scan(start, end, "asc")
}

func (s Store) ReverseIterator(start, end []byte) types.Iterator {
	return s.scan(start, end, "desc")
}

func (s Store) scan(start, end []byte, order string) types.Iterator {
	if start != nil {
		s.refuseEmpty("scan", start)
	}
	if end != nil {
		s.refuseEmpty("scan", end)
	}
	s.meter.consumed += scanGas
	var keys []string
	for key := range s.entries {
		if key >= string(start) && (end == nil || key < string(end)) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	if order == "desc" {
		slices.Reverse(keys)
	}
	values := make([][]byte, len(keys))
	for i, key := range keys {
		values[i] = s.entries[key]
	}
	s.happened("scan", bound(start), bound(end), order, s.scans, scanGas)
	s.scans++
	return &iterator{world: s.World, number: s.scans - 1, keys: keys, values: values}
}

// iterator records on Next what was read of the entry before.
type iterator struct {
	world      *World
	number     int
	keys       []string
	values     [][]byte
	key, value any
	price      uint64
}

func (i *iterator) Domain() ([]byte, []byte) { return nil, nil }
func (i *iterator) Error() error             { return nil }
func (i *iterator) Close() error             { return nil }

func (i *iterator) Valid() bool {
	if len(i.keys) == 0 {
		i.world.happened("end", i.number)
	}
	return len(i.keys) > 0
}

func (i *iterator) Key() []byte {
	i.spend(keyGas)
	i.key = answer([]byte(i.keys[0]))
	return []byte(i.keys[0])
}

func (i *iterator) Value() []byte {
	i.spend(valueGas)
	i.value = answer(i.values[0])
	return i.values[0]
}

func (i *iterator) Next() {
	i.spend(nextGas)
	i.world.happened("next", i.number, i.key, i.value, i.price)
	i.keys, i.values = i.keys[1:], i.values[1:]
	i.key, i.value, i.price = nil, nil, 0
}

func (i *iterator) spend(gas uint64) {
	i.world.meter.consumed += gas
	i.price += gas
}

// refuseEmpty panics like the stores of the Cosmos SDK, which wasmvm turns into "Panic in FFI call".
func (s Store) refuseEmpty(operation string, key []byte) {
	if len(key) == 0 {
		s.happened("panic", operation)
		panic(errors.New("an empty key"))
	}
}

// ---- Addresses: lower-case text of at most 32 bytes; the canonical form is padded with zeros ----

func (w *World) canonicalizeAddress(human string) ([]byte, uint64, error) {
	canonical, err := canonicalize(human)
	w.happened("canonicalize", human, answer(canonical), text(err), canonFee)
	return canonical, canonFee, err
}

func (w *World) humanizeAddress(canonical []byte) (string, uint64, error) {
	human, err := humanize(canonical)
	w.happened("humanize", argument(canonical), human, text(err), humanFee)
	return human, humanFee, err
}

func canonicalize(human string) ([]byte, error) {
	if len(human) > canonicalBytes {
		return nil, errors.New("address is too long")
	}
	canonical := make([]byte, canonicalBytes)
	copy(canonical, human)
	return canonical, nil
}

func humanize(canonical []byte) (string, error) {
	if len(canonical) != canonicalBytes {
		return "", errors.New("canonical address has a wrong length")
	}
	return string(bytes.TrimRight(canonical, "\x00")), nil
}

// ---- Queries: balances, and the contract itself ----

func (w *World) GasConsumed() uint64 { return w.meter.consumed }

func (w *World) Query(request types.QueryRequest, gasLimit uint64) ([]byte, error) {
	w.meter.consumed += queryGas
	w.depth++
	defer func() { w.depth-- }()
	return w.answerQuery(request, gasLimit)
}

func (w *World) answerQuery(request types.QueryRequest, gasLimit uint64) ([]byte, error) {
	switch {
	case request.Bank != nil && request.Bank.Balance != nil:
		amount := types.NewCoin(1000, request.Bank.Balance.Denom)
		return json.Marshal(types.BalanceResponse{Amount: amount})
	case request.Wasm != nil && request.Wasm.Smart != nil:
		return w.queryContract(request.Wasm.Smart, gasLimit)
	case request.Wasm != nil:
		return nil, types.UnsupportedRequest{Kind: "wasm"}
	}
	return nil, types.UnsupportedRequest{Kind: "not part of this world"}
}

func (w *World) queryContract(query *types.SmartQuery, gasLimit uint64) ([]byte, error) {
	if query.ContractAddr != contractAddress {
		return nil, types.NoSuchContract{Addr: query.ContractAddr}
	}
	if w.depth > maxQueryDepth {
		return nil, errors.New("queries are nested too deeply")
	}
	outer := w.meter
	data, report, err := w.call("query", [][]byte{query.Msg}, gasLimit)
	w.meter.consumed = outer.consumed + report.UsedInternally + report.UsedExternally
	if err != nil {
		return nil, err
	}
	var result struct {
		Ok  []byte `json:"ok"`
		Err string `json:"error"`
	}
	if err := json.Unmarshal(data, &result); err != nil {
		return nil, err
	}
	if result.Err != "" {
		return nil, errors.New(result.Err)
	}
	return result.Ok, nil
}

// ---- How bytes and errors are written down ----

func argument(value []byte) string {
	if len(value) <= maxRecordedBytes {
		return hex.EncodeToString(value)
	}
	return fmt.Sprintf("sha256:%x", sha256.Sum256(value))
}

func bound(value []byte) any {
	if value == nil {
		return nil
	}
	return argument(value)
}

// answer is written in full: whoever replays the recording has to give it.
func answer(value []byte) any {
	if value == nil {
		return nil
	}
	return hex.EncodeToString(value)
}

func text(err error) any {
	if err == nil {
		return nil
	}
	return err.Error()
}
