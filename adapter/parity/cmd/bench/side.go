package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/parity"
	"orrery.dev/adapter/parity/plain"
)

// rounds are taken in turns, so that all sides see the same machine.
const rounds = 10

// side is one way in a comparison.
type side struct {
	engine   parity.Engine
	checksum wasmvm.Checksum
	// ready is a chain on which everything is prepared; callers get copies of it.
	ready *plain.Chain
	times []time.Duration
	// between are the times from the end of one callback to the begin of the next.
	between []time.Duration
	calls   int
	// cpu of this process and of the VM's.
	cpu [2]time.Duration
}

// warmUp makes calls for a while: the compiler of the VM learns from tens of thousands of them.
func warmUp(s subject, duration time.Duration, ways []way) error {
	for _, w := range ways {
		warming, err := newSide(w, s)
		if err != nil {
			return err
		}
		const portion = 50
		for begun := time.Now(); time.Since(begun) < duration; {
			if err := warming.round(s, 1, portion); err != nil {
				return err
			}
		}
	}
	return nil
}

func compare(s subject, callers, calls int, all []way) ([]side, error) {
	sides := make([]side, len(all))
	for i, w := range all {
		warming, err := newSide(w, s)
		if err != nil {
			return nil, err
		}
		if err := warming.round(s, callers, max(calls/4, 50)); err != nil {
			return nil, err
		}
		sides[i] = side{engine: w.engine, checksum: warming.checksum, ready: warming.ready}
	}
	for range rounds {
		for i := range sides {
			if err := sides[i].round(s, callers, calls/rounds); err != nil {
				return nil, err
			}
		}
	}
	return sides, nil
}

func newSide(w way, s subject) (*side, error) {
	checksum, err := stored(w.engine, s)
	if err != nil {
		return nil, err
	}
	x := &side{engine: w.engine, checksum: checksum, ready: plain.New()}
	for _, m := range s.prepare {
		if err := x.do(x.ready, m); err != nil {
			return nil, err
		}
	}
	return x, nil
}

func stored(engine parity.Engine, s subject) (wasmvm.Checksum, error) {
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
func (x *side) round(s subject, callers, calls int) error {
	chains := make([]*plain.Chain, callers)
	for i := range chains {
		chains[i] = x.ready.Clone()
	}
	times := make([][]time.Duration, callers)
	between := make([][]time.Duration, callers)
	failures := make([]error, callers)
	own, vm := cpuOf(os.Getpid()), cpuOf(vmProcess())
	var wg sync.WaitGroup
	for i, c := range chains {
		wg.Go(func() {
			if s.gaps {
				c.OnIdle = func(d time.Duration) { between[i] = append(between[i], d) }
			}
			for range max(calls/callers, 1) {
				begun := time.Now()
				if failures[i] = x.do(c, s.call); failures[i] != nil {
					return
				}
				times[i] = append(times[i], time.Since(begun))
			}
		})
	}
	wg.Wait()
	x.cpu[0] += cpuOf(os.Getpid()) - own
	x.cpu[1] += cpuOf(vmProcess()) - vm
	for i := range chains {
		if failures[i] != nil {
			return failures[i]
		}
		x.times = append(x.times, times[i]...)
		x.between = append(x.between, between[i]...)
		x.calls += len(times[i])
	}
	return nil
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

// timesOf is the line of a table.
func timesOf(s subject, callers int, sides []side) []string {
	first := sides[0]
	line := []string{s.name, fmt.Sprint(callers),
		percentiles(first.times), fmt.Sprint(first.perCall(0))}
	for _, x := range sides[1:] {
		ratio := float64(percentile(x.times, 50)) / float64(max(percentile(first.times, 50), 1))
		line = append(line, percentiles(x.times), fmt.Sprintf("**%.2f**", ratio),
			fmt.Sprintf("%d + %d", x.perCall(0), x.perCall(1)))
	}
	return line
}

func (x *side) perCall(process int) int64 {
	return x.cpu[process].Microseconds() / int64(max(x.calls, 1))
}

func gapsOf(sides []side) []string {
	var cells []string
	for _, x := range sides {
		cells = append(cells, fmt.Sprintf("%.1f", micros(percentile(x.between, 50))))
	}
	return cells
}

func percentiles(times []time.Duration) string {
	return fmt.Sprintf("%.0f / %.0f", micros(percentile(times, 50)), micros(percentile(times, 99)))
}

func micros(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

func percentile(times []time.Duration, p int) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(len(sorted)*p/100, len(sorted)-1)]
}
