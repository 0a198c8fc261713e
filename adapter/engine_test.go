package orrery

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/CosmWasm/wasmvm/v3/types"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"orrery.dev/adapter/internal/vmv1"
)

func quiet(*vmv1.CallRequest, func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
	return returned(emptyResult, 5), nil
}

func TestNothingIsDialledBeforeTheFirstUse(t *testing.T) {
	t.Setenv(AddressVariable, "unix:///nowhere/vm.sock")
	engine, err := NewVMWithConfig(types.VMConfig{}, false)
	if err != nil {
		t.Fatal(err)
	}
	engine.Cleanup()
	if err := engine.Pin(make([]byte, 32)); !errors.Is(err, errClosed) {
		t.Errorf("used after Cleanup: %v", err)
	}
}

func TestAVMThatIsNotThereIsAFault(t *testing.T) {
	var faults []error
	engine, _ := New(types.VMConfig{}, false, WithAddress("unix:///nowhere/vm.sock"),
		WithPatience(50*time.Millisecond), WithFaultHandler(func(err error) { faults = append(faults, err) }))
	defer engine.Cleanup()
	_, _, err := newChain().execute(engine, 1, free)
	var fault *Fault
	if !errors.As(err, &fault) || len(faults) != 1 || fault.Doing != "execute" {
		t.Errorf("error %v, told of %v", err, faults)
	}
}

func TestTheGasScheduleIsTheVMsToo(t *testing.T) {
	for _, old := range []bool{false, true} {
		vm, engine := serve(t, quiet, WithGasSchedule("1.5.10"))
		vm.noSchedules = old
		_, _, err := newChain().execute(engine, 1000, free)
		if asked := vm.opened[0].GetGasSchedule(); asked != "1.5.10" {
			t.Errorf("asked for the schedule %q", asked)
		}
		var fault *Fault
		if old != errors.As(err, &fault) || old != (err != nil) {
			t.Errorf("a VM that knows no schedules: %v, error: %v", old, err)
		}
	}
}

func TestAVMThatSpeaksAnotherProtocolIsAFault(t *testing.T) {
	vm, engine := serve(t, quiet)
	vm.ahead = 1
	_, _, err := newChain().execute(engine, 1, free)
	var fault *Fault
	if !errors.As(err, &fault) || !strings.Contains(err.Error(), "speaks version 2 of the protocol, this adapter version 1") {
		t.Error(err)
	}
	if len(vm.opened) != 0 {
		t.Error("a VM was opened all the same")
	}
}

func TestTheFaultSaysWhyTheVMCannotBeReached(t *testing.T) {
	engine, _ := New(types.VMConfig{}, false, WithAddress("unix:///nowhere/vm.sock"),
		WithPatience(50*time.Millisecond), WithFaultHandler(func(error) {}))
	defer engine.Cleanup()
	if err := engine.Pin(make([]byte, 32)); err == nil || !strings.Contains(err.Error(), "no such file or directory") {
		t.Error(err)
	}
}

func TestTheConfigurationIsPassedOn(t *testing.T) {
	vm, engine := serve(t, quiet)
	if _, _, err := newChain().execute(engine, 10, free); err != nil {
		t.Fatal(err)
	}
	opened := vm.opened[0]
	if opened.GetBaseDir() != "codes" || opened.GetMemoryCacheBytes() != 100<<20 ||
		opened.GetInstanceMemoryBytes() != 32<<20 {
		t.Errorf("opened with %v", opened)
	}
}

func TestStoringCostsGasBeforeItIsTried(t *testing.T) {
	vm, engine := serve(t, quiet)
	code := []byte("\x00asm")
	_, gas, err := engine.StoreCode(code, 4*420_000-1)
	if !errors.Is(err, types.OutOfGasError{}) || gas != 4*420_000 || len(vm.codes) != 0 {
		t.Errorf("gas %d, error %v, stored %d", gas, err, len(vm.codes))
	}
	checksum, gas, err := engine.StoreCode(code, 4*420_000)
	if err != nil || gas != 4*420_000 {
		t.Fatalf("gas %d, error %v", gas, err)
	}
	if back, err := engine.GetCode(checksum); err != nil || !bytes.Equal(back, code) {
		t.Errorf("read back %q, %v", back, err)
	}
	if _, gas, err := engine.StoreCode(nil, 0); err == nil || err.Error() != "Null/Nil argument: wasm" || gas != 0 {
		t.Errorf("nil: gas %d, error %v", gas, err)
	}
	if _, _, err := engine.StoreCode([]byte{}, 0); err != nil {
		t.Errorf("empty is not nil: %v", err)
	}
}

