// Package reference serves orrery.vm.v1 with the real libwasmvm behind it. With it the adapter is tested on its own:
// what differs from wasmvm in process, differs because of the adapter.
//
// Results are read and written again by Go on their way, so a chain must not charge for their length here.
package reference

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"sync"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"orrery.dev/adapter/internal/vmside"
	"orrery.dev/adapter/internal/vmv1"
)

// readingIsFree: the adapter charges for the result.
var readingIsFree = types.UFraction{Numerator: 0, Denominator: 1}

// Server opens a VM per directory. Safe for any number of goroutines.
type Server struct {
	vmv1.UnimplementedVmServer
	// Home is the folder of all directories.
	Home string
	// Lanes is the folder of lanes; there are none if it is empty.
	Lanes string

	mu  sync.Mutex
	vms map[string]*wasmvm.VM
}

// Version names the protocol.
func (s *Server) Version(context.Context, *vmv1.VersionRequest) (*vmv1.VersionResponse, error) {
	version := &vmv1.VersionResponse{Protocol: 1, Orrery: "reference"}
	if s.Lanes != "" {
		version.Features = append(version.Features, vmside.Feature)
	}
	return version, nil
}

// Open shares the VM of a directory that is open: its handle is the directory.
func (s *Server) Open(_ context.Context, r *vmv1.OpenRequest) (*vmv1.OpenResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	handle := fmt.Sprintf("%x", sha256.Sum256([]byte(r.GetBaseDir())))
	if s.vms[handle] == nil {
		vm, err := wasmvm.NewVMWithConfig(configOf(r, filepath.Join(s.Home, handle)), false)
		if err != nil {
			return &vmv1.OpenResponse{Failure: failure(err)}, nil
		}
		if s.vms == nil {
			s.vms = map[string]*wasmvm.VM{}
		}
		s.vms[handle] = vm
	}
	return &vmv1.OpenResponse{Handle: handle}, nil
}

// Close leaves the VM open: another client may share it.
func (s *Server) Close(context.Context, *vmv1.CloseRequest) (*vmv1.CloseResponse, error) {
	return &vmv1.CloseResponse{}, nil
}

// Cleanup closes all VMs.
func (s *Server) Cleanup() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, vm := range s.vms {
		vm.Cleanup()
	}
	s.vms = nil
}

func (s *Server) vm(handle string) (*wasmvm.VM, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if vm := s.vms[handle]; vm != nil {
		return vm, nil
	}
	return nil, status.Errorf(codes.NotFound, "handle %q is not open", handle)
}

func configOf(r *vmv1.OpenRequest, dir string) types.VMConfig {
	l := r.GetLimits()
	return types.VMConfig{
		Cache: types.CacheOptions{
			BaseDir:                  dir,
			AvailableCapabilities:    r.GetCapabilities(),
			MemoryCacheSizeBytes:     types.NewSize(r.GetMemoryCacheBytes()),
			InstanceMemoryLimitBytes: types.NewSize(r.GetInstanceMemoryBytes()),
		},
		WasmLimits: types.WasmLimits{
			InitialMemoryLimitPages: l.InitialMemoryPages,
			TableSizeLimitElements:  l.TableElements,
			MaxImports:              l.Imports,
			MaxFunctions:            l.Functions,
			MaxFunctionParams:       l.FunctionParams,
			MaxTotalFunctionParams:  l.TotalFunctionParams,
			MaxFunctionResults:      l.FunctionResults,
			MaxFunctionLocals:       l.FunctionLocals,
			MaxTotalFunctionLocals:  l.TotalFunctionLocals,
		},
	}
}

func (s *Server) StoreCode(_ context.Context, r *vmv1.StoreCodeRequest) (*vmv1.StoreCodeResponse, error) {
	vm, err := s.vm(r.GetHandle())
	if err != nil {
		return nil, err
	}
	checksum, _, err := vm.StoreCode(r.Wasm, math.MaxUint64)
	return &vmv1.StoreCodeResponse{Failure: failure(err), Checksum: checksum}, nil
}

