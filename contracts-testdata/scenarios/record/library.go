package main

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/CosmWasm/wasmvm/v3/internal/api"
	"github.com/CosmWasm/wasmvm/v3/types"
)

// What differs between the libraries of wasmvm 2.x and 3.x, here, and of 1.x, in v1/library.go.

// gasUnit is how many units of gas a step's limit counts.
const gasUnit = 1

func openCache(home string) (api.Cache, error) {
	return api.InitCache(types.VMConfig{Cache: types.CacheOptions{
		BaseDir:                  home,
		AvailableCapabilities:    capabilities,
		MemoryCacheSizeBytes:     types.NewSizeMebi(cacheMiB),
		InstanceMemoryLimitBytes: types.NewSizeMebi(memoryMiB),
	}})
}

func migrateInfo(step Step) [][]byte {
	by := types.MigrateInfo{Sender: step.Sender, OldMigrateVersion: step.OldMigrateVersion}
	return [][]byte{must1(json.Marshal(by))}
}

func (w *World) migrate(args [][]byte, limit uint64) ([]byte, types.GasReport, error) {
	meter, querier := types.GasMeter(&w.meter), types.Querier(w)
	return api.MigrateWithInfo(
		w.cache, w.checksum, env, args[0], args[1], &meter, Store{w}, w.api(), &querier, limit, false)
}

func (w *World) api() *types.GoAPI {
	return &types.GoAPI{
		CanonicalizeAddress: w.canonicalizeAddress,
		HumanizeAddress:     w.humanizeAddress,
		ValidateAddress: func(human string) (uint64, error) {
			_, err := canonicalize(human)
			if err == nil && human != strings.ToLower(human) {
				err = errors.New("address is not in lower case")
			}
			w.happened("validate", human, text(err), validateFee)
			return validateFee, err
		},
	}
}
