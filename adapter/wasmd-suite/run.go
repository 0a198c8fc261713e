package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	orrery "orrery.dev/adapter"
)

// engine is what runs the contracts in a test.
type engine string

const (
	wasmvm  engine = "wasmvm"
	subject engine = "orrery"
)

// plan is what is to be run.
type plan struct {
	work string
	// wanted picks packages.
	wanted    func(name string) bool
	tests     string
	engines   []engine
	buildOnly bool
	// reuse takes the binaries of an earlier run.
	reuse bool
}

// report is what came out of one package's tests.
type report struct {
	Module, Package string
	// Results are pass, fail or skip by engine and name of the test; subtests have a slash.
	Results map[engine]map[string]string
}

func (p plan) run(m module) ([]report, error) {
	adapter, err := filepath.Abs(".")
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(p.work, path.Base(strings.TrimSuffix(m.path, "/v3"))+"-"+m.version)
	if err := m.copyTo(folder, adapter); err != nil {
		return nil, err
	}
	var flags []string
	if !p.reuse {
		if flags, err = m.prepare(folder, adapter); err != nil {
			return nil, err
		}
	}
	var packages []string
	for _, name := range m.packages {
		if p.wanted(name) {
			packages = append(packages, name)
		}
	}
	binaries := folder + ".tests"
	for _, name := range m.sources(packages) {
		if p.reuse {
			break
		}
		if err := build(folder, name, filepath.Join(binaries, binary(name)), flags); err != nil {
			return nil, err
		}
	}
	if p.buildOnly {
		return nil, nil
	}
	var reports []report
	for _, name := range packages {
		r := report{Module: m.name(), Package: name, Results: map[engine]map[string]string{}}
		for _, e := range p.engines {
			tests := filepath.Join(binaries, binary(m.source(name, e)))
			log := fmt.Sprintf("%s.%s.log", tests, e)
			r.Results[e], err = p.test(tests, filepath.Join(folder, name), e, log, arguments(name))
			if err != nil {
				return nil, fmt.Errorf("%s with %s: %w, see %s", name, e, err, log)
			}
			fmt.Fprintf(os.Stderr, "%s %s with %s: %s\n", m.version, name, e, countsOf(r.Results[e]))
		}
		reports = append(reports, r)
	}
	return reports, nil
}

// build compiles the tests of a package.
func build(folder, name, to string, flags []string) error {
	args := []string{"test", "-c", "-mod=mod", "-vet=off", "-ldflags=-s -w", "-o", to}
	return command(folder, "go", append(append(args, flags...), "./"+name)...)
}

func binary(name string) string { return strings.ReplaceAll(name, "/", "_") + ".test" }

// event is a line that go tool test2json writes.
type event struct{ Action, Test string }

// excluded wants the engine to be of wasmvm's own Go type. When it fails it takes the other subtests along.
const excluded = "TestConstructorOptions/decorate_wasmvm"

// test runs a test binary and returns what became of each test. The log keeps what the binary printed.
func (p plan) test(binary, dir string, e engine, log string, arguments []string) (map[string]string, error) {
	all := append([]string{"tool", "test2json", binary, "-test.v=test2json", "-test.timeout=60m", "-test.run=" + p.tests}, arguments...)
	if e == subject {
		all = append(all, "-test.skip="+exactly(excluded))
	}
	cmd := exec.Command("go", all...)
	cmd.Dir = dir
	cmd.Env = slices.DeleteFunc(os.Environ(), func(variable string) bool {
		return e == wasmvm && strings.HasPrefix(variable, orrery.AddressVariable+"=")
	})
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	file, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	cmd.Stderr = file
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	results := map[string]string{}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			break
		}
		var said struct {
			event
			Output string
		}
		if err := json.Unmarshal(line, &said); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		fmt.Fprint(file, said.Output)
		note(results, said.event)
	}
	// The exit code says nothing that the results don't, unless there are none.
	if err := cmd.Wait(); err != nil && len(results) == 0 {
		return nil, err
	}
	return results, nil
}

// exactly is the pattern that go test takes for one test.
func exactly(name string) string { return "^" + strings.ReplaceAll(name, "/", "$/^") + "$" }

// note keeps the last word on a test. One that was begun and has no end took the whole binary down.
func note(results map[string]string, e event) {
	if e.Test == "" {
		return
	}
	switch e.Action {
	case "run":
		results[e.Test] = "fail"
	case "pass", "fail", "skip":
		results[e.Test] = e.Action
	}
}
