package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// What the chain charges, in CosmWasm gas; the Java side charges the same.
const (
	getGas    = 99_000
	setGas    = 187_000
	deleteGas = 142_000
	scanGas   = 261_000
	queryGas  = 50_000
	addrCost  = 440
	canonical = 32
)

// chain is a chain around one contract that does as little as it can.
type chain struct {
	entries  map[string][]byte
	consumed uint64
}

func (c *chain) GasConsumed() types.Gas { return c.consumed }

func (c *chain) snapshot() map[string][]byte { return maps.Clone(c.entries) }

func (c *chain) Get(key []byte) []byte {
	c.consumed += getGas
	return c.entries[string(key)]
}

func (c *chain) Set(key, value []byte) {
	c.consumed += setGas
	c.entries[string(key)] = bytes.Clone(value)
}

func (c *chain) Delete(key []byte) {
	c.consumed += deleteGas
	delete(c.entries, string(key))
}

func (c *chain) Iterator(start, end []byte) types.Iterator {
	c.consumed += scanGas
	found := &iterator{chain: c}
	for key := range c.entries {
		if key >= string(start) && (end == nil || key < string(end)) {
			found.keys = append(found.keys, key)
		}
	}
	slices.Sort(found.keys)
	return found
}

func (c *chain) ReverseIterator(start, end []byte) types.Iterator {
	found := c.Iterator(start, end).(*iterator)
	slices.Reverse(found.keys)
	return found
}

type iterator struct {
	chain *chain
	keys  []string
}

func (i *iterator) Domain() ([]byte, []byte) { return nil, nil }
func (i *iterator) Error() error             { return nil }
func (i *iterator) Close() error             { return nil }
func (i *iterator) Valid() bool              { return len(i.keys) > 0 }
func (i *iterator) Key() []byte              { return []byte(i.keys[0]) }
func (i *iterator) Value() []byte            { return i.chain.entries[i.keys[0]] }
func (i *iterator) Next()                    { i.keys = i.keys[1:] }

func (c *chain) api() types.GoAPI {
	return types.GoAPI{
		HumanizeAddress: func(address []byte) (string, uint64, error) {
			return string(bytes.TrimRight(address, "\x00")), addrCost, nil
		},
		CanonicalizeAddress: func(human string) ([]byte, uint64, error) {
			address := make([]byte, canonical)
			copy(address, human)
			return address, addrCost, nil
		},
		ValidateAddress: func(human string) (uint64, error) {
			if human != strings.ToLower(human) {
				return addrCost, errors.New("address isn't in lower case")
			}
			return addrCost, nil
		},
	}
}

// Query answers every question for a balance with the same.
func (c *chain) Query(request types.QueryRequest, _ uint64) ([]byte, error) {
	c.consumed += queryGas
	switch {
	case request.Bank != nil && request.Bank.Balance != nil:
		return []byte(`{"amount":{"denom":"ATOM","amount":"250"}}`), nil
	case request.Bank != nil && request.Bank.AllBalances != nil:
		return []byte(`{"amount":[{"denom":"ATOM","amount":"250"}]}`), nil
	case request.Custom != nil:
		return json.Marshal(map[string]string{"msg": strings.ToUpper(string(request.Custom))})
	}
	return nil, types.UnsupportedRequest{Kind: "not part of this benchmark"}
}