func (s *Server) SimulateStoreCode(_ context.Context, r *vmv1.StoreCodeRequest) (*vmv1.StoreCodeResponse, error) {
	vm, err := s.vm(r.GetHandle())
	if err != nil {
		return nil, err
	}
	checksum, _, err := vm.SimulateStoreCode(r.Wasm, math.MaxUint64)
	return &vmv1.StoreCodeResponse{Failure: failure(err), Checksum: checksum}, nil
}

func (s *Server) StoreCodeUnchecked(_ context.Context, r *vmv1.StoreCodeRequest) (*vmv1.StoreCodeResponse, error) {
	vm, err := s.vm(r.GetHandle())
	if err != nil {
		return nil, err
	}
	checksum, err := vm.StoreCodeUnchecked(r.Wasm)
	return &vmv1.StoreCodeResponse{Failure: failure(err), Checksum: checksum}, nil
}

func (s *Server) GetCode(_ context.Context, r *vmv1.CodeRequest) (*vmv1.GetCodeResponse, error) {
	vm, err := s.vm(r.GetHandle())
	if err != nil {
		return nil, err
	}
	wasm, err := vm.GetCode(r.Checksum)
	return &vmv1.GetCodeResponse{Failure: failure(err), Wasm: wasm}, nil
}

func (s *Server) RemoveCode(_ context.Context, r *vmv1.CodeRequest) (*vmv1.Done, error) {
	vm, err := s.vm(r.GetHandle())
	if err != nil {
		return nil, err
	}
	return &vmv1.Done{Failure: failure(vm.RemoveCode(r.Checksum))}, nil
}

func (s *Server) Pin(_ context.Context, r *vmv1.CodeRequest) (*vmv1.Done, error) {
	vm, err := s.vm(r.GetHandle())
	if err != nil {
		return nil, err
	}
	return &vmv1.Done{Failure: failure(vm.Pin(r.Checksum))}, nil
}

func (s *Server) Unpin(_ context.Context, r *vmv1.CodeRequest) (*vmv1.Done, error) {
	vm, err := s.vm(r.GetHandle())
	if err != nil {
		return nil, err
	}
	return &vmv1.Done{Failure: failure(vm.Unpin(r.Checksum))}, nil
}

func (s *Server) SyncPinnedCodes(_ context.Context, r *vmv1.SyncPinnedCodesRequest) (*vmv1.Done, error) {
	vm, err := s.vm(r.GetHandle())
	if err != nil {
		return nil, err
	}
	// wasmvm joins what it gets, so one piece is as good as many.
	return &vmv1.Done{Failure: failure(vm.SyncPinnedCodes([]wasmvm.Checksum{r.GetChecksums()}))}, nil
}

func (s *Server) AnalyzeCode(_ context.Context, r *vmv1.CodeRequest) (*vmv1.AnalyzeCodeResponse, error) {
	vm, err := s.vm(r.GetHandle())
	if err != nil {
		return nil, err
	}
	report, err := vm.AnalyzeCode(r.Checksum)
	if err != nil {
		return &vmv1.AnalyzeCodeResponse{Failure: failure(err)}, nil
	}
	return &vmv1.AnalyzeCodeResponse{
		HasIbcEntryPoints:    report.HasIBCEntryPoints,
		RequiredCapabilities: report.RequiredCapabilities,
		EntryPoints:          report.Entrypoints,
		MigrateVersion:       report.ContractMigrateVersion,
	}, nil
}

// Calls runs one call after the other.
func (s *Server) Calls(stream grpc.BidiStreamingServer[vmv1.ChainFrame, vmv1.VmFrame]) error {
	calls := vmside.Over(stream, s.Lanes)
	defer calls.Close()
	for {
		frame, err := calls.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		vm, err := s.vm(frame.GetCall().GetHandle())
		if err != nil {
			return err
		}
		done := run(vm, frame.GetCall(), &chain{calls: calls})
		if err := calls.Send(&vmv1.VmFrame{Frame: &vmv1.VmFrame_Done{Done: done}}); err != nil {
			return err
		}
	}
}

