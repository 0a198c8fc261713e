package orrery

import (
	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/internal/lane"
	"orrery.dev/adapter/internal/vmv1"
)

// compileCostPerByte is what storing code costs, in CosmWasm gas. wasmvm lib_libwasmvm.go: compileCost.
const compileCostPerByte = 3 * 140_000

// Engine runs contracts on an Orrery VM. Safe for any number of goroutines.
type Engine struct {
	connection *connection
	printDebug bool
}

// NewVMWithConfig has the shape of wasmvm's constructor. The VM's address is in the environment variable ORRERY_VM.
// Nothing is dialled before the first use: wasmd makes an engine for every command of its CLI.
func NewVMWithConfig(config types.VMConfig, printDebug bool) (*Engine, error) {
	return New(config, printDebug)
}

// New is NewVMWithConfig with options.
func New(config types.VMConfig, printDebug bool, opts ...Option) (*Engine, error) {
	chosen := newOptions(opts)
	return &Engine{
		connection: &connection{config: config, options: chosen, spinning: lane.Spinning{Limit: chosen.laneSpin}},
		printDebug: printDebug,
	}, nil
}

// Cleanup ends the connection to the VM. The engine can't be used afterwards.
func (e *Engine) Cleanup() { e.connection.close() }

// StoreCode checks and stores code; it returns the checksum and the price of compiling, in CosmWasm gas.
func (e *Engine) StoreCode(code wasmvm.WasmCode, gasLimit uint64) (wasmvm.Checksum, uint64, error) {
	return e.storeWithGas("StoreCode", code, gasLimit, vmv1.VmClient.StoreCode)
}

// SimulateStoreCode is StoreCode without storing.
func (e *Engine) SimulateStoreCode(code wasmvm.WasmCode, gasLimit uint64) (wasmvm.Checksum, uint64, error) {
	return e.storeWithGas("SimulateStoreCode", code, gasLimit, vmv1.VmClient.SimulateStoreCode)
}

// StoreCodeUnchecked stores code that was checked before, on this node or another one.
func (e *Engine) StoreCodeUnchecked(code wasmvm.WasmCode) (wasmvm.Checksum, error) {
	return e.store("StoreCodeUnchecked", code, vmv1.VmClient.StoreCodeUnchecked)
}

func (e *Engine) storeWithGas(
	doing string, code []byte, gasLimit uint64, method method[vmv1.StoreCodeRequest, vmv1.StoreCodeResponse],
) (wasmvm.Checksum, uint64, error) {
	cost := compileCostPerByte * uint64(len(code))
	if gasLimit < cost {
		return nil, cost, types.OutOfGasError{}
	}
	checksum, err := e.store(doing, code, method)
	return checksum, cost, err
}

func (e *Engine) store(
	doing string, code []byte, method method[vmv1.StoreCodeRequest, vmv1.StoreCodeResponse],
) (wasmvm.Checksum, error) {
	response, err := ask(e, doing, method, func(handle string) *vmv1.StoreCodeRequest {
		return &vmv1.StoreCodeRequest{Handle: handle, Wasm: code}
	})
	if err != nil {
		return nil, err
	}
	return response.GetChecksum(), nil
}

// GetCode returns the Wasm of a checksum.
func (e *Engine) GetCode(checksum wasmvm.Checksum) (wasmvm.WasmCode, error) {
	response, err := ask(e, "GetCode", vmv1.VmClient.GetCode, codeRequest(checksum))
	if err != nil {
		return nil, err
	}
	return response.GetWasm(), nil
}

// RemoveCode deletes code, as it was stored and as it was compiled.
func (e *Engine) RemoveCode(checksum wasmvm.Checksum) error {
	_, err := ask(e, "RemoveCode", vmv1.VmClient.RemoveCode, codeRequest(checksum))
	return err
}

