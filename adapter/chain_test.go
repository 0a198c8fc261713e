package orrery

import (
	"errors"
	"slices"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// chain is a minimal chain: a store whose every operation costs 10, addresses at 3, queries at 7.
type chain struct {
	entries map[string][]byte
	gas     uint64
	open    int
	onGet   func()
	onQuery func(gasLimit uint64) ([]byte, error)
	bounds  [][]byte
}

type ErrorOutOfGas struct{}

func newChain() *chain { return &chain{entries: map[string][]byte{}} }

func (c *chain) GasConsumed() uint64 { return c.gas }

func (c *chain) Get(key []byte) []byte {
	c.gas += 10
	if c.onGet != nil {
		c.onGet()
	}
	return c.entries[string(key)]
}

func (c *chain) Set(key, value []byte) {
	c.gas += 10
	c.entries[string(key)] = value
}

func (c *chain) Delete(key []byte) {
	c.gas += 10
	delete(c.entries, string(key))
}

func (c *chain) Iterator(start, end []byte) types.Iterator {
	c.gas += 10
	c.open++
	c.bounds = append(c.bounds, start, end)
	keys := make([]string, 0, len(c.entries))
	for key := range c.entries {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return &chainIterator{c, keys}
}

func (c *chain) ReverseIterator(start, end []byte) types.Iterator {
	it := c.Iterator(start, end).(*chainIterator)
	slices.Reverse(it.keys)
	return it
}

type chainIterator struct {
	*chain
	keys []string
}

func (i *chainIterator) Domain() ([]byte, []byte) { return nil, nil }
func (i *chainIterator) Error() error             { return nil }
func (i *chainIterator) Close() error             { i.open--; return nil }
func (i *chainIterator) Valid() bool              { i.gas += 1000; return len(i.keys) > 0 }
func (i *chainIterator) Key() []byte              { i.gas++; return []byte(i.keys[0]) }
func (i *chainIterator) Value() []byte            { i.gas += 2; return i.entries[i.keys[0]] }
func (i *chainIterator) Next()                    { i.gas += 4; i.keys = i.keys[1:] }

func (c *chain) api() types.GoAPI {
	return types.GoAPI{
		HumanizeAddress: func(canonical []byte) (string, uint64, error) { return string(canonical), 3, nil },
		CanonicalizeAddress: func(human string) ([]byte, uint64, error) {
			if human == "bad" {
				return nil, 3, errors.New("not UTF-8: \xff")
			}
			return []byte(human), 3, nil
		},
		ValidateAddress: func(human string) (uint64, error) {
			if human == "bad" {
				return 3, errors.New("bad address")
			}
			return 3, nil
		},
	}
}

func (c *chain) Query(_ types.QueryRequest, gasLimit uint64) ([]byte, error) {
	c.gas += 7
	return c.onQuery(gasLimit)
}

// execute makes the call that most tests make.
func (c *chain) execute(e *Engine, gasLimit uint64, price types.UFraction) (*types.ContractResult, uint64, error) {
	return e.Execute(make([]byte, 32), types.Env{}, types.MessageInfo{}, []byte("{}"), c, c.api(), c, c, gasLimit, price)
}