func run(vm *wasmvm.VM, request *vmv1.CallRequest, c *chain) *vmv1.CallDone {
	result, used, err := dispatch(vm, request, c)
	done := &vmv1.CallDone{Failure: failure(err), Gas: &vmv1.GasReport{
		Limit:          request.GetGasLimit(),
		UsedInternally: used,
		UsedExternally: c.gas,
	}}
	if err == nil {
		done.Data = mustMarshal(result)
	}
	return done
}

func dispatch(vm *wasmvm.VM, r *vmv1.CallRequest, c *chain) (any, uint64, error) {
	env := read[types.Env](r.GetEnv())
	sum, msg, limit, free := r.Checksum, r.Msg, r.GetGasLimit(), readingIsFree
	switch r.GetEntryPoint() {
	case "instantiate":
		return vm.Instantiate(sum, env, read[types.MessageInfo](r.GetInfo()), msg, c, c.api(), c, c, limit, free)
	case "execute":
		return vm.Execute(sum, env, read[types.MessageInfo](r.GetInfo()), msg, c, c.api(), c, c, limit, free)
	case "query":
		return vm.Query(sum, env, msg, c, c.api(), c, c, limit, free)
	case "sudo":
		return vm.Sudo(sum, env, msg, c, c.api(), c, c, limit, free)
	case "migrate":
		if r.MigrateInfo == nil {
			return vm.Migrate(sum, env, msg, c, c.api(), c, c, limit, free)
		}
		info := read[types.MigrateInfo](r.GetMigrateInfo())
		return vm.MigrateWithInfo(sum, env, msg, info, c, c.api(), c, c, limit, free)
	case "reply":
		return vm.Reply(sum, env, read[types.Reply](msg), c, c.api(), c, c, limit, free)
	case "ibc_channel_open":
		return vm.IBCChannelOpen(sum, env, read[types.IBCChannelOpenMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_channel_connect":
		return vm.IBCChannelConnect(sum, env, read[types.IBCChannelConnectMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_channel_close":
		return vm.IBCChannelClose(sum, env, read[types.IBCChannelCloseMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_packet_receive":
		return vm.IBCPacketReceive(sum, env, read[types.IBCPacketReceiveMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_packet_ack":
		return vm.IBCPacketAck(sum, env, read[types.IBCPacketAckMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_packet_timeout":
		return vm.IBCPacketTimeout(sum, env, read[types.IBCPacketTimeoutMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_source_callback":
		return vm.IBCSourceCallback(sum, env, read[types.IBCSourceCallbackMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_destination_callback":
		return vm.IBCDestinationCallback(sum, env, read[types.IBCDestinationCallbackMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc2_packet_receive":
		return vm.IBC2PacketReceive(sum, env, read[types.IBC2PacketReceiveMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc2_packet_ack":
		return vm.IBC2PacketAck(sum, env, read[types.IBC2AcknowledgeMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc2_packet_timeout":
		return vm.IBC2PacketTimeout(sum, env, read[types.IBC2PacketTimeoutMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc2_packet_send":
		return vm.IBC2PacketSend(sum, env, read[types.IBC2PacketSendMsg](msg), c, c.api(), c, c, limit, free)
	}
	return nil, 0, fmt.Errorf("unknown entry point %q", r.GetEntryPoint())
}

// read takes JSON that the adapter wrote; anything else is a bug of the adapter.
func read[T any](text []byte) T {
	var value T
	if err := json.Unmarshal(text, &value); err != nil {
		panic(fmt.Sprintf("the adapter sent %q for a %T: %v", text, value, err))
	}
	return value
}

func mustMarshal(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}

func failure(err error) *vmv1.Failure {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, types.OutOfGasError{}):
		return &vmv1.Failure{Kind: &vmv1.Failure_OutOfGas{OutOfGas: &vmv1.OutOfGas{}}}
	}
	return &vmv1.Failure{Kind: &vmv1.Failure_Message{Message: err.Error()}}
}
