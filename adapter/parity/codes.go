package parity

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
