package orrery

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/CosmWasm/wasmvm/v3/types"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"orrery.dev/adapter/internal/lane"
	"orrery.dev/adapter/internal/vmside"
	"orrery.dev/adapter/internal/vmv1"
)

// contract is what the fake VM runs: it may ask the chain, and ends with a result.
type contract func(call *vmv1.CallRequest, ask func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error)

// fakeVM speaks the protocol; what a contract does is given by the test.
type fakeVM struct {
	vmv1.UnimplementedVmServer
	contract contract
	// ahead is by how much its version of the protocol differs from the adapter's.
	ahead uint32
	// noSchedules makes it older than the choice of a gas schedule.
	noSchedules bool
	// noLanes makes it older than lanes; lanes is where it makes their files, or nothing if it has none left.
	noLanes bool
	lanes   string
	// writeBehind makes it offer to send writes late.
	writeBehind bool
	// settled is what follows when the last writes of a call are told to be done; nil for nothing.
	settled func(*vmv1.WriteReport) *vmv1.CallDone
	// refused is the answer to a request for a lane; spoil changes an offer, damage the lane during a call.
	refused error
	spoil   func(*vmv1.LaneOffer)
	damage  func(*lane.Lane) error

	mu      sync.Mutex
	opened  []*vmv1.OpenRequest
	handles map[string]bool
	codes   map[string][]byte
	streams int
	running int
	// laneCalls are those that came through a lane.
	laneCalls int
	laned     []*lane.Lane
}

// serve starts a fake VM and returns an engine that uses it. Faults are returned, not fatal.
func serve(t *testing.T, contract contract, opts ...Option) (*fakeVM, *Engine) {
	t.Helper()
	vm := &fakeVM{contract: contract, handles: map[string]bool{}, codes: map[string][]byte{}, lanes: t.TempDir()}
	address, stop := vm.listen(t, filepath.Join(t.TempDir(), "vm.sock"))
	t.Cleanup(stop)
	return vm, engineFor(t, address, opts...)
}

func engineFor(t *testing.T, address string, opts ...Option) *Engine {
	t.Helper()
	config := types.VMConfig{Cache: types.CacheOptions{
		BaseDir:                  "codes",
		AvailableCapabilities:    []string{"iterator"},
		MemoryCacheSizeBytes:     types.NewSizeMebi(100),
		InstanceMemoryLimitBytes: types.NewSizeMebi(32),
	}}
	opts = append(opts, WithAddress(address), WithPatience(5*time.Second), WithFaultHandler(func(error) {}))
	engine, err := New(config, true, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Cleanup)
	return engine
}

func (f *fakeVM) listen(t *testing.T, path string) (address string, stop func()) {
	t.Helper()
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(1 << 30))
	vmv1.RegisterVmServer(server, f)
	go func() { _ = server.Serve(listener) }()
	return "unix://" + path, server.Stop
}

func (f *fakeVM) Version(context.Context, *vmv1.VersionRequest) (*vmv1.VersionResponse, error) {
	version := &vmv1.VersionResponse{Protocol: protocolVersion + f.ahead, Orrery: "0.0.0"}
	if !f.noLanes {
		version.Features = append(version.Features, vmside.Feature)
	}
	if f.writeBehind {
		version.Features = append(version.Features, featureWriteBehind)
	}
	return version, nil
}

func (f *fakeVM) Open(_ context.Context, request *vmv1.OpenRequest) (*vmv1.OpenResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.opened = append(f.opened, request)
	handle := fmt.Sprintf("handle %d", len(f.opened))
	f.handles[handle] = true
	response := &vmv1.OpenResponse{Handle: handle}
	if !f.noSchedules {
		response.GasSchedule = request.GetGasSchedule()
	}
	return response, nil
}

func (f *fakeVM) Close(_ context.Context, request *vmv1.CloseRequest) (*vmv1.CloseResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.handles, request.GetHandle())
	return &vmv1.CloseResponse{}, nil
}

func (f *fakeVM) loseHandles() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.handles)
}

