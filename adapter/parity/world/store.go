package world

import (
	"slices"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// Store returns the contract's storage. Keys are ordered when a scan begins; later writes don't reach it.
func (w *World) Store() types.KVStore { return store{w} }

type store struct{ *World }

func (s store) Get(key []byte) []byte {
	s.failing("get")
	s.refuseEmpty("get", key)
	s.meter.charge(getGas, "get")
	value := s.entries[string(key)]
	s.note("get %s = %s", hexOf(key), hexOf(value))
	return value
}

func (s store) Set(key, value []byte) {
	s.failing("set")
	s.refuseEmpty("set", key)
	s.meter.charge(setGas, "set")
	s.note("set %s = %s", hexOf(key), hexOf(value))
	s.entries[string(key)] = append([]byte{}, value...)
}

func (s store) Delete(key []byte) {
	s.failing("delete")
	s.refuseEmpty("delete", key)
	s.meter.charge(deleteGas, "delete")
	s.note("delete %s", hexOf(key))
	delete(s.entries, string(key))
}

func (s store) Iterator(start, end []byte) types.Iterator {
	return s.scan(start, end, "ascending")
}

func (s store) ReverseIterator(start, end []byte) types.Iterator {
	return s.scan(start, end, "descending")
}

func (s store) scan(start, end []byte, order string) types.Iterator {
	s.failing("scan")
	s.meter.charge(scanGas, "scan")
	var keys []string
	for key := range s.entries {
		if key >= string(start) && (end == nil || key < string(end)) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	if order == "descending" {
		slices.Reverse(keys)
	}
	values := make([][]byte, len(keys))
	for i, key := range keys {
		values[i] = s.entries[key]
	}
	s.scans++
	s.note("scan %s to %s %s: iterator %d", hexOf(start), hexOf(end), order, s.scans)
	return &iterator{World: s.World, id: s.scans, keys: keys, values: values}
}

// refuseEmpty panics like the stores of the Cosmos SDK.
func (s store) refuseEmpty(op string, key []byte) {
	if len(key) == 0 {
		s.note("%s of an empty key panics", op)
		panic("the key is empty")
	}
}

type iterator struct {
	*World
	id     int
	keys   []string
	values [][]byte
}

func (i *iterator) Domain() ([]byte, []byte) { return nil, nil }
func (i *iterator) Error() error             { return nil }

// Close is not traced: wasmvm closes in the order of a slice, and nobody can tell the difference.
func (i *iterator) Close() error { return nil }

func (i *iterator) Valid() bool {
	i.failing("valid")
	i.note("iterator %d: valid %t", i.id, len(i.keys) > 0)
	return len(i.keys) > 0
}

func (i *iterator) Key() []byte {
	i.failing("key")
	i.meter.charge(keyGas, "key")
	i.note("iterator %d: key %s", i.id, hexOf([]byte(i.keys[0])))
	return []byte(i.keys[0])
}

func (i *iterator) Value() []byte {
	i.failing("value")
	i.meter.charge(valueGas, "value")
	i.note("iterator %d: value %s", i.id, hexOf(i.values[0]))
	return i.values[0]
}

func (i *iterator) Next() {
	i.failing("advance")
	i.meter.charge(advanceGas, "advance")
	i.note("iterator %d: advance", i.id)
	i.keys, i.values = i.keys[1:], i.values[1:]
}
