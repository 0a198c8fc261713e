package parity

import (
	"net"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"google.golang.org/grpc"

	orrery "orrery.dev/adapter"
	"orrery.dev/adapter/internal/vmv1"
	"orrery.dev/adapter/parity/reference"
)

// TestTheAdapterChangesNothing puts libwasmvm itself behind the protocol, on the stream and on a lane: all scenarios must
// come out as in process.
func TestTheAdapterChangesNothing(t *testing.T) {
	t.Run("stream", func(t *testing.T) { comparesTheAdapter(t, "") })
	t.Run("lane", func(t *testing.T) { comparesTheAdapter(t, t.TempDir()) })
}

func comparesTheAdapter(t *testing.T, lanes string) {
	t.Helper()
	testdata, err := WasmvmTestdata()
	if err != nil {
		t.Fatal(err)
	}
	inProcess, err := wasmvm.NewVMWithConfig(Config(t.TempDir(), Capabilities), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(inProcess.Cleanup)
	socket := filepath.Join(t.TempDir(), "vm.sock")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	behind := &reference.Server{Home: t.TempDir(), Lanes: lanes}
	t.Cleanup(behind.Cleanup)
	vmv1.RegisterVmServer(server, behind)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	adapter, err := orrery.New(Config("", Capabilities), false, orrery.WithAddress("unix://"+socket))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(adapter.Cleanup)
	pair := &Pair{
		Reference:     inProcess,
		Subject:       adapter,
		Codes:         Codes{testdata},
		Limits:        4,
		ReadingIsFree: true,
		Report:        func(d Difference) { t.Error(d) },
	}
	runScenarios(t, pair)
	wasm, err := pair.Codes.Load("hackatom")
	if err != nil {
		t.Fatal(err)
	}
	pair.Lifecycle("hackatom", wasm)
	t.Logf("%d calls compared, %d differences", pair.Calls, pair.Differences)
}

func TestTheEngineHasEveryMethodOfWasmvms(t *testing.T) {
	wanted, had := reflect.TypeFor[*wasmvm.VM](), reflect.TypeFor[*orrery.Engine]()
	for i := range wanted.NumMethod() {
		want := wanted.Method(i)
		got, ok := had.MethodByName(want.Name)
		if !ok {
			t.Errorf("no %s", want.Name)
			continue
		}
		if a, b := signature(got.Type), signature(want.Type); !slices.Equal(a, b) {
			t.Errorf("%s: %v, not %v", want.Name, a, b)
		}
	}
}

// signature is all that a method takes and returns, but for its receiver, which comes first.
func signature(method reflect.Type) []reflect.Type {
	var types []reflect.Type
	for i := 1; i < method.NumIn(); i++ {
		types = append(types, method.In(i))
	}
	for i := range method.NumOut() {
		types = append(types, method.Out(i))
	}
	return types
}
