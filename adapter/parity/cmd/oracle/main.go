// Command oracle asks the real libwasmvm.
//
//	oracle store [-capabilities a,b] [-unchecked] FILE.wasm ...   is this code accepted, and if not, why?
//	oracle judge [-capabilities a,b] [-unchecked] < MODULES       the same for many modules, each behind its length (4 bytes, big endian)
//	oracle call [-codes FOLDER] SCENARIO.json ...                 what do these calls do?
//	oracle depth FILE.wasm ...                                    how deep does execute recurse?
//
// Each answer is one line of JSON; of depth, a name and a number.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
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
		return fmt.Errorf("what? store, judge, call or depth")
	}
	home, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return err
	}
	defer os.RemoveAll(home)
	switch args[0] {
	case "store":
		return store(home, args[1:])
	case "judge":
		return judge(home, args[1:])
	case "call":
		return call(home, args[1:])
	case "depth":
		return depth(home, args[1:])
	}
	return fmt.Errorf("what is %q? store, judge, call or depth", args[0])
}

// verdict is what became of one module.
type verdict struct {
	File     string `json:"file,omitempty"`
	Checksum string `json:"checksum,omitempty"`
	Error    string `json:"error,omitempty"`
}

// uploader offers modules to a VM.
type uploader struct {
	*wasmvm.VM
	unchecked bool
}

func newUploader(home, command string, args []string) (uploader, []string, error) {
	flags := flag.NewFlagSet(command, flag.ExitOnError)
	capabilities := flags.String("capabilities", strings.Join(parity.Capabilities, ","), "what the chain offers")
	unchecked := flags.Bool("unchecked", false, "skip the upload checks, as state sync does")
	if err := flags.Parse(args); err != nil {
		return uploader{}, nil, err
	}
	offered := strings.FieldsFunc(*capabilities, func(r rune) bool { return r == ',' })
	vm, err := wasmvm.NewVMWithConfig(parity.Config(home, offered), false)
	return uploader{vm, *unchecked}, flags.Args(), err
}

func (u uploader) offer(wasm []byte) verdict {
	var checksum wasmvm.Checksum
	var err error
	if u.unchecked {
		checksum, err = u.StoreCodeUnchecked(wasm)
	} else {
		checksum, _, err = u.SimulateStoreCode(wasm, math.MaxUint64)
	}
	if err != nil {
		return verdict{Error: err.Error()}
	}
	if u.unchecked {
		_ = u.RemoveCode(checksum) // there may be thousands
	}
	return verdict{Checksum: hex.EncodeToString(checksum)}
}

func store(home string, args []string) error {
	vm, files, err := newUploader(home, "store", args)
	if err != nil {
		return err
	}
	defer vm.Cleanup()
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for _, file := range files {
		wasm, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		answer := vm.offer(wasm)
		answer.File = file
		if err := out.Encode(answer); err != nil {
			return err
		}
	}
	return nil
}

func judge(home string, args []string) error {
	vm, _, err := newUploader(home, "judge", args)
	if err != nil {
		return err
	}
	defer vm.Cleanup()
	in := bufio.NewReader(os.Stdin)
	buffered := bufio.NewWriter(os.Stdout)
	defer buffered.Flush()
	out := json.NewEncoder(buffered)
	out.SetEscapeHTML(false)
	for {
		var length uint32
		if err := binary.Read(in, binary.BigEndian, &length); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		wasm := make([]byte, length)
		if _, err := io.ReadFull(in, wasm); err != nil {
			return err
		}
		if err := out.Encode(vm.offer(wasm)); err != nil {
			return err
		}
	}
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