// Pin keeps code in memory, ready to run.
func (e *Engine) Pin(checksum wasmvm.Checksum) error {
	_, err := ask(e, "Pin", vmv1.VmClient.Pin, codeRequest(checksum))
	return err
}

// Unpin takes Pin back.
func (e *Engine) Unpin(checksum wasmvm.Checksum) error {
	_, err := ask(e, "Unpin", vmv1.VmClient.Unpin, codeRequest(checksum))
	return err
}

// SyncPinnedCodes pins these codes and no others.
func (e *Engine) SyncPinnedCodes(checksums []wasmvm.Checksum) error {
	var joined []byte
	for _, checksum := range checksums {
		joined = append(joined, checksum...)
	}
	_, err := ask(e, "SyncPinnedCodes", vmv1.VmClient.SyncPinnedCodes, func(handle string) *vmv1.SyncPinnedCodesRequest {
		return &vmv1.SyncPinnedCodesRequest{Handle: handle, Checksums: joined}
	})
	return err
}

// AnalyzeCode says what a stored code exports and requires.
func (e *Engine) AnalyzeCode(checksum wasmvm.Checksum) (*types.AnalysisReport, error) {
	response, err := ask(e, "AnalyzeCode", vmv1.VmClient.AnalyzeCode, codeRequest(checksum))
	if err != nil {
		return nil, err
	}
	entryPoints := response.GetEntryPoints()
	if len(entryPoints) == 0 {
		// wasmvm splits an empty text at its commas.
		entryPoints = []string{""}
	}
	return &types.AnalysisReport{
		HasIBCEntryPoints:      response.GetHasIbcEntryPoints(),
		RequiredCapabilities:   response.GetRequiredCapabilities(),
		Entrypoints:            entryPoints,
		ContractMigrateVersion: response.MigrateVersion,
	}, nil
}

// GetMetrics returns the counters of the VM's caches.
func (e *Engine) GetMetrics() (*types.Metrics, error) {
	m, err := ask(e, "GetMetrics", vmv1.VmClient.GetMetrics, func(handle string) *vmv1.GetMetricsRequest {
		return &vmv1.GetMetricsRequest{Handle: handle}
	})
	if err != nil {
		return nil, err
	}
	return &types.Metrics{
		HitsPinnedMemoryCache:     m.GetHitsPinnedMemoryCache(),
		HitsMemoryCache:           m.GetHitsMemoryCache(),
		HitsFsCache:               m.GetHitsFsCache(),
		Misses:                    m.GetMisses(),
		ElementsPinnedMemoryCache: m.GetElementsPinnedMemoryCache(),
		ElementsMemoryCache:       m.GetElementsMemoryCache(),
		SizePinnedMemoryCache:     m.GetSizePinnedMemoryCache(),
		SizeMemoryCache:           m.GetSizeMemoryCache(),
	}, nil
}

// GetPinnedMetrics returns the counters of each pinned code, in no particular order.
func (e *Engine) GetPinnedMetrics() (*types.PinnedMetrics, error) {
	response, err := ask(e, "GetPinnedMetrics", vmv1.VmClient.GetPinnedMetrics,
		func(handle string) *vmv1.GetPinnedMetricsRequest {
			return &vmv1.GetPinnedMetricsRequest{Handle: handle}
		})
	if err != nil {
		return nil, err
	}
	metrics := types.PinnedMetrics{PerModule: []types.PerModuleEntry{}}
	for _, code := range response.GetCodes() {
		metrics.PerModule = append(metrics.PerModule, types.PerModuleEntry{
			Checksum: code.GetChecksum(),
			Metrics:  types.PerModuleMetrics{Hits: code.GetHits(), Size: code.GetSizeBytes()},
		})
	}
	return &metrics, nil
}

func codeRequest(checksum wasmvm.Checksum) func(string) *vmv1.CodeRequest {
	return func(handle string) *vmv1.CodeRequest {
		return &vmv1.CodeRequest{Handle: handle, Checksum: checksum}
	}
}
