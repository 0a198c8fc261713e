// Command record runs scenario files through the real libwasmvm and writes down what it did.
//
//	record BUILT_DIR OUT_DIR FILE.json ...
//
// It is built inside a copy of the published wasmvm module (see record.sh), because only that module's
// internal package hands out raw result bytes and whole gas reports.
package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/CosmWasm/wasmvm/v3/internal/api"
	"github.com/CosmWasm/wasmvm/v3/types"
)

// Scenario is a list of steps that share a store, run once for each code.
type Scenario struct {
	Name  string   `json:"name"`
	Codes []string `json:"codes"`
	Steps []Step   `json:"steps"`
}

// Step is one call. Msg reaches the contract as it stands in the file, without white space.
type Step struct {
	Entry             string          `json:"entry"`
	Sender            string          `json:"sender"`
	Funds             []types.Coin    `json:"funds"`
	Msg               json.RawMessage `json:"msg"`
	GasLimit          *uint64         `json:"gasLimit,string"`
	Code              string          `json:"code"`
	OldMigrateVersion *uint64         `json:"oldMigrateVersion"`
}

// Recording is what one code did in one scenario.
type Recording struct {
	Scenario string     `json:"scenario"`
	Code     string     `json:"code"`
	Checksum string     `json:"checksum,omitempty"`
	Refused  string     `json:"refused,omitempty"`
	Env      string     `json:"env,omitempty"`
	Steps    []Recorded `json:"-"`
}

// Recorded is one call, whole, and what it did. Args leave out env. Ok holds the raw result bytes; Error the
// text at the Go boundary.
type Recorded struct {
	Entry          string   `json:"entry"`
	Code           string   `json:"code,omitempty"`
	Args           []string `json:"args"`
	GasLimit       uint64   `json:"gasLimit,string"`
	Ok             []byte   `json:"ok,omitempty"`
	Error          string   `json:"error,omitempty"`
	UsedInternally uint64   `json:"usedInternally,string"`
	UsedExternally uint64   `json:"usedExternally,string"`
	Host           []Event  `json:"host,omitempty"`
}

const (
	defaultGasLimit = 10_000_000_000
	cacheMiB        = 100
	memoryMiB       = 32
)

var capabilities = []string{
	"iterator", "staking", "stargate", "ibc2", "cosmwasm_1_1", "cosmwasm_1_2", "cosmwasm_1_3", "cosmwasm_1_4",
	"cosmwasm_2_0", "cosmwasm_2_1", "cosmwasm_2_2", "cosmwasm_3_0",
}

func main() {
	built, out := os.Args[1], os.Args[2]
	home := must1(os.MkdirTemp("", "record"))
	defer os.RemoveAll(home)
	cache := must1(openCache(home))
	defer api.ReleaseCache(cache)
	for _, path := range os.Args[3:] {
		var scenarios []Scenario
		must(json.Unmarshal(must1(os.ReadFile(path)), &scenarios))
		var recordings []Recording
		for _, scenario := range scenarios {
			for _, code := range scenario.Codes {
				recordings = append(recordings, record(cache, built, scenario, code))
			}
		}
		must(os.WriteFile(filepath.Join(out, filepath.Base(path)), format(recordings), 0o644))
	}
}

func record(cache api.Cache, built string, scenario Scenario, code string) Recording {
	recording := Recording{Scenario: scenario.Name, Code: code}
	store := func(name string) ([]byte, error) {
		return api.StoreCode(cache, must1(os.ReadFile(filepath.Join(built, name+".wasm"))), true)
	}
	checksum, err := store(code)
	if err != nil {
		recording.Refused = err.Error()
		return recording
	}
	recording.Checksum = hex.EncodeToString(checksum)
	recording.Env = string(env)
	world := NewWorld(cache, checksum)
	for _, step := range scenario.Steps {
		world.checksum = checksum
		if step.Code != "" {
			world.checksum = must1(store(step.Code))
		}
		recording.Steps = append(recording.Steps, world.run(step))
	}
	return recording
}

// format writes one step per line, so that a change shows up as the lines that changed.
func format(recordings []Recording) []byte {
	var text bytes.Buffer
	text.WriteString("[\n")
	for i, recording := range recordings {
		head := bytes.TrimSuffix(encode(recording), []byte("}"))
		fmt.Fprintf(&text, "%s,\"steps\":[", head)
		for j, step := range recording.Steps {
			separator := ","
			if j == 0 {
				separator = ""
			}
			fmt.Fprintf(&text, "%s\n  %s", separator, encode(step))
		}
		text.WriteString("]}")
		if i+1 < len(recordings) {
			text.WriteString(",")
		}
		text.WriteString("\n")
	}
	text.WriteString("]\n")
	return text.Bytes()
}

func encode(value any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	must(encoder.Encode(value))
	return bytes.TrimSpace(text.Bytes())
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func must1[T any](value T, err error) T {
	must(err)
	return value
}
