// Package api is extended by this file in the copy of the wasmvm module: it lets the recorder see queries
// as the bytes that pass the border, before Go reads the request and after it wrote the answer.
package api

import (
	"encoding/json"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// OnQuery is told of each query: what was asked, what is answered, and the gas between.
var OnQuery func(request, answer []byte, gas uint64)

func observedQuery(querier Querier, request []byte, gasLimit uint64) types.QuerierResult {
	before := querier.GasConsumed()
	result := types.RustQuery(querier, request, gasLimit)
	if answer, err := json.Marshal(result); err == nil {
		OnQuery(request, answer, querier.GasConsumed()-before)
	}
	return result
}
