package parity

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	wasmvm "github.com/CosmWasm/wasmvm/v3"

	"orrery.dev/adapter/internal/page"
)

var (
	quick    = flag.Bool("quick", false, "explore only our own contracts and those of this wasmvm")
	steps    = flag.Int("steps", 300, "calls that are made to each explored contract")
	document = flag.String("write", "", "Markdown file whose section on the exploration is replaced")
)

// TestExploration drives every contract that can be had.
func TestExploration(t *testing.T) {
	pair := open(t)
	pair.Limits = min(*limits, 6)
	t.Logf("-seed=%d", *seed)
	sources := append(PublishedContracts(), Published{"our own", func() (string, error) { return builtContracts, nil }})
	if *quick {
		sources = []Published{sources[0], sources[len(sources)-1]}
	}
	files, err := filepath.Glob("../../contracts-testdata/scenarios/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var known []Scenario
	for _, file := range files {
		scenarios, err := LoadScenarios(file)
		if err != nil {
			t.Fatal(err)
		}
		known = append(known, scenarios...)
	}
	var lines strings.Builder
	lines.WriteString("| contracts of | new here | refused by both | messages found | comparisons | different |\n| --- | --- | --- | --- | --- | --- |\n")
	seen := map[[sha256.Size]byte]bool{}
	for _, source := range sources {
		folder, err := source.Folder()
		if err != nil {
			t.Fatal(err)
		}
		line, err := exploreFolder(pair, folder, known, seen)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "| %s | %s |\n", source.Name, line)
	}
	fmt.Print(lines.String())
	if *document != "" {
		if err := page.Replace(*document, "exploration", lines.String()); err != nil {
			t.Fatal(err)
		}
	}
}

func exploreFolder(pair *Pair, folder string, known []Scenario, seen map[[sha256.Size]byte]bool) (string, error) {
	pair.Codes = Codes{folder}
	names, err := pair.Codes.All()
	if err != nil || len(names) == 0 {
		return "", fmt.Errorf("%s: no contracts, %w", folder, err)
	}
	calls, differences := pair.Calls, pair.Differences
	fresh, refused, messages := 0, 0, 0
	for _, name := range names {
		wasm, err := pair.Codes.Load(name)
		if err != nil {
			return "", err
		}
		if sum := sha256.Sum256(wasm); seen[sum] {
			continue
		} else {
			seen[sum] = true
		}
		fresh++
		found, err := Exploration{Pair: pair, Steps: *steps, Seed: *seed, Hints: Hints(known, name)}.Explore(name)
		if err != nil {
			return "", err
		}
		if found == nil {
			refused++
		}
		for _, n := range found {
			messages += n
		}
	}
	return fmt.Sprintf("%d | %d | %d | %d | %d", fresh, refused, messages, pair.Calls-calls, pair.Differences-differences), nil
}

// TestMessagesAreFound explores a contract with wasmvm on both sides.
func TestMessagesAreFound(t *testing.T) {
	testdata, err := WasmvmTestdata()
	if err != nil {
		t.Fatal(err)
	}
	engine := func() *wasmvm.VM {
		vm, err := wasmvm.NewVMWithConfig(Config(t.TempDir(), Capabilities), false)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(vm.Cleanup)
		return vm
	}
	cases := []struct {
		code  string
		found Found
	}{
		{"hackatom", Found{"instantiate": 1, "execute": 8, "query": 4, "sudo": 1, "migrate": 1, "migrate_without_info": 1}},
		{"ibc_reflect", Found{"instantiate": 1, "query": 2, packetData: 3}},
	}
	for _, c := range cases {
		pair := &Pair{
			Reference: engine(),
			Subject:   engine(),
			Codes:     Codes{testdata},
			Limits:    2,
			Report:    func(d Difference) { t.Error(d) },
		}
		found, err := Exploration{Pair: pair, Steps: 60, Seed: 1}.Explore(c.code)
		if err != nil {
			t.Fatal(err)
		}
		for entry, n := range c.found {
			if found[entry] != n {
				t.Errorf("%s: %d messages for %s, not %d", c.code, found[entry], entry, n)
			}
		}
		if pair.Calls < 100 {
			t.Errorf("%s: only %d comparisons", c.code, pair.Calls)
		}
	}
}
