package parity

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	wasmvm "github.com/CosmWasm/wasmvm/v3"

	orrery "orrery.dev/adapter"
)

var (
	limits = flag.Int("limits", 24, "gas limits that each call is repeated with")
	seeds  = flag.Int("seeds", 3, "arguments that each float instruction is run with")
	damage = flag.Int("damage", 20, "damaged copies of each contract that are uploaded")
	seed   = flag.Uint64("seed", uint64(time.Now().UnixNano()), "of the damage")
)

const builtContracts = "../../contracts-testdata/built"

// open returns a pair of engines, and prints the summary at the end.
func open(t *testing.T) *Pair {
	t.Helper()
	if os.Getenv(orrery.AddressVariable) == "" {
		t.Skip("no VM to compare with: ./run.sh starts one, or set " + orrery.AddressVariable)
	}
	testdata, err := WasmvmTestdata()
	if err != nil {
		t.Fatal(err)
	}
	reference, err := wasmvm.NewVMWithConfig(Config(t.TempDir(), Capabilities), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reference.Cleanup)
	// The directory is the VM's to make, inside its own home.
	home := fmt.Sprintf("parity-%s-%d", t.Name(), time.Now().UnixNano())
	subject, err := orrery.NewVMWithConfig(Config(home, Capabilities), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(subject.Cleanup)
	pair := &Pair{
		Reference: reference,
		Subject:   subject,
		Codes:     Codes{testdata, builtContracts},
		Limits:    *limits,
		Report:    func(d Difference) { t.Error(d) },
	}
	t.Cleanup(func() { fmt.Printf("%s: %d calls compared, %d differences\n", t.Name(), pair.Calls, pair.Differences) })
	return pair
}

func TestScenarios(t *testing.T) {
	runScenarios(t, open(t))
}

func runScenarios(t *testing.T, pair *Pair) {
	t.Helper()
	// Ordinary calls, which are recorded for other tests too, and those that only this world can make.
	files, err := filepath.Glob("../../testkit/scenarios/*.json")
	if err != nil || len(files) < 6 {
		t.Fatal("scenarios are missing", files, err)
	}
	files = append(files, "scenarios/faults.json", "scenarios/iterators.json")
	runFiles(t, pair, files)
}

// TestOwnContracts makes the calls that are recorded of our own contracts.
func TestOwnContracts(t *testing.T) {
	files, err := filepath.Glob("../../contracts-testdata/scenarios/*.json")
	if err != nil || len(files) < 10 {
		t.Fatal("scenarios are missing", files, err)
	}
	runFiles(t, open(t), files)
}

func runFiles(t *testing.T, pair *Pair, files []string) {
	t.Helper()
	for _, file := range files {
		scenarios, err := LoadScenarios(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, scenario := range scenarios {
			for _, code := range scenario.Codes {
				if err := pair.Scenario(scenario, code); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// TestFloats runs every float instruction of floaty with arguments that the contract draws itself.
func TestFloats(t *testing.T) {
	pair := open(t)
	pair.Limits = 0
	instructions, err := floatInstructions(pair)
	if err != nil {
		t.Fatal(err)
	}
	if len(instructions) < 60 {
		t.Fatalf("floaty knows only %v", instructions)
	}
	for _, instruction := range instructions {
		for n := range *seeds {
			if err := pair.float(instruction, n); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestUploads(t *testing.T) {
	pair := open(t)
	t.Logf("-seed=%d", *seed)
	random := rand.New(rand.NewPCG(*seed, 0))
	names, err := pair.Codes.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		wasm, err := pair.Codes.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		pair.Uploads(name, wasm, *damage, random)
	}
}

func TestLifecycle(t *testing.T) {
	pair := open(t)
	for _, name := range []string{"hackatom", "cyberpunk", "ibc_reflect"} {
		wasm, err := pair.Codes.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		pair.Lifecycle(name, wasm)
	}
}
