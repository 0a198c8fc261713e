// Package reference serves orrery.vm.v1 with the real libwasmvm behind it. With it the adapter is tested on its own:
// what differs from wasmvm in process, differs because of the adapter.
//
// Results are read and written again by Go on their way, so a chain must not charge for their length here.
package reference

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"
	"google.golang.org/grpc"

	"orrery.dev/adapter/internal/vmv1"
)

// readingIsFree: the adapter charges for the result.
var readingIsFree = types.UFraction{Numerator: 0, Denominator: 1}

// Server has one handle, that of its VM.
type Server struct {
	vmv1.UnimplementedVmServer
	VM *wasmvm.VM
}

func (s *Server) Open(context.Context, *vmv1.OpenRequest) (*vmv1.OpenResponse, error) {
	return &vmv1.OpenResponse{Handle: "reference"}, nil
}

func (s *Server) Close(context.Context, *vmv1.CloseRequest) (*vmv1.CloseResponse, error) {
	return &vmv1.CloseResponse{}, nil
}

func (s *Server) StoreCode(_ context.Context, r *vmv1.StoreCodeRequest) (*vmv1.StoreCodeResponse, error) {
	checksum, _, err := s.VM.StoreCode(r.Wasm, math.MaxUint64)
	return &vmv1.StoreCodeResponse{Failure: failure(err), Checksum: checksum}, nil
}

func (s *Server) SimulateStoreCode(_ context.Context, r *vmv1.StoreCodeRequest) (*vmv1.StoreCodeResponse, error) {
	checksum, _, err := s.VM.SimulateStoreCode(r.Wasm, math.MaxUint64)
	return &vmv1.StoreCodeResponse{Failure: failure(err), Checksum: checksum}, nil
}

func (s *Server) StoreCodeUnchecked(_ context.Context, r *vmv1.StoreCodeRequest) (*vmv1.StoreCodeResponse, error) {
	checksum, err := s.VM.StoreCodeUnchecked(r.Wasm)
	return &vmv1.StoreCodeResponse{Failure: failure(err), Checksum: checksum}, nil
}

func (s *Server) GetCode(_ context.Context, r *vmv1.CodeRequest) (*vmv1.GetCodeResponse, error) {
	wasm, err := s.VM.GetCode(r.Checksum)
	return &vmv1.GetCodeResponse{Failure: failure(err), Wasm: wasm}, nil
}

func (s *Server) RemoveCode(_ context.Context, r *vmv1.CodeRequest) (*vmv1.Done, error) {
	return &vmv1.Done{Failure: failure(s.VM.RemoveCode(r.Checksum))}, nil
}

func (s *Server) Pin(_ context.Context, r *vmv1.CodeRequest) (*vmv1.Done, error) {
	return &vmv1.Done{Failure: failure(s.VM.Pin(r.Checksum))}, nil
}

func (s *Server) Unpin(_ context.Context, r *vmv1.CodeRequest) (*vmv1.Done, error) {
	return &vmv1.Done{Failure: failure(s.VM.Unpin(r.Checksum))}, nil
}

func (s *Server) SyncPinnedCodes(_ context.Context, r *vmv1.SyncPinnedCodesRequest) (*vmv1.Done, error) {
	// wasmvm joins what it gets, so one piece is as good as many.
	return &vmv1.Done{Failure: failure(s.VM.SyncPinnedCodes([]wasmvm.Checksum{r.GetChecksums()}))}, nil
}

func (s *Server) AnalyzeCode(_ context.Context, r *vmv1.CodeRequest) (*vmv1.AnalyzeCodeResponse, error) {
	report, err := s.VM.AnalyzeCode(r.Checksum)
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
	for {
		frame, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		done := s.run(frame.GetCall(), &chain{stream: stream})
		if err := stream.Send(&vmv1.VmFrame{Frame: &vmv1.VmFrame_Done{Done: done}}); err != nil {
			return err
		}
	}
}

func (s *Server) run(request *vmv1.CallRequest, c *chain) *vmv1.CallDone {
	result, used, err := s.dispatch(request, c)
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

func (s *Server) dispatch(r *vmv1.CallRequest, c *chain) (any, uint64, error) {
	env := read[types.Env](r.GetEnv())
	sum, msg, limit, free := r.Checksum, r.Msg, r.GetGasLimit(), readingIsFree
	switch r.GetEntryPoint() {
	case "instantiate":
		return s.VM.Instantiate(sum, env, read[types.MessageInfo](r.GetInfo()), msg, c, c.api(), c, c, limit, free)
	case "execute":
		return s.VM.Execute(sum, env, read[types.MessageInfo](r.GetInfo()), msg, c, c.api(), c, c, limit, free)
	case "query":
		return s.VM.Query(sum, env, msg, c, c.api(), c, c, limit, free)
	case "sudo":
		return s.VM.Sudo(sum, env, msg, c, c.api(), c, c, limit, free)
	case "migrate":
		if r.MigrateInfo == nil {
			return s.VM.Migrate(sum, env, msg, c, c.api(), c, c, limit, free)
		}
		info := read[types.MigrateInfo](r.GetMigrateInfo())
		return s.VM.MigrateWithInfo(sum, env, msg, info, c, c.api(), c, c, limit, free)
	case "reply":
		return s.VM.Reply(sum, env, read[types.Reply](msg), c, c.api(), c, c, limit, free)
	case "ibc_channel_open":
		return s.VM.IBCChannelOpen(sum, env, read[types.IBCChannelOpenMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_channel_connect":
		return s.VM.IBCChannelConnect(sum, env, read[types.IBCChannelConnectMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_channel_close":
		return s.VM.IBCChannelClose(sum, env, read[types.IBCChannelCloseMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_packet_receive":
		return s.VM.IBCPacketReceive(sum, env, read[types.IBCPacketReceiveMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_packet_ack":
		return s.VM.IBCPacketAck(sum, env, read[types.IBCPacketAckMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_packet_timeout":
		return s.VM.IBCPacketTimeout(sum, env, read[types.IBCPacketTimeoutMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_source_callback":
		return s.VM.IBCSourceCallback(sum, env, read[types.IBCSourceCallbackMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc_destination_callback":
		return s.VM.IBCDestinationCallback(sum, env, read[types.IBCDestinationCallbackMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc2_packet_receive":
		return s.VM.IBC2PacketReceive(sum, env, read[types.IBC2PacketReceiveMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc2_packet_ack":
		return s.VM.IBC2PacketAck(sum, env, read[types.IBC2AcknowledgeMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc2_packet_timeout":
		return s.VM.IBC2PacketTimeout(sum, env, read[types.IBC2PacketTimeoutMsg](msg), c, c.api(), c, c, limit, free)
	case "ibc2_packet_send":
		return s.VM.IBC2PacketSend(sum, env, read[types.IBC2PacketSendMsg](msg), c, c.api(), c, c, limit, free)
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
