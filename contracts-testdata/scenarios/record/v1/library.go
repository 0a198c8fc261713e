package main

import (
	"strings"

	"github.com/CosmWasm/wasmvm/internal/api"
	"github.com/CosmWasm/wasmvm/types"
)

// gasUnit is how many units of gas a step's limit counts: those of 1.x are 1000 times smaller.
const gasUnit = 1000

func openCache(home string) (api.Cache, error) {
	return api.InitCache(home, strings.Join(capabilities, ","), cacheMiB, memoryMiB)
}

// migrateInfo came with 2.2.
func migrateInfo(Step) [][]byte { return nil }

func (w *World) migrate(args [][]byte, limit uint64) ([]byte, types.GasReport, error) {
	meter, querier := types.GasMeter(&w.meter), types.Querier(w)
	return api.Migrate(w.cache, w.checksum, env, args[0], &meter, Store{w}, w.api(), &querier, limit, false)
}

// api has no way to validate: the library asks for the canonical address, and for the text of that.
func (w *World) api() *types.GoAPI {
	return &types.GoAPI{CanonicalAddress: w.canonicalizeAddress, HumanAddress: w.humanizeAddress}
}
