// Package parity runs the same calls through wasmvm, with the real libwasmvm, and through Orrery, and compares
// everything a chain can see of them.
package parity

import (
	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"
)

// instanceMemoryMiB is wasmd's limit for one contract.
const instanceMemoryMiB = 32

// Engine is what wasmvm's VM and Orrery's adapter have in common.
type Engine interface {
	StoreCode(code wasmvm.WasmCode, gasLimit uint64) (wasmvm.Checksum, uint64, error)
	StoreCodeUnchecked(code wasmvm.WasmCode) (wasmvm.Checksum, error)
	SimulateStoreCode(code wasmvm.WasmCode, gasLimit uint64) (wasmvm.Checksum, uint64, error)
	GetCode(checksum wasmvm.Checksum) (wasmvm.WasmCode, error)
	RemoveCode(checksum wasmvm.Checksum) error
	Pin(checksum wasmvm.Checksum) error
	Unpin(checksum wasmvm.Checksum) error
	SyncPinnedCodes(checksums []wasmvm.Checksum) error
	AnalyzeCode(checksum wasmvm.Checksum) (*types.AnalysisReport, error)
	GetMetrics() (*types.Metrics, error)
	Cleanup()

	Instantiate(checksum wasmvm.Checksum, env types.Env, info types.MessageInfo, msg []byte, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.ContractResult, uint64, error)
	Execute(checksum wasmvm.Checksum, env types.Env, info types.MessageInfo, msg []byte, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.ContractResult, uint64, error)
	Query(checksum wasmvm.Checksum, env types.Env, msg []byte, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.QueryResult, uint64, error)
	Migrate(checksum wasmvm.Checksum, env types.Env, msg []byte, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.ContractResult, uint64, error)
	MigrateWithInfo(checksum wasmvm.Checksum, env types.Env, msg []byte, info types.MigrateInfo, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.ContractResult, uint64, error)
	Sudo(checksum wasmvm.Checksum, env types.Env, msg []byte, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.ContractResult, uint64, error)
	Reply(checksum wasmvm.Checksum, env types.Env, reply types.Reply, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.ContractResult, uint64, error)

	IBCChannelOpen(checksum wasmvm.Checksum, env types.Env, msg types.IBCChannelOpenMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCChannelOpenResult, uint64, error)
	IBCChannelConnect(checksum wasmvm.Checksum, env types.Env, msg types.IBCChannelConnectMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCBasicResult, uint64, error)
	IBCChannelClose(checksum wasmvm.Checksum, env types.Env, msg types.IBCChannelCloseMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCBasicResult, uint64, error)
	IBCPacketReceive(checksum wasmvm.Checksum, env types.Env, msg types.IBCPacketReceiveMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCReceiveResult, uint64, error)
	IBCPacketAck(checksum wasmvm.Checksum, env types.Env, msg types.IBCPacketAckMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCBasicResult, uint64, error)
	IBCPacketTimeout(checksum wasmvm.Checksum, env types.Env, msg types.IBCPacketTimeoutMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCBasicResult, uint64, error)
	IBCSourceCallback(checksum wasmvm.Checksum, env types.Env, msg types.IBCSourceCallbackMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCBasicResult, uint64, error)
	IBCDestinationCallback(checksum wasmvm.Checksum, env types.Env, msg types.IBCDestinationCallbackMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCBasicResult, uint64, error)
	IBC2PacketReceive(checksum wasmvm.Checksum, env types.Env, msg types.IBC2PacketReceiveMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCReceiveResult, uint64, error)
	IBC2PacketAck(checksum wasmvm.Checksum, env types.Env, msg types.IBC2AcknowledgeMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCBasicResult, uint64, error)
	IBC2PacketTimeout(checksum wasmvm.Checksum, env types.Env, msg types.IBC2PacketTimeoutMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCBasicResult, uint64, error)
	IBC2PacketSend(checksum wasmvm.Checksum, env types.Env, msg types.IBC2PacketSendMsg, store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, gasLimit uint64, deserCost types.UFraction) (*types.IBCBasicResult, uint64, error)
}

var _ Engine = (*wasmvm.VM)(nil)

// Capabilities is what wasmd offers, and cosmwasm_3_0.
var Capabilities = []string{
	"iterator", "staking", "stargate", "ibc2", "cosmwasm_1_1", "cosmwasm_1_2", "cosmwasm_1_3", "cosmwasm_1_4",
	"cosmwasm_2_0", "cosmwasm_2_1", "cosmwasm_2_2", "cosmwasm_3_0",
}

// Config opens either engine on a directory with wasmd's settings.
func Config(baseDir string, capabilities []string) types.VMConfig {
	return types.VMConfig{Cache: types.CacheOptions{
		BaseDir:                  baseDir,
		AvailableCapabilities:    capabilities,
		MemoryCacheSizeBytes:     types.NewSizeMebi(100),
		InstanceMemoryLimitBytes: types.NewSizeMebi(instanceMemoryMiB),
	}}
}
