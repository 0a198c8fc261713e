package main

import (
	"fmt"

	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/store/v2/rootmulti"
	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	ics23 "github.com/cosmos/ics23/go"

	"cosmossdk.io/log/v2"

	commitmenttypes "github.com/cosmos/ibc-go/v11/modules/core/23-commitment/types"
)

// world is a chain's state of several stores, as the Cosmos SDK keeps and proves it.
type world struct {
	store   *rootmulti.Store
	keys    map[string]*storetypes.KVStoreKey
	pending storetypes.CacheMultiStore // a block's writes, which reach the trees in the order of their keys
}

func newWorld(names ...string) *world {
	w := &world{store: rootmulti.NewStore(dbm.NewMemDB(), log.NewNopLogger()), keys: map[string]*storetypes.KVStoreKey{}}
	for _, name := range names {
		w.keys[name] = storetypes.NewKVStoreKey(name)
		w.store.MountStoreWithDB(w.keys[name], storetypes.StoreTypeIAVL, nil)
	}
	must(w.store.LoadLatestVersion())
	w.pending = w.store.CacheMultiStore()
	return w
}

// filled has stores with fifty keys, one key and none, written over several versions.
func filled() *world {
	w := newWorld("acc", "bank", "empty", "ibc", "one", "wasm")
	for version := 0; version < 5; version++ {
		for i := version; i < 50; i += 5 {
			w.set("ibc", fmt.Sprintf("key/%02d", 2*i), fmt.Sprintf("value %d of version %d", i, version))
			w.set("bank", fmt.Sprintf("b%03d", i*i), "coins")
		}
		w.set("one", "only", fmt.Sprint("value ", version))
		w.set("wasm", fmt.Sprint("contract", version), "state")
		w.commit()
	}
	return w
}

func (w *world) set(store, key, value string) {
	w.pending.GetKVStore(w.keys[store]).Set([]byte(key), []byte(value))
}

func (w *world) commit() {
	w.pending.Write()
	w.store.Commit()
	w.pending = w.store.CacheMultiStore()
}

func (w *world) root() []byte { return w.store.LastCommitID().Hash }

// prove answers like a node asked for a key with proof.
func (w *world) prove(store, key string) ([]byte, commitmenttypes.MerkleProof) {
	answer := got(w.store.Query(&storetypes.RequestQuery{
		Path: "/" + store + "/key", Data: []byte(key), Height: w.store.LastCommitID().Version, Prove: true,
	}))
	return answer.Value, got(commitmenttypes.ConvertProofs(answer.ProofOps))
}

// inner is the proof within the store alone, and the store's root.
func (w *world) inner(store, key string) (*ics23.CommitmentProof, []byte) {
	_, proof := w.prove(store, key)
	return proof.Proofs[0], proof.Proofs[1].GetExist().Value
}
