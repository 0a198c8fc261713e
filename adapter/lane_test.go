package orrery

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/CosmWasm/wasmvm/v3/types"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"orrery.dev/adapter/internal/lane"
	"orrery.dev/adapter/internal/vmv1"
)

// asks is a contract that reads what it wrote.
func asks(_ *vmv1.CallRequest, ask func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
	ask(set("a", "1"))
	return returned(emptyResult, ask(get("a")).GetGasUsed()), nil
}

func TestCallsGoThroughALane(t *testing.T) {
	if !lane.Supported {
		t.Skip("no lanes on this system")
	}
	vm, engine := serve(t, asks)
	for range 10 {
		if _, gas, err := newChain().execute(engine, 10, free); err != nil || gas != 10 {
			t.Fatalf("gas %d, error %v", gas, err)
		}
	}
	if lanes, streams := vm.counted(&vm.laneCalls), vm.counted(&vm.streams); lanes != 10 || streams != 1 {
		t.Errorf("%d of 10 calls took a lane, on %d streams", lanes, streams)
	}
}

func TestWithoutALaneCallsGoOnTheStream(t *testing.T) {
	cases := []struct {
		name  string
		spoil func(*fakeVM)
		opts  []Option
	}{
		{"not wanted", func(*fakeVM) {}, []Option{WithLane(false)}},
		{"a VM without lanes", func(f *fakeVM) { f.noLanes = true }, nil},
		{"a VM that has none left", func(f *fakeVM) { f.lanes = "" }, nil},
		{"a file that is not there", func(f *fakeVM) { f.spoil = func(o *vmv1.LaneOffer) { o.Path += "?" } }, nil},
		{"another machine's file", func(f *fakeVM) { f.spoil = func(o *vmv1.LaneOffer) { o.Nonce = bytes.Repeat([]byte{1}, 32) } }, nil},
		{"a file of another size", func(f *fakeVM) { f.spoil = func(o *vmv1.LaneOffer) { o.RingBytes *= 2 } }, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			vm, engine := serve(t, asks, c.opts...)
			c.spoil(vm)
			for range 3 {
				if _, gas, err := newChain().execute(engine, 10, free); err != nil || gas != 10 {
					t.Fatalf("gas %d, error %v", gas, err)
				}
			}
			if n := vm.counted(&vm.laneCalls); n != 0 {
				t.Errorf("%d calls took a lane", n)
			}
		})
	}
}

func TestOnlyAVMOnThisMachineIsAskedForALane(t *testing.T) {
	for address, local := range map[string]bool{
		"unix:///run/vm.sock": true, "unix:vm.sock": true, "127.0.0.1:9000": true, "[::1]:9000": true, "localhost:9000": true,
		"10.0.0.1:9000": false, "vm.example.org:9000": false, "dns:///localhost:9000": false, "": false,
	} {
		if isLocal(address) != local {
			t.Errorf("%q is local: %v", address, !local)
		}
	}
}

func TestAVMThatForgotItsLanesIsAskedAgainWhatItCan(t *testing.T) {
	vm, engine := serve(t, asks)
	if _, _, err := newChain().execute(engine, 10, free); err != nil {
		t.Fatal(err)
	}
	engine.connection.dropIdle()
	vm.refused, vm.noLanes = status.Error(codes.FailedPrecondition, "out of step: the first frame is no call"), true
	if _, gas, err := newChain().execute(engine, 10, free); err != nil || gas != 10 {
		t.Fatalf("gas %d, error %v", gas, err)
	}
}

func TestALaneThatBreaksDuringACallIsAFaultAndTheNextCallWorks(t *testing.T) {
	if !lane.Supported {
		t.Skip("no lanes on this system")
	}
	breaks := map[string]func(*lane.Lane) error{
		"the stream ends":        func(*lane.Lane) error { return status.Error(codes.Unavailable, "the VM dies") },
		"an empty frame":         func(l *lane.Lane) error { return l.Send(&vmv1.VmFrame{}) },
		"a frame out of its way": func(l *lane.Lane) error { return l.Send(&vmv1.ChainFrame{}) },
		"a frame that is none":   func(l *lane.Lane) error { return l.Send(wrapperspb.Bytes([]byte{0xff})) },
	}
	for name, damage := range breaks {
		t.Run(name, func(t *testing.T) {
			vm, engine := serve(t, asks)
			vm.damage = damage
			chain := newChain()
			_, gas, err := chain.execute(engine, 10, free)
			var fault *Fault
			if !errors.As(err, &fault) || gas != 0 || chain.open != 0 {
				t.Errorf("error %v, gas %d, %d iterators left open", err, gas, chain.open)
			}
			vm.damage = nil
			if _, gas, err := newChain().execute(engine, 10, free); err != nil || gas != 10 {
				t.Errorf("the next call: gas %d, error %v", gas, err)
			}
		})
	}
}

func TestLargeFramesPassInPortions(t *testing.T) {
	large := strings.Repeat("x", 300_000)
	_, engine := serve(t, func(call *vmv1.CallRequest, ask func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
		ask(set("a", large))
		if got := string(ask(get("a")).GetValue()); got != large || len(call.GetMsg()) != len(large) {
			return nil, status.Errorf(codes.Internal, "got %d bytes", len(got))
		}
		return returned(`{"ok":"`+strings.Repeat("AAAA", 100_000)+`"}`, 1), nil
	})
	c := newChain()
	result, _, err := engine.Query(make([]byte, 32), types.Env{}, []byte(large), c, c.api(), c, c, math.MaxUint64, free)
	if err != nil || len(result.Ok) != 300_000 {
		t.Error(err)
	}
}

func TestAStreamThatEndedWhileItLayIdleIsNotUsed(t *testing.T) {
	vm, engine := serve(t, asks)
	if _, _, err := newChain().execute(engine, 10, free); err != nil {
		t.Fatal(err)
	}
	vm.endStreams()
	deadline := time.Now().Add(10 * time.Second)
	for vm.counted(&vm.running) > 0 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	if _, gas, err := newChain().execute(engine, 10, free); err != nil || gas != 10 {
		t.Errorf("gas %d, error %v", gas, err)
	}
}
