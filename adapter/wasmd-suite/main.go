// Command wasmd-suite runs the tests of published wasmd and wasmvm modules twice, with wasmvm and with Orrery, and
// lists what comes out differently. See README.md.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	orrery "orrery.dev/adapter"
	"orrery.dev/adapter/internal/page"
)

func main() {
	work := flag.String("work", "../target/wasmd-suite", "folder for copies of the modules and test binaries")
	quick := flag.Bool("quick", false, "only two packages of one version, with Orrery alone")
	alone := flag.Bool("alone", false, "with Orrery alone")
	only := flag.String("only", "", "subjects whose name contains this")
	packages := flag.String("packages", "", "packages whose path contains this")
	tests := flag.String("run", "", "tests that match this, as go test takes it")
	buildOnly := flag.Bool("build", false, "compile the tests and end")
	reuse := flag.Bool("reuse", false, "run what was compiled before")
	document := flag.String("write", "", "Markdown file whose section on this suite is replaced")
	flag.Parse()
	if os.Getenv(orrery.AddressVariable) == "" && !*buildOnly {
		fail(fmt.Errorf("no VM: run.sh starts one, or set %s", orrery.AddressVariable))
	}
	dir, err := filepath.Abs(*work)
	if err != nil {
		fail(err)
	}
	plan := plan{work: dir, tests: *tests, engines: []engine{wasmvm, subject}, buildOnly: *buildOnly, reuse: *reuse}
	plan.wanted = func(name string) bool { return strings.Contains(name, *packages) }
	subjects := subjects
	if *quick || *alone {
		plan.engines = []engine{subject}
	}
	if *quick {
		subjects = subjects[:1]
		plan.wanted = func(name string) bool { return slices.Contains(quickPackages, name) }
	}
	var reports []report
	for _, s := range subjects {
		if !strings.Contains(s.name(), *only) {
			continue
		}
		results, err := plan.run(s)
		if err != nil {
			fail(fmt.Errorf("%s: %w", s.name(), err))
		}
		reports = append(reports, results...)
	}
	if *buildOnly {
		return
	}
	text := table(reports)
	fmt.Print(text)
	if err := keep(filepath.Join(dir, "results.json"), reports); err != nil {
		fail(err)
	}
	if *document != "" {
		if err := page.Replace(*document, "wasmd-suite", text); err != nil {
			fail(err)
		}
	}
	if worse(reports, *quick || *alone) {
		os.Exit(1)
	}
}

// quickPackages touch every method of the engine, in the time that CI has.
var quickPackages = []string{"tests/e2e", "x/wasm/keeper"}

func keep(path string, reports []report) error {
	text, err := json.MarshalIndent(reports, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "wasmd-suite:", err)
	os.Exit(2)
}
