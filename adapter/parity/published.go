package parity

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Published is a folder of contracts in a package that others publish. Nothing of it is kept here: Go and cargo
// resolve it when it is asked for.
type Published struct {
	Name string
	// Folder finds it, and may download it.
	Folder func() (string, error)
}

// PublishedContracts are the packages with contracts that are known.
func PublishedContracts() []Published {
	return []Published{
		goModule(wasmvmModule, "v3.0.7", "testdata"),
		goModule("github.com/CosmWasm/wasmvm/v2", "v2.3.4", "testdata"),
		goModule("github.com/CosmWasm/wasmvm/v2", "v2.2.4", "testdata"),
		goModule("github.com/CosmWasm/wasmvm", "v1.5.9", "testdata"),
		goModule("github.com/CosmWasm/wasmd", "v0.70.3", "x/wasm/keeper/testdata"),
		crate("cosmwasm-vm", "3.0.9", "testdata"),
	}
}

func goModule(path, version, folder string) Published {
	name := path + "@" + version
	return Published{name, func() (string, error) {
		out, err := exec.Command("go", "mod", "download", "-json", name).Output()
		if err != nil {
			return "", fmt.Errorf("go mod download %s: %w\n%s", name, err, out)
		}
		var module struct{ Dir string }
		if err := json.Unmarshal(out, &module); err != nil {
			return "", err
		}
		return filepath.Join(module.Dir, folder), nil
	}}
}

// crate lets cargo resolve a package that depends on the crate and nothing else.
func crate(name, version, folder string) Published {
	return Published{name + " " + version, func() (string, error) {
		dir, err := os.MkdirTemp("", "parity-crate")
		if err != nil {
			return "", err
		}
		defer os.RemoveAll(dir)
		manifest := fmt.Sprintf("[package]\nname = \"parity\"\nversion = \"0.0.0\"\nedition = \"2021\"\n"+
			"[lib]\npath = \"lib.rs\"\n[dependencies]\n%s = \"=%s\"\n", name, version)
		for file, text := range map[string]string{"Cargo.toml": manifest, "lib.rs": ""} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				return "", err
			}
		}
		metadata := exec.Command("cargo", "metadata", "--format-version", "1", "--quiet")
		metadata.Dir = dir
		out, err := metadata.Output()
		if err != nil {
			return "", fmt.Errorf("cargo metadata: %w", err)
		}
		var resolved struct {
			Packages []struct {
				Name         string `json:"name"`
				ManifestPath string `json:"manifest_path"`
			} `json:"packages"`
		}
		if err := json.Unmarshal(out, &resolved); err != nil {
			return "", err
		}
		for _, p := range resolved.Packages {
			if p.Name == name {
				return filepath.Join(filepath.Dir(p.ManifestPath), folder), nil
			}
		}
		return "", fmt.Errorf("cargo resolved no %s", name)
	}}
}
