package parity

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const wasmvmModule = "github.com/CosmWasm/wasmvm/v3"

// WasmvmTestdata is the folder of contracts inside the published wasmvm module.
func WasmvmTestdata() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-json", wasmvmModule).Output()
	if err != nil {
		return "", fmt.Errorf("go list %s: %w", wasmvmModule, err)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", err
	}
	return filepath.Join(module.Dir, "testdata"), nil
}

// Codes are the folders in which scenarios find their contracts.
type Codes []string

// All lists the contracts in all folders and the folders below them, sorted.
func (c Codes) All() ([]string, error) {
	var names []string
	for _, folder := range c {
		err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			if name, ok := strings.CutSuffix(path, ".wasm"); err == nil && ok {
				name, err = filepath.Rel(folder, name)
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Load reads a contract by its name.
func (c Codes) Load(name string) ([]byte, error) {
	for _, folder := range c {
		wasm, err := os.ReadFile(filepath.Join(folder, name+".wasm"))
		if err == nil {
			return wasm, nil
		}
	}
	return nil, fmt.Errorf("%s.wasm is in none of %v", name, []string(c))
}
