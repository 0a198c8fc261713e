package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/parity"
	"orrery.dev/adapter/parity/world"
)

// maxDepth is more than any function gets on a stack of 1 MiB.
const maxDepth = 40_000

// depth finds the largest number that each module's execute takes as its message before the call stack is exhausted:
// how deep a recursion goes whose depth is the message.
func depth(home string, args []string) error {
	vm, err := wasmvm.NewVMWithConfig(parity.Config(home, parity.Capabilities), false)
	if err != nil {
		return err
	}
	defer vm.Cleanup()
	for _, file := range args {
		wasm, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		checksum, err := vm.StoreCodeUnchecked(wasm)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		low, high := 0, maxDepth
		for low < high {
			middle := (low + high + 1) / 2
			fits, err := recurse(vm, checksum, middle)
			if err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			if fits {
				low = middle
			} else {
				high = middle - 1
			}
		}
		fmt.Printf("%s\t%d\n", strings.TrimSuffix(filepath.Base(file), ".wasm"), low)
	}
	return nil
}

func recurse(vm *wasmvm.VM, checksum wasmvm.Checksum, depth int) (bool, error) {
	w := world.New()
	w.Begin(1<<62, world.Fault{}, nil)
	env := types.Env{Contract: types.ContractInfo{Address: world.ContractAddress}}
	message := json.RawMessage(strconv.Itoa(depth))
	_, _, err := vm.Execute(checksum, env, types.MessageInfo{Sender: "creator"}, message,
		w.Store(), w.API(), w.Querier(), w.Meter(), 1<<62, types.UFraction{Numerator: 0, Denominator: 1})
	// What faults at the end of the stack may be an instruction that also accesses memory.
	for _, text := range []string{"call stack exhausted", "out of bounds memory access"} {
		if err != nil && strings.Contains(err.Error(), text) {
			return false, nil
		}
	}
	return err == nil, err
}