func TestNoEntryPointsAreOneEmptyName(t *testing.T) {
	_, engine := serve(t, quiet)
	report, err := engine.AnalyzeCode(make([]byte, 32))
	if err != nil || len(report.Entrypoints) != 1 || report.Entrypoints[0] != "" || report.ContractMigrateVersion != nil {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestResults(t *testing.T) {
	payload := strings.Repeat("AAAA", maxPayloadBytes/3+1)
	big := fmt.Sprintf(`{"ok":{"messages":[{"id":1,"payload":"%s","msg":{},"reply_on":"never"}]}}`, payload)
	cases := []struct {
		name  string
		done  *vmv1.CallDone
		limit uint64
		price uint64
		gas   uint64
		err   string
	}{
		{"reading costs gas per byte", returned(emptyResult, 5), 1000, 2, 5 + 2*uint64(len(emptyResult)), ""},
		{"just enough to read", returned(`{}`, 5), 9, 2, 9, ""},
		{"too little to read", returned(`{}`, 5), 8, 2, 5, "insufficient gas left to deserialize contract execution result (2 bytes)"},
		{"not JSON", returned(`{`, 5), 1000, 1, 6, "unexpected end of JSON input"},
		{"a payload that is too large", returned(big, 5), 1000, 0, 5,
			fmt.Sprintf("reply contains submessage at index 0 with payload larger than 131072 bytes: %d bytes", maxPayloadBytes/3*3+3)},
		{"a failure with a text", &vmv1.CallDone{Failure: message("no"), Gas: &vmv1.GasReport{UsedInternally: 7}}, 9, 1, 7, "no"},
		{"out of gas", &vmv1.CallDone{
			Failure: &vmv1.Failure{Kind: &vmv1.Failure_OutOfGas{OutOfGas: &vmv1.OutOfGas{}}},
			Gas:     &vmv1.GasReport{UsedInternally: 9},
		}, 9, 1, 9, "Out of gas"},
		{"no report", &vmv1.CallDone{Failure: message("not started")}, 9, 1, 0, "not started"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, engine := serve(t, func(*vmv1.CallRequest, func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
				return c.done, nil
			})
			result, gas, err := newChain().execute(engine, c.limit, types.UFraction{Numerator: c.price, Denominator: 1})
			text := ""
			if err != nil {
				text = err.Error()
			}
			if gas != c.gas || text != c.err || (result == nil) != (err != nil) {
				t.Errorf("gas %d, error %q, result %v", gas, text, result)
			}
		})
	}
}

func TestArgumentsKeepTheirPresence(t *testing.T) {
	var seen *vmv1.CallRequest
	_, engine := serve(t, func(call *vmv1.CallRequest, _ func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
		seen = call
		return returned(emptyResult, 0), nil
	})
	c := newChain()
	_, _, err := engine.Migrate(nil, types.Env{}, nil, c, c.api(), c, c, math.MaxUint64, free)
	if err != nil || seen.Checksum != nil || seen.Msg != nil || seen.Info != nil || seen.MigrateInfo != nil {
		t.Errorf("%v, %v", seen, err)
	}
	if seen.GetGasLimit() != math.MaxUint64 || !seen.GetPrintDebug() || seen.GetEntryPoint() != "migrate" {
		t.Errorf("%v", seen)
	}
	version := uint64(3)
	info := types.MigrateInfo{Sender: "a", OldMigrateVersion: &version}
	_, _, err = engine.MigrateWithInfo([]byte{}, types.Env{}, []byte{}, info, c, c.api(), c, c, 1, free)
	if err != nil || seen.Checksum == nil || seen.Msg == nil ||
		string(seen.MigrateInfo) != `{"sender":"a","old_migrate_version":3}` {
		t.Errorf("%v, %v", seen, err)
	}
}

func TestAStreamCarriesManyCalls(t *testing.T) {
	vm, engine := serve(t, quiet)
	for range 20 {
		if _, _, err := newChain().execute(engine, 10, free); err != nil {
			t.Fatal(err)
		}
	}
	if n := vm.counted(&vm.streams); n != 1 {
		t.Errorf("20 calls, one after the other, took %d streams", n)
	}
}

func TestQueriesNest(t *testing.T) {
	const depth = 10
	_, engine := serve(t, func(call *vmv1.CallRequest, ask func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
		if call.GetGasLimit() == depth {
			return returned(`{"ok":"ImRlZXAi"}`, 1), nil
		}
		answer := ask(query(`{"bank":{}}`))
		if answer.GetStatus() != vmv1.HostStatus_HOST_STATUS_OK {
			return nil, status.Error(codes.Internal, answer.String())
		}
		return returned(`{"ok":"ImRlZXAi"}`, 1), nil
	})
	c := newChain()
	level := uint64(0)
	var ask func() (*types.QueryResult, error)
	ask = func() (*types.QueryResult, error) {
		level++
		result, _, err := engine.Query(make([]byte, 32), types.Env{}, []byte("{}"), c, c.api(), c, c, level, free)
		return result, err
	}
	c.onQuery = func(uint64) ([]byte, error) {
		result, err := ask()
		if err != nil {
			return nil, err
		}
		return result.Ok, nil
	}
	result, err := ask()
	if err != nil || string(result.Ok) != `"deep"` || level != depth {
		t.Errorf("%v, %v at level %d", result, err, level)
	}
}

func TestAHandleThatIsGoneIsOpenedAgain(t *testing.T) {
	vm, engine := serve(t, quiet)
	for range 3 {
		if _, _, err := newChain().execute(engine, 10, free); err != nil {
			t.Fatal(err)
		}
		vm.loseHandles()
		if _, _, err := engine.StoreCode([]byte{1}, math.MaxUint64); err != nil {
			t.Fatal(err)
		}
		vm.loseHandles()
	}
}

func TestTheVMMayBeRestartedBetweenCalls(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vm.sock")
	vm := &fakeVM{contract: quiet, handles: map[string]bool{}, codes: map[string][]byte{}}
	address, stop := vm.listen(t, path)
	engine := engineFor(t, address)
	if _, _, err := newChain().execute(engine, 10, free); err != nil {
		t.Fatal(err)
	}
	stop()
	restarted := &fakeVM{contract: quiet, handles: map[string]bool{}, codes: map[string][]byte{}}
	_, stop = restarted.listen(t, path)
	defer stop()
	if _, _, err := newChain().execute(engine, 10, free); err != nil {
		t.Fatal(err)
	}
}

func TestACallOnAStreamThatWasResetIsMadeAgain(t *testing.T) {
	for _, code := range []codes.Code{codes.Canceled, codes.Unavailable} {
		started := 0
		_, engine := serve(t, func(*vmv1.CallRequest, func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
			if started++; started == 1 {
				return nil, status.Error(code, "the VM ends")
			}
			return returned(emptyResult, 5), nil
		})
		if _, gas, err := newChain().execute(engine, 10, free); err != nil || gas != 5 || started != 2 {
			t.Errorf("%v: error %v, gas %d, started %d times", code, err, gas, started)
		}
	}
}

func TestACallIsNotRepeatedOnceItTouchedTheChain(t *testing.T) {
	started := 0
	_, engine := serve(t, func(_ *vmv1.CallRequest, ask func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
		started++
		ask(set("a", "1"))
		ask(scan(nil, nil, vmv1.Order_ORDER_ASCENDING))
		return nil, status.Error(codes.Unavailable, "the VM dies")
	})
	chain := newChain()
	_, gas, err := chain.execute(engine, 10, free)
	var fault *Fault
	if !errors.As(err, &fault) || gas != 0 || started != 1 || chain.open != 0 {
		t.Errorf("error %v, gas %d, started %d times, %d iterators left open", err, gas, started, chain.open)
	}
}

func TestManyCallsAtOnceLeaveNothingBehind(t *testing.T) {
	vm, engine := serve(t, func(_ *vmv1.CallRequest, ask func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
		ask(set("a", "1"))
		return returned(emptyResult, ask(get("a")).GetGasUsed()), nil
	})
	before := runtime.NumGoroutine()
	var wg sync.WaitGroup
	for range 1000 {
		wg.Go(func() {
			if _, gas, err := newChain().execute(engine, 10, free); err != nil || gas != 10 {
				t.Errorf("gas %d, error %v", gas, err)
			}
		})
	}
	wg.Wait()
	if n := len(engine.connection.idle); n > maxIdleStreams {
		t.Errorf("%d streams are kept", n)
	}
	engine.Cleanup()
	deadline := time.Now().Add(10 * time.Second)
	for vm.counted(&vm.running) > 0 || runtime.NumGoroutine() > before {
		if time.Now().After(deadline) {
			t.Fatalf("%d streams and %d goroutines (%d before) are left", vm.counted(&vm.running), runtime.NumGoroutine(), before)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
