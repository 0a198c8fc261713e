// Command bench times calls through wasmvm in process and through Orrery on each of its ways, in turns, and prints
// Markdown tables.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	wasmvm "github.com/CosmWasm/wasmvm/v3"

	orrery "orrery.dev/adapter"
	"orrery.dev/adapter/internal/page"
	"orrery.dev/adapter/parity"
)

func main() {
	calls := flag.Int("calls", 2000, "calls of each case with each engine and number of callers; less for slow ones")
	warm := flag.Duration("warm", 3*time.Second, "how long each case runs on each of Orrery's ways before anything is timed")
	only := flag.String("only", "", "cases whose name contains this text")
	spin := flag.Duration("spin", 200*time.Microsecond, "how long the adapter spins on a lane at most")
	document := flag.String("write", "", "Markdown file whose section on speed is replaced")
	flag.Parse()
	if err := run(*calls, *warm, *only, *spin, *document); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// way is how calls get to a VM.
type way struct {
	name   string
	engine parity.Engine
	close  func()
}

// ways are wasmvm in process, and Orrery through everything that carries calls. The first is what the others are compared
// with.
func ways(home string, spin time.Duration) ([]way, error) {
	inProcess, err := wasmvm.NewVMWithConfig(parity.Config(home, parity.Capabilities), false)
	if err != nil {
		return nil, err
	}
	all := []way{{"wasmvm", inProcess, inProcess.Cleanup}}
	directory := fmt.Sprintf("bench-%d", time.Now().UnixNano())
	for _, w := range []struct {
		name string
		opts []orrery.Option
	}{
		{"gRPC", []orrery.Option{orrery.WithLane(false), orrery.WithWriteBehind(false)}},
		{"lane", []orrery.Option{orrery.WithLane(true), orrery.WithLaneSpin(spin), orrery.WithWriteBehind(false)}},
		{"lane, write-behind", []orrery.Option{orrery.WithLane(true), orrery.WithLaneSpin(spin), orrery.WithWriteBehind(true)}},
	} {
		engine, err := orrery.New(parity.Config(directory, parity.Capabilities), false, w.opts...)
		if err != nil {
			return nil, err
		}
		all = append(all, way{w.name, engine, engine.Cleanup})
	}
	return all, nil
}

func run(calls int, warm time.Duration, only string, spin time.Duration, document string) error {
	if os.Getenv(orrery.AddressVariable) == "" {
		return fmt.Errorf("no VM: bench.sh starts one, or set %s", orrery.AddressVariable)
	}
	home, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(home)
	all, err := ways(home, spin)
	if err != nil {
		return err
	}
	var times, trips table
	times.head("call", "callers", "wasmvm p50 / p99, µs", "CPU")
	trips.head("from one callback to the next, p50, µs", "wasmvm")
	for _, w := range all[1:] {
		times.columns(w.name+" p50 / p99", "ratio of p50", "CPU: chain + VM")
		trips.columns(w.name)
	}
	for _, s := range subjects() {
		if !strings.Contains(s.name, only) {
			continue
		}
		if err := warmUp(s, warm, all[1:]); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		for _, callers := range []int{1, 8} {
			sides, err := compare(s, callers, calls/s.share, all)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			line := timesOf(s, callers, sides)
			times.line(line...)
			fmt.Fprintln(os.Stderr, strings.Join(line, " | "))
			if s.gaps && callers == 1 {
				trips.line(append([]string{s.name}, gapsOf(sides)...)...)
			}
		}
	}
	for _, w := range all {
		w.close()
	}
	out := times.String() + "\n" + trips.String()
	fmt.Print(out)
	if document == "" {
		return nil
	}
	return page.Replace(document, "speed", out)
}
