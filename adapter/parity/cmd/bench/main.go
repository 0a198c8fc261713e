// Command bench times calls through wasmvm in process and through Orrery, in turns, and prints a Markdown table.
package main

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"

	orrery "orrery.dev/adapter"
	"orrery.dev/adapter/internal/page"
	"orrery.dev/adapter/parity"
	"orrery.dev/adapter/parity/plain"
)

func main() {
	calls := flag.Int("calls", 2000, "calls of each case with each engine and number of callers; less for slow ones")
	document := flag.String("write", "", "Markdown file whose section on speed is replaced")
	flag.Parse()
	if err := run(*calls, *document); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// subject is a call that is made again and again, after others that prepare for it.
type subject struct {
	name, code string
	prepare    []message
	call       message
	// share of the calls that are made: slow ones need fewer.
	share int
}

type message struct{ entry, sender, text string }

func subjects() []subject {
	verified := []message{{"instantiate", "creator", `{"verifier":"fred","beneficiary":"bob"}`}}
	filled := []message{{"instantiate", "creator", `{}`}}
	for i := range 100 {
		filled = append(filled, message{"execute", "creator", fmt.Sprintf(`{"enqueue":{"value":%d}}`, i)})
	}
	return []subject{
		{"no callbacks (cyberpunk noop)", "cyberpunk", nil, message{"execute", "creator", `{"noop":{}}`}, 1},
		{"query, 1 Get (hackatom verifier)", "hackatom", verified, message{"query", "", `{"verifier":{}}`}, 1},
		{"release (hackatom)", "hackatom", verified, message{"execute", "fred", `{"release":{}}`}, 1},
		{"102 callbacks (queue sum)", "queue", filled, message{"query", "", `{"sum":{}}`}, 4},
		{"argon2 (cyberpunk)", "cyberpunk", nil, message{"execute", "creator", `{"argon2":{"mem_cost":256,"time_cost":1}}`}, 8},
	}
}

func run(calls int, document string) error {
	if os.Getenv(orrery.AddressVariable) == "" {
		return fmt.Errorf("no VM: bench.sh starts one, or set %s", orrery.AddressVariable)
	}
	home, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(home)
	inProcess, err := wasmvm.NewVMWithConfig(parity.Config(home, parity.Capabilities), false)
	if err != nil {
		return err
	}
	defer inProcess.Cleanup()
	external, err := orrery.NewVMWithConfig(parity.Config(fmt.Sprintf("bench-%d", time.Now().UnixNano()), parity.Capabilities), false)
	if err != nil {
		return err
	}
	defer external.Cleanup()
	var out strings.Builder
	out.WriteString("| call | callers | wasmvm p50 / p99 µs | Orrery p50 / p99 µs | ratio of p50 | CPU of a call, µs: wasmvm | chain + VM |\n" +
		"| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, s := range subjects() {
		for _, callers := range []int{1, 8} {
			line, err := compare(s, callers, calls/s.share, inProcess, external)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			out.WriteString(line)
			fmt.Fprint(os.Stderr, line)
		}
	}
	fmt.Print(out.String())
	if document == "" {
		return nil
	}
	return page.Replace(document, "speed", out.String())
}

// rounds are taken in turns, so that both engines see the same machine.
const rounds = 10

func compare(s subject, callers, calls int, inProcess, external parity.Engine) (string, error) {
	var sides [2]side
	for i, engine := range []parity.Engine{inProcess, external} {
		checksum, err := prepare(engine, s)
		if err != nil {
			return "", err
		}
		sides[i] = side{engine: engine, checksum: checksum}
		// Compiled code gets faster while it runs.
		if _, err := sides[i].round(s, callers, max(calls/4, 50)); err != nil {
			return "", err
		}
		sides[i].cpu = [2]time.Duration{}
		sides[i].times = nil
	}
	for range rounds {
		for i := range sides {
			if _, err := sides[i].round(s, callers, calls/rounds); err != nil {
				return "", err
			}
		}
	}
	before, after := sides[0].times, sides[1].times
	perCall := func(d time.Duration) int64 { return d.Microseconds() / int64(calls/rounds*rounds) }
	return fmt.Sprintf("| %s | %d | %d / %d | %d / %d | %.1f | %d | %d + %d |\n", s.name, callers,
		percentile(before, 50), percentile(before, 99), percentile(after, 50), percentile(after, 99),
		float64(percentile(after, 50))/float64(max(percentile(before, 50), 1)),
		perCall(sides[0].cpu[0]), perCall(sides[1].cpu[0]), perCall(sides[1].cpu[1])), nil
}

// side is one engine in a comparison.
type side struct {
	engine   parity.Engine
	checksum wasmvm.Checksum
	times    []int64
	// cpu of this process and of the VM's.
	cpu [2]time.Duration
}

func prepare(engine parity.Engine, s subject) (wasmvm.Checksum, error) {
	testdata, err := parity.WasmvmTestdata()
	if err != nil {
		return nil, err
	}
	wasm, err := os.ReadFile(filepath.Join(testdata, s.code+".wasm"))
	if err != nil {
		return nil, err
	}
	checksum, _, err := engine.StoreCode(wasm, math.MaxUint64)
	if err != nil {
		return nil, err
	}
	return checksum, engine.Pin(checksum)
}

// round makes calls from several goroutines, each on a chain of its own.
func (x *side) round(s subject, callers, calls int) (int, error) {
	chains := make([]*plain.Chain, callers)
	for i := range chains {
		chains[i] = plain.New()
		for _, m := range s.prepare {
			if err := x.do(chains[i], m); err != nil {
				return 0, err
			}
		}
	}
	times := make([][]int64, callers)
	failures := make([]error, callers)
	own, vm := cpuOf(os.Getpid()), cpuOf(vmProcess())
	var wg sync.WaitGroup
	for i, c := range chains {
		wg.Go(func() {
			for range max(calls/callers, 1) {
				begun := time.Now()
				if failures[i] = x.do(c, s.call); failures[i] != nil {
					return
				}
				times[i] = append(times[i], time.Since(begun).Microseconds())
			}
		})
	}
	wg.Wait()
	x.cpu[0] += cpuOf(os.Getpid()) - own
	x.cpu[1] += cpuOf(vmProcess()) - vm
	for i := range chains {
		if failures[i] != nil {
			return 0, failures[i]
		}
		x.times = append(x.times, times[i]...)
	}
	return calls, nil
}

func (x *side) do(c *plain.Chain, m message) error {
	const limit = 500_000_000_000
	free := types.UFraction{Numerator: 0, Denominator: 1}
	msg, info := []byte(m.text), types.MessageInfo{Sender: m.sender, Funds: types.Array[types.Coin]{}}
	switch m.entry {
	case "query":
		result, _, err := x.engine.Query(x.checksum, plain.Env, msg, c, plain.API, c, c, limit, free)
		return refused(err, func() string { return result.Err })
	case "instantiate":
		result, _, err := x.engine.Instantiate(x.checksum, plain.Env, info, msg, c, plain.API, c, c, limit, free)
		return refused(err, func() string { return result.Err })
	}
	result, _, err := x.engine.Execute(x.checksum, plain.Env, info, msg, c, plain.API, c, c, limit, free)
	return refused(err, func() string { return result.Err })
}

func refused(err error, answer func() string) error {
	if err == nil && answer() != "" {
		return fmt.Errorf("the contract refuses: %s", answer())
	}
	return err
}

func percentile(times []int64, p int) int64 {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(len(sorted)*p/100, len(sorted)-1)]
}

func vmProcess() int {
	pid, err := strconv.Atoi(os.Getenv("ORRERY_VM_PID"))
	if err != nil {
		return 0
	}
	return pid
}

// cpuOf is the CPU time of a process so far; none if that can't be told.
func cpuOf(pid int) time.Duration {
	if pid == os.Getpid() {
		var usage syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
			return 0
		}
		return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	const ticksPerSecond = 100
	return time.Duration(user+system) * time.Second / ticksPerSecond
}
