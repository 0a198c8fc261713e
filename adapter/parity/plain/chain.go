// Package plain is the least that contracts can run on, for tests that count, wait and time instead of comparing.
package plain

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// Address is that of every contract.
const Address = "contract"

// Env is given to contracts.
var Env = types.Env{
	Block:       types.BlockInfo{Height: 123, Time: 1578939743_987654321, ChainID: "foobar"},
	Transaction: &types.TransactionInfo{Index: 4, Hash: make([]byte, 32)},
	Contract:    types.ContractInfo{Address: Address},
}

// Chain is a map, a meter that counts and addresses that are what they are. It is used by one goroutine at a time.
type Chain struct {
	entries map[string][]byte
	gas     uint64
	// OnSet and OnGet, if there, are called first.
	OnSet, OnGet func()
	// OnSmart, if there, answers queries to contracts.
	OnSmart func(msg []byte, gasLimit uint64) ([]byte, error)
	// OnIdle, if there, is told how long it was from the end of one callback of an iterator to the begin of the next.
	OnIdle func(time.Duration)
	idle   time.Time
	// Open counts the iterators that were not closed.
	Open int
}

// New returns a chain without entries.
func New() *Chain { return &Chain{entries: map[string][]byte{}} }

// Clone is a chain with the same entries.
func (c *Chain) Clone() *Chain { return &Chain{entries: maps.Clone(c.entries)} }

// Charge moves the meter.
func (c *Chain) Charge(gas uint64) { c.gas += gas }

func (c *Chain) GasConsumed() uint64 { return c.gas }

func (c *Chain) Get(key []byte) []byte {
	if c.OnGet != nil {
		c.OnGet()
	}
	c.gas += 100
	return c.entries[string(key)]
}

func (c *Chain) Set(key, value []byte) {
	if c.OnSet != nil {
		c.OnSet()
	}
	c.gas += 200
	c.entries[string(key)] = slices.Clone(value)
}

func (c *Chain) Delete(key []byte) { c.gas += 150; delete(c.entries, string(key)) }

func (c *Chain) Iterator(start, end []byte) types.Iterator { return c.scan(start, end, false) }

func (c *Chain) ReverseIterator(start, end []byte) types.Iterator { return c.scan(start, end, true) }

func (c *Chain) scan(start, end []byte, reverse bool) types.Iterator {
	c.Open++
	it := &iterator{Chain: c}
	for key := range c.entries {
		if key >= string(start) && (end == nil || key < string(end)) {
			it.keys = append(it.keys, key)
		}
	}
	slices.Sort(it.keys)
	if reverse {
		slices.Reverse(it.keys)
	}
	return it
}

type iterator struct {
	*Chain
	keys []string
}

func (i *iterator) Domain() ([]byte, []byte) { return nil, nil }
func (i *iterator) Next() {
	i.gas += 10
	i.keys = i.keys[1:]
	if i.OnIdle != nil {
		i.idle = time.Now()
	}
}
func (i *iterator) Key() []byte   { return []byte(i.keys[0]) }
func (i *iterator) Value() []byte { return i.entries[i.keys[0]] }
func (i *iterator) Error() error  { return nil }

// Valid is what a callback begins with, and Next what it ends with.
func (i *iterator) Valid() bool {
	if i.OnIdle != nil && !i.idle.IsZero() {
		i.OnIdle(time.Since(i.idle))
		i.idle = time.Time{}
	}
	return len(i.keys) > 0
}

// Close is called once.
func (i *iterator) Close() error { i.Open--; return nil }

func (c *Chain) Query(request types.QueryRequest, gasLimit uint64) ([]byte, error) {
	if request.Bank != nil && request.Bank.AllBalances != nil {
		return json.Marshal(types.AllBalancesResponse{Amount: types.Array[types.Coin]{types.NewCoin(250, "ATOM")}})
	}
	if request.Bank != nil && request.Bank.Balance != nil {
		return json.Marshal(types.BalanceResponse{Amount: types.NewCoin(250, request.Bank.Balance.Denom)})
	}
	if request.Wasm != nil && request.Wasm.Smart != nil && c.OnSmart != nil {
		return c.OnSmart(request.Wasm.Smart.Msg, gasLimit)
	}
	return nil, types.UnsupportedRequest{Kind: "not part of this chain"}
}

// API returns addresses as they are.
var API = types.GoAPI{
	HumanizeAddress: func(canonical []byte) (string, uint64, error) {
		return strings.TrimRight(string(canonical), "\x00"), 5, nil
	},
	CanonicalizeAddress: func(human string) ([]byte, uint64, error) {
		return append([]byte(human), make([]byte, 32-len(human))...), 4, nil
	},
	ValidateAddress: func(string) (uint64, error) { return 10, nil },
}
