package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// module is a published module whose tests are run.
type module struct {
	path, version string
	// require raises dependencies, where the published go.mod does not build with this Go.
	require []string
	// packages that have tests.
	packages []string
	// prepare makes the copy fit for both engines, and returns the flags to build with.
	prepare func(copied, adapter string) ([]string, error)
	// moved says that the tests with Orrery are in another package.
	moved bool
}

var subjects = []module{
	{
		path: "github.com/CosmWasm/wasmd", version: "v0.70.3",
		packages: wasmdPackages, prepare: swapEngine,
	},
	{
		path: "github.com/CosmWasm/wasmd", version: "v0.61.14",
		require:  []string{"github.com/bytedance/sonic@v1.15.0"},
		packages: wasmdPackages, prepare: swapEngine,
	},
	{
		path: "github.com/CosmWasm/wasmvm/v3", version: "v3.0.7",
		packages: []string{"."}, prepare: moveTests, moved: true,
	},
}

var wasmdPackages = []string{
	"app", "tests/e2e", "tests/integration", "x/wasm", "x/wasm/client/cli", "x/wasm/ioutils", "x/wasm/keeper",
	"x/wasm/migrations/v1", "x/wasm/migrations/v2", "x/wasm/migrations/v3", "x/wasm/types",
}

// simulation makes app's simulation of random blocks short, and always the same. By itself it takes minutes, and ends
// when the random validators are all gone.
var simulation = []string{"-NumBlocks=10", "-BlockSize=50", "-GenesisTime=1700000000"}

// arguments that the test binary of a package gets.
func arguments(name string) []string {
	if name == "app" {
		return simulation
	}
	return nil
}

func (m module) name() string { return m.path + "@" + m.version }

// sources are the packages to compile: those that are tested, and where the tests were moved to.
func (m module) sources(packages []string) []string {
	if m.moved {
		return append(packages, movedPackage)
	}
	return packages
}

// source is the package whose tests are for an engine. For wasmd it is the same for both.
func (m module) source(name string, e engine) string {
	if m.moved && e == subject {
		return movedPackage
	}
	return name
}

// copyTo copies the module from Go's cache, unless that was done before, and makes the adapter a dependency.
func (m module) copyTo(folder, adapter string) error {
	if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
		return nil
	}
	out, err := exec.Command("go", "mod", "download", "-json", m.name()).Output()
	if err != nil {
		return fmt.Errorf("go mod download: %w", err)
	}
	var downloaded struct{ Dir string }
	if err := json.Unmarshal(out, &downloaded); err != nil {
		return err
	}
	unfinished := folder + ".unfinished"
	if err := os.RemoveAll(unfinished); err != nil {
		return err
	}
	if err := os.CopyFS(unfinished, os.DirFS(downloaded.Dir)); err != nil {
		return err
	}
	if err := makeWritable(unfinished); err != nil {
		return err
	}
	edit := []string{"mod", "edit", "-require=orrery.dev/adapter@v0.0.0", "-replace=orrery.dev/adapter=" + adapter}
	for _, require := range m.require {
		edit = append(edit, "-require="+require)
	}
	if err := command(unfinished, "go", edit...); err != nil {
		return err
	}
	return os.Rename(unfinished, folder)
}

func makeWritable(folder string) error {
	return filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(path, info.Mode()|0o200)
	})
}

// swapEngine lets wasmd's keeper take its engine from the adapter if ORRERY_VM is set.
func swapEngine(copied, adapter string) ([]string, error) {
	tool := exec.Command("go", "run", "-mod=mod", "orrery.dev/adapter/cmd/overlay", "-both", "-out", copied+".overlay")
	tool.Dir = copied
	tool.Stderr = os.Stderr
	out, err := tool.Output()
	if err != nil {
		return nil, fmt.Errorf("making the overlay: %w", err)
	}
	return []string{"-overlay", strings.TrimSpace(string(out))}, nil
}

// moveTests copies wasmvm's tests of its public functions into a package of their own, where VM is the adapter's
// engine: inside wasmvm's package they could not import the adapter, which imports wasmvm.
func moveTests(copied, adapter string) ([]string, error) {
	folder := filepath.Join(copied, movedPackage)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	for _, name := range []string{"lib_test.go", "lib_libwasmvm_test.go", "ibc_test.go"} {
		text, err := os.ReadFile(filepath.Join(copied, name))
		if err != nil {
			return nil, err
		}
		moved := strings.Replace(string(text), "package cosmwasm", "package "+movedPackage, 1)
		if err := os.WriteFile(filepath.Join(folder, name), []byte(moved), 0o600); err != nil {
			return nil, err
		}
	}
	return nil, os.WriteFile(filepath.Join(folder, "vm.go"), []byte(movedVM), 0o600)
}

const (
	movedPackage = "moved"
	movedVM      = `package moved

import (
	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"
	orrery "orrery.dev/adapter"
)

type (
	VM       = orrery.Engine
	Checksum = wasmvm.Checksum
	WasmCode = wasmvm.WasmCode
	KVStore  = wasmvm.KVStore
	GoAPI    = wasmvm.GoAPI
	Querier  = wasmvm.Querier
	GasMeter = wasmvm.GasMeter
)

var (
	CreateChecksum      = wasmvm.CreateChecksum
	DeserializeResponse = orrery.DeserializeResponse
)

func NewVM(dir string, capabilities []string, memoryMiB uint32, printDebug bool, cacheMiB uint32) (*VM, error) {
	return orrery.NewVMWithConfig(types.VMConfig{Cache: types.CacheOptions{
		BaseDir:                  dir,
		AvailableCapabilities:    capabilities,
		MemoryCacheSizeBytes:     types.NewSizeMebi(cacheMiB),
		InstanceMemoryLimitBytes: types.NewSizeMebi(memoryMiB),
	}}, printDebug)
}
`
)

func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}
