package faults

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"

	orrery "orrery.dev/adapter"
	"orrery.dev/adapter/parity"
	"orrery.dev/adapter/parity/plain"
)

// patience bounds each wait of these tests.
const patience = 60 * time.Second

// machine is a VM in a process of its own, that may be killed and started again on the same files.
type machine struct {
	t       *testing.T
	home    string
	lanes   string
	socket  string
	listen  string
	metrics string
	options []string
	process *exec.Cmd
	log     logged
}

// logged is what a VM wrote, for reading while it writes.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// newMachine listens on a socket. It skips the test if nobody says how a VM is started.
func newMachine(t *testing.T, options ...string) *machine {
	t.Helper()
	m := &machine{socket: filepath.Join(t.TempDir(), "vm.sock")}
	m.listen = "unix://" + m.socket
	m.begin(t, options)
	return m
}

func newMachineAt(t *testing.T, address string, options ...string) *machine {
	t.Helper()
	m := &machine{listen: address}
	m.begin(t, options)
	return m
}

func (m *machine) begin(t *testing.T, options []string) {
	t.Helper()
	if os.Getenv("ORRERY_COMMAND") == "" {
		t.Skip("no command that starts a VM: run.sh knows it")
	}
	m.t, m.home, m.options = t, filepath.Join(t.TempDir(), "home"), options
	m.lanes = laneFolder(t)
	m.metrics = fmt.Sprintf("127.0.0.1:%d", freePort(t))
	m.start()
	t.Cleanup(func() {
		if m.process != nil {
			m.kill()
		}
	})
}

// laneFolder is a folder in memory, where there is such a place.
func laneFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/dev/shm", "faults")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

