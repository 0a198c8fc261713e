// Command overlay lets a chain be built with its wasmd as published and Orrery in the place of wasmvm.
//
// wasmd's keeper makes its engine in a file that is compiled with cgo only, and wasmvm's constructor can't be linked
// without libwasmvm. Run in the folder of a chain's module, this command writes a changed copy of that file, and the
// overlay that puts it in place of the original:
//
//	go get -tool orrery.dev/adapter/cmd/overlay
//	go mod vendor
//	CGO_ENABLED=0 go build -tags nolink_libwasmvm -overlay "$(go tool overlay)" ./cmd/chaind
//
// Go replaces no files in its module cache, hence the vendoring.
//
// With -both the engine is wasmvm's as long as ORRERY_VM is not set; that needs cgo and libwasmvm.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	orrery "orrery.dev/adapter"
)

const keeperPackage = "github.com/CosmWasm/wasmd/x/wasm/keeper"

func main() {
	out := flag.String("out", "", "folder to write to; a new temporary one")
	both := flag.Bool("both", false, "keep wasmvm, for processes without ORRERY_VM")
	flag.Parse()
	path, err := write(*out, *both)
	if err != nil {
		fmt.Fprintln(os.Stderr, "overlay:", err)
		os.Exit(1)
	}
	fmt.Println(path)
}

func write(out string, both bool) (string, error) {
	keeper, err := ask("go", "list", "-f", "{{.Dir}}", keeperPackage)
	if err != nil {
		return "", fmt.Errorf("looking for %s: %w", keeperPackage, err)
	}
	cache, err := ask("go", "env", "GOMODCACHE")
	if err != nil {
		return "", err
	}
	if strings.HasPrefix(keeper, cache) {
		return "", fmt.Errorf("Go replaces no files in its module cache, where wasmd is: run 'go mod vendor' first")
	}
	original, err := os.ReadFile(filepath.Join(keeper, "keeper_cgo.go"))
	if err != nil {
		return "", err
	}
	swap := swapped
	if both {
		swap = chosen
	}
	changed, err := swap(string(original))
	if err != nil {
		return "", fmt.Errorf("%s: %w", keeper, err)
	}
	if out, err = folder(out); err != nil {
		return "", err
	}
	replace := map[string]string{
		"keeper_cgo.go":    filepath.Join(out, "keeper.go"),
		"keeper_no_cgo.go": "",
	}
	files := map[string]string{"keeper.go": changed}
	if both {
		files["engine.go"] = choice
		replace["orrery_engine.go"] = filepath.Join(out, "engine.go")
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o600); err != nil {
			return "", err
		}
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for name, by := range replace {
		overlay.Replace[filepath.Join(keeper, name)] = by
	}
	text, err := json.MarshalIndent(overlay, "", "  ")
	if err != nil {
		return "", err
	}
	path := filepath.Join(out, "overlay.json")
	return path, os.WriteFile(path, text, 0o600)
}

func ask(command string, args ...string) (string, error) {
	cmd := exec.Command(command, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}

func folder(out string) (string, error) {
	if out == "" {
		return os.MkdirTemp("", "orrery-overlay")
	}
	out, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	return out, os.MkdirAll(out, 0o700)
}

// What is replaced in wasmd's file. Each occurs exactly once, in all versions that this command is for.
const (
	condition      = "//go:build cgo\n"
	wasmvmImport   = `wasmvm "github.com/CosmWasm/wasmvm/v3"`
	orreryImport   = `orrery "orrery.dev/adapter"`
	wasmvmMakes    = "wasmvm.NewVMWithConfig("
	orreryMakes    = "orrery.NewVMWithConfig("
	whicheverMakes = "chooseEngine("
)

// swapped is the file for builds without libwasmvm.
func swapped(original string) (string, error) {
	return replaced(original, condition, "", wasmvmImport, orreryImport, wasmvmMakes, orreryMakes)
}

// chosen is the file for builds with libwasmvm.
func chosen(original string) (string, error) {
	return replaced(original, wasmvmImport, "", wasmvmMakes, whicheverMakes)
}

func replaced(text string, pairs ...string) (string, error) {
	for i := 0; i < len(pairs); i += 2 {
		if n := strings.Count(text, pairs[i]); n != 1 {
			return "", fmt.Errorf("this version of wasmd is not known: %q is there %d times", pairs[i], n)
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text, nil
}

var choice = `package keeper

import (
	"os"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	wasmvmtypes "github.com/CosmWasm/wasmvm/v3/types"
	orrery "orrery.dev/adapter"

	"github.com/CosmWasm/wasmd/x/wasm/types"
)

func chooseEngine(config wasmvmtypes.VMConfig, printDebug bool) (types.WasmEngine, error) {
	if os.Getenv("` + orrery.AddressVariable + `") == "" {
		return wasmvm.NewVMWithConfig(config, printDebug)
	}
	return orrery.NewVMWithConfig(config, printDebug)
}
`
