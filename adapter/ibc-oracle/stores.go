package main

import (
	"fmt"

	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
)

// StoreCase is what a node of the Cosmos SDK answers when it is asked for a key with proof. The state is that of filled().
type StoreCase struct {
	Store   string `json:"store"`
	Key     Bytes  `json:"key"`
	Version int64  `json:"version"`
	AppHash Bytes  `json:"appHash"`
	Value   Bytes  `json:"value"`
	Proof   Bytes  `json:"proof"` // ProofOps
}

func storeCases() (cases []StoreCase) {
	w := filled()
	for version := int64(1); version <= 5; version++ {
		info := got(w.store.GetCommitInfo(version))
		for _, store := range []string{"bank", "empty", "ibc", "one", "wasm"} {
			keys := []string{"a", "b001", "b005", "contract3", "only", "zz"}
			for i := int64(0); i < 100; i += 21 {
				keys = append(keys, fmt.Sprintf("key/%02d", i))
			}
			for _, key := range keys {
				answer := got(w.store.Query(&storetypes.RequestQuery{
					Path: "/" + store + "/key", Data: []byte(key), Height: version, Prove: true,
				}))
				cases = append(cases, StoreCase{store, []byte(key), version, info.Hash(), answer.Value, got(answer.ProofOps.Marshal())})
			}
		}
	}
	return cases
}
