package orrery

import (
	"encoding/json"
	"errors"

	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/internal/vmv1"
)

// failureOf is the error that wasmvm returns for a failure; nil for none.
func failureOf(failure *vmv1.Failure) error {
	switch kind := failure.GetKind().(type) {
	case nil:
		return nil
	case *vmv1.Failure_OutOfGas:
		return types.OutOfGasError{}
	case *vmv1.Failure_Message:
		return errors.New(kind.Message)
	}
	return errors.New("the VM failed in a way this adapter doesn't know")
}

func openRequest(config types.VMConfig) *vmv1.OpenRequest {
	limits := config.WasmLimits
	return &vmv1.OpenRequest{
		BaseDir:             config.Cache.BaseDir,
		Capabilities:        config.Cache.AvailableCapabilities,
		MemoryCacheBytes:    bytesOf(config.Cache.MemoryCacheSizeBytes),
		InstanceMemoryBytes: bytesOf(config.Cache.InstanceMemoryLimitBytes),
		Limits: &vmv1.WasmLimits{
			InitialMemoryPages:  limits.InitialMemoryLimitPages,
			TableElements:       limits.TableSizeLimitElements,
			Imports:             limits.MaxImports,
			Functions:           limits.MaxFunctions,
			FunctionParams:      limits.MaxFunctionParams,
			TotalFunctionParams: limits.MaxTotalFunctionParams,
			FunctionResults:     limits.MaxFunctionResults,
			FunctionLocals:      limits.MaxFunctionLocals,
			TotalFunctionLocals: limits.MaxTotalFunctionLocals,
		},
	}
}

// bytesOf reads a size through JSON, the only thing that wasmvm lets out of it.
func bytesOf(size types.Size) uint32 {
	text, err := json.Marshal(size)
	if err != nil {
		panic(err) // a number
	}
	var n uint32
	if err := json.Unmarshal(text, &n); err != nil {
		panic(err) // the number just written
	}
	return n
}
