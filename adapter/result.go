package orrery

import (
	"encoding/json"
	"fmt"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// maxPayloadBytes bounds the payload of each submessage. wasmvm lib_libwasmvm.go: ReplyPayloadMaxBytes.
const maxPayloadBytes = 128 * 1024

// DeserializeResponse is wasmvm's function of that name, which can't be linked without libwasmvm: for code that reads
// results itself.
func DeserializeResponse(gasLimit uint64, deserCost types.UFraction, gasReport *types.GasReport, data []byte, response any) error {
	used, err := readResult(data, gasReport.UsedInternally, gasLimit, deserCost, response)
	gasReport.Remaining -= used - gasReport.UsedInternally
	gasReport.UsedInternally = used
	return err
}

// readResult charges for the result's bytes, reads them, and returns the gas used so far in every case. The rules are
// those of wasmvm's DeserializeResponse.
func readResult(data []byte, usedInternally, gasLimit uint64, price types.UFraction, result any) (uint64, error) {
	// Quirk: product and sum wrap around, and external gas is left out of the comparison.
	cost := price.Mul(uint64(len(data))).Floor()
	if gasLimit < cost+usedInternally {
		return usedInternally, fmt.Errorf("insufficient gas left to deserialize contract execution result (%d bytes)", len(data))
	}
	usedInternally += cost
	if err := json.Unmarshal(data, result); err != nil {
		return usedInternally, err
	}
	emitter, ok := result.(interface{ SubMessages() []types.SubMsg })
	if !ok {
		return usedInternally, nil
	}
	for i, m := range emitter.SubMessages() {
		if len(m.Payload) > maxPayloadBytes {
			return usedInternally, fmt.Errorf(
				"reply contains submessage at index %d with payload larger than %d bytes: %d bytes",
				i, maxPayloadBytes, len(m.Payload))
		}
	}
	return usedInternally, nil
}