func (f *fakeVM) check(handle string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.handles[handle] {
		return status.Error(codes.NotFound, "no such handle")
	}
	return nil
}

func (f *fakeVM) StoreCode(_ context.Context, request *vmv1.StoreCodeRequest) (*vmv1.StoreCodeResponse, error) {
	if err := f.check(request.GetHandle()); err != nil {
		return nil, err
	}
	if request.Wasm == nil {
		return &vmv1.StoreCodeResponse{Failure: message("Null/Nil argument: wasm")}, nil
	}
	sum := sha256.Sum256(request.GetWasm())
	f.mu.Lock()
	defer f.mu.Unlock()
	f.codes[string(sum[:])] = request.GetWasm()
	return &vmv1.StoreCodeResponse{Checksum: sum[:]}, nil
}

func (f *fakeVM) GetCode(_ context.Context, request *vmv1.CodeRequest) (*vmv1.GetCodeResponse, error) {
	if err := f.check(request.GetHandle()); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	code, ok := f.codes[string(request.GetChecksum())]
	if !ok {
		return &vmv1.GetCodeResponse{Failure: message("no such code")}, nil
	}
	return &vmv1.GetCodeResponse{Wasm: code}, nil
}

func (f *fakeVM) AnalyzeCode(context.Context, *vmv1.CodeRequest) (*vmv1.AnalyzeCodeResponse, error) {
	return &vmv1.AnalyzeCodeResponse{RequiredCapabilities: "iterator,staking"}, nil
}

func (f *fakeVM) Calls(stream grpc.BidiStreamingServer[vmv1.ChainFrame, vmv1.VmFrame]) error {
	f.count(&f.streams, 1)
	f.count(&f.running, 1)
	defer f.count(&f.running, -1)
	calls := vmside.Over(stream, f.lanes)
	calls.Spoil, calls.Refuse = f.spoil, f.refused
	defer calls.Close()
	for {
		frame, err := calls.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := f.check(frame.GetCall().GetHandle()); err != nil {
			return err
		}
		if calls.Lane != nil {
			f.noteLane(calls.Lane)
		}
		ask := func(request *vmv1.HostRequest) *vmv1.HostResponse {
			if calls.Send(&vmv1.VmFrame{Frame: &vmv1.VmFrame_HostRequest{HostRequest: request}}) != nil {
				return nil
			}
			if request.GetDebug() != nil {
				return nil
			}
			answer, err := calls.Recv()
			if err != nil {
				return nil
			}
			return answer.GetHostResponse()
		}
		if f.damage != nil {
			ask(set("a", "1"))
			if err := f.damage(calls.Lane); err != nil {
				return err
			}
			<-stream.Context().Done()
			return stream.Context().Err()
		}
		done, err := f.contract(frame.GetCall(), ask)
		if err != nil {
			return err
		}
		if err := calls.Send(&vmv1.VmFrame{Frame: &vmv1.VmFrame_Done{Done: done}}); err != nil {
			return err
		}
		if len(done.GetWrites()) == 0 {
			continue
		}
		settled, err := calls.Recv()
		if err != nil {
			return err
		}
		if done = f.settled(settled.GetHostResponse().GetWrites()); done == nil {
			continue
		}
		if err := calls.Send(&vmv1.VmFrame{Frame: &vmv1.VmFrame_Done{Done: done}}); err != nil {
			return err
		}
	}
}

func (f *fakeVM) noteLane(l *lane.Lane) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.laneCalls++
	f.laned = append(f.laned, l)
}

// endStreams lets go of all streams that have a lane.
func (f *fakeVM) endStreams() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, l := range f.laned {
		l.Break(io.EOF)
	}
	f.laned = nil
}

func (f *fakeVM) count(what *int, by int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	*what += by
}

func (f *fakeVM) counted(what *int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return *what
}

func message(text string) *vmv1.Failure {
	return &vmv1.Failure{Kind: &vmv1.Failure_Message{Message: text}}
}

func returned(data string, used uint64) *vmv1.CallDone {
	return &vmv1.CallDone{Data: []byte(data), Gas: &vmv1.GasReport{UsedInternally: used}}
}
