// Command oracle asks the real libwasmvm.
//
//	oracle store [-capabilities a,b] [-unchecked] FILE.wasm ...   is this code accepted, and if not, why?
//	oracle call [-codes FOLDER] SCENARIO.json ...                 what do these calls do?
//
// Each answer is one line of JSON.
package main

import (
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"

	wasmvm "github.com/CosmWasm/wasmvm/v3"

	"orrery.dev/adapter/parity"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("what? store or call")
	}
	home, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return err
	}
	defer os.RemoveAll(home)
	switch args[0] {
	case "store":
		return store(home, args[1:])
	case "call":
		return call(home, args[1:])
	}
	return fmt.Errorf("what is %q? store or call", args[0])
}

// verdict is what became of one file.
type verdict struct {
	File     string `json:"file"`
	Checksum string `json:"checksum,omitempty"`
	Error    string `json:"error,omitempty"`
}

func store(home string, args []string) error {
	flags := flag.NewFlagSet("store", flag.ExitOnError)
	capabilities := flags.String("capabilities", strings.Join(parity.Capabilities, ","), "what the chain offers")
	unchecked := flags.Bool("unchecked", false, "skip the upload checks, as state sync does")
	if err := flags.Parse(args); err != nil {
		return err
	}
	offered := strings.FieldsFunc(*capabilities, func(r rune) bool { return r == ',' })
	vm, err := wasmvm.NewVMWithConfig(parity.Config(home, offered), false)
	if err != nil {
		return err
	}
	defer vm.Cleanup()
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for _, file := range flags.Args() {
		wasm, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		answer := verdict{File: file}
		var checksum wasmvm.Checksum
		if *unchecked {
			checksum, err = vm.StoreCodeUnchecked(wasm)
		} else {
			checksum, _, err = vm.StoreCode(wasm, math.MaxUint64)
		}
		if err != nil {
			answer.Error = err.Error()
		} else {
			answer.Checksum = hex.EncodeToString(checksum)
		}
		if err := out.Encode(answer); err != nil {
			return err
		}
	}
	return nil
}

func call(home string, args []string) error {
	flags := flag.NewFlagSet("call", flag.ExitOnError)
	folder := flags.String("codes", "", "folder of contracts, besides wasmvm's testdata")
	if err := flags.Parse(args); err != nil {
		return err
	}
	testdata, err := parity.WasmvmTestdata()
	if err != nil {
		return err
	}
	codes := parity.Codes{testdata}
	if *folder != "" {
		codes = append(parity.Codes{*folder}, codes...)
	}
	vm, err := wasmvm.NewVMWithConfig(parity.Config(home, parity.Capabilities), false)
	if err != nil {
		return err
	}
	defer vm.Cleanup()
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for _, file := range flags.Args() {
		scenarios, err := parity.LoadScenarios(file)
		if err != nil {
			return err
		}
		for _, scenario := range scenarios {
			for _, code := range scenario.Codes {
				results, err := parity.Run(vm, codes, scenario, code)
				if err != nil {
					return err
				}
				for _, result := range results {
					if err := out.Encode(result); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