func (m *machine) start() {
	m.t.Helper()
	if m.socket != "" {
		// A VM that was killed can't take its socket away.
		_ = os.Remove(m.socket)
	}
	args := append([]string{"vm", "--listen", m.listen, "--home", m.home, "--metrics", m.metrics, "--lane-dir", m.lanes}, m.options...)
	m.process = exec.Command(os.Getenv("ORRERY_COMMAND"), args...)
	m.process.Stdout, m.process.Stderr = os.Stderr, io.MultiWriter(os.Stderr, &m.log)
	if err := m.process.Start(); err != nil {
		m.t.Fatal(err)
	}
	// The metrics come last.
	m.wait("the VM to listen", func() bool {
		conn, err := net.Dial("tcp", m.metrics)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
}

func (m *machine) kill() {
	_ = m.process.Process.Kill()
	_ = m.process.Wait()
	m.process = nil
}

func (m *machine) wait(what string, done func() bool) {
	m.t.Helper()
	waitFor(m.t, what, done)
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for !done() {
		if time.Now().After(deadline) {
			t.Fatalf("waited %v for %s", patience, what)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// engine returns an adapter whose faults come back as errors.
func (m *machine) engine(options ...orrery.Option) *orrery.Engine {
	m.t.Helper()
	all := append([]orrery.Option{
		orrery.WithAddress("unix://" + m.socket),
		orrery.WithFaultHandler(func(error) {}),
		orrery.WithPatience(patience),
	}, options...)
	engine, err := orrery.New(parity.Config("", parity.Capabilities), false, all...)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(engine.Cleanup)
	return engine
}

// usage is what a VM holds: as the system sees it, and for its chains.
type usage struct{ threads, files, handles, calls, lanes, laneFiles int }

func (u usage) String() string {
	return fmt.Sprintf("%d threads, %d files, %d handles, %d calls, %d lanes, %d files of lanes",
		u.threads, u.files, u.handles, u.calls, u.lanes, u.laneFiles)
}

func (m *machine) usage() usage {
	m.t.Helper()
	pid := m.process.Process.Pid
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		m.t.Fatal(err)
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		m.t.Fatal(err)
	}
	laneFiles, err := os.ReadDir(m.lanes)
	if err != nil {
		m.t.Fatal(err)
	}
	page := m.page()
	return usage{
		threads:   number(m.t, string(status), "Threads:"),
		files:     len(files),
		handles:   number(m.t, page, "\norrery_vm_handles_open "),
		calls:     number(m.t, page, "\norrery_vm_calls_running "),
		lanes:     number(m.t, page, "\norrery_vm_lanes "),
		laneFiles: len(laneFiles),
	}
}

// page is what Prometheus would get.
func (m *machine) page() string {
	m.t.Helper()
	response, err := http.Get("http://" + m.metrics + "/metrics")
	if err != nil {
		m.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		m.t.Fatal(err)
	}
	return string(text)
}

// number is the one that stands after a name.
func number(t *testing.T, text, name string) int {
	t.Helper()
	_, rest, found := strings.Cut(text, name)
	if !found {
		t.Fatalf("no %q", name)
	}
	n, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

// settles waits until the VM holds no more for its chains than before, and hardly more of the system's: pools of threads
// and of idle streams may have grown. The files of lanes have no names once both sides have mapped them.
func (m *machine) settles(before usage) {
	m.t.Helper()
	const slackThreads, slackFiles, slackStreams = 40, 10, 64
	var now usage
	deadline := time.Now().Add(patience)
	for {
		now = m.usage()
		if now.threads <= before.threads+slackThreads && now.files <= before.files+slackFiles &&
			now.handles <= before.handles && now.calls <= before.calls && now.lanes <= before.lanes+slackStreams && now.laneFiles == 0 {
			m.t.Logf("the VM: %v before, %v after", before, now)
			return
		}
		if time.Now().After(deadline) {
			m.t.Fatalf("the VM: %v before, %v after", before, now)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// busy is the share of one core that the VM uses.
func (m *machine) busy() float64 {
	m.t.Helper()
	ticks := func() float64 {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", m.process.Process.Pid))
		if err != nil {
			m.t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		user, _ := strconv.ParseFloat(fields[11], 64)
		system, _ := strconv.ParseFloat(fields[12], 64)
		return user + system
	}
	before := ticks()
	time.Sleep(time.Second)
	const ticksPerSecond = 100
	return (ticks() - before) / ticksPerSecond
}

func (m *machine) signal(s syscall.Signal) {
	if err := m.process.Process.Signal(s); err != nil {
		m.t.Fatal(err)
	}
}

// code reads a contract of the wasmvm module or of our own.
func code(t *testing.T, name string) []byte {
	t.Helper()
	testdata, err := parity.WasmvmTestdata()
	if err != nil {
		t.Fatal(err)
	}
	wasm, err := parity.Codes{testdata, "../../../contracts-testdata/built"}.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return wasm
}

func stored(t *testing.T, engine *orrery.Engine, name string) wasmvm.Checksum {
	t.Helper()
	checksum, _, err := engine.StoreCode(code(t, name), math.MaxUint64)
	if err != nil {
		t.Fatal(err)
	}
	return checksum
}

var free = types.UFraction{Numerator: 0, Denominator: 1}

const ordinaryGas = 500_000_000_000

// outcome is what a chain sees of a call.
type outcome struct {
	ok, err string
	gas     uint64
}

func execute(engine *orrery.Engine, sum wasmvm.Checksum, c *plain.Chain, sender, msg string, limit uint64) (outcome, error) {
	result, gas, err := engine.Execute(sum, plain.Env, info(sender), []byte(msg), c, plain.API, c, c, limit, free)
	return outcomeOf(result, gas, err), err
}

func info(sender string) types.MessageInfo {
	return types.MessageInfo{Sender: sender, Funds: types.Array[types.Coin]{}}
}

// inProcess is wasmvm itself.
func inProcess(t *testing.T) *wasmvm.VM {
	t.Helper()
	vm, err := wasmvm.NewVMWithConfig(parity.Config(t.TempDir(), parity.Capabilities), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Cleanup)
	return vm
}

func instantiate(engine *orrery.Engine, sum wasmvm.Checksum, c *plain.Chain, msg string) (outcome, error) {
	result, gas, err := engine.Instantiate(sum, plain.Env, info("creator"), []byte(msg), c, plain.API, c, c, ordinaryGas, free)
	return outcomeOf(result, gas, err), err
}

func outcomeOf(result *types.ContractResult, gas uint64, err error) outcome {
	if err != nil {
		return outcome{err: fmt.Sprintf("%T: %v", err, err), gas: gas}
	}
	text, err := json.Marshal(result)
	if err != nil {
		panic(err) // wasmvm's own type
	}
	return outcome{ok: string(text), gas: gas}
}

// hackatom is a chain on which the contract is instantiated.
func hackatom(t *testing.T, engine *orrery.Engine) (wasmvm.Checksum, *plain.Chain) {
	t.Helper()
	sum, c := stored(t, engine, "hackatom"), plain.New()
	if done, err := instantiate(engine, sum, c, `{"verifier":"fred","beneficiary":"bob"}`); err != nil || done.err != "" {
		t.Fatal(done, err)
	}
	return sum, c
}

func dial(t *testing.T, socket string) net.Conn {
	t.Helper()
	conn, err := net.Dial("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}
