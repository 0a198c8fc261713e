package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"syscall"
	"time"
	"unsafe"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"
)

// step is one call.
type step struct {
	Entry    string          `json:"entry"`
	Sender   string          `json:"sender"`
	Msg      json.RawMessage `json:"msg"`
	GasLimit uint64          `json:"gasLimit"`
}

// compact leaves out blanks, as the Java side does: bytes of a message cost gas.
func (s *step) compact() error {
	var text bytes.Buffer
	err := json.Compact(&text, s.Msg)
	s.Msg = text.Bytes()
	return err
}

// benchCase is a call to be measured, and the calls that come before it once.
type benchCase struct {
	Name  string `json:"name"`
	Code  string `json:"code"`
	Setup []step `json:"setup"`
	Call  step   `json:"call"`
}

// answer is what a request took.
type answer struct {
	// CPU time of this thread, and wall time.
	CPUNanos  int64 `json:"cpuNanos"`
	WallNanos int64 `json:"wallNanos"`
	// JSONNanos of the CPU time went into Go's JSON, which Orrery's caller does outside of what is measured.
	JSONNanos int64 `json:"jsonNanos"`
	// Gas of all calls, internal and external.
	Gas uint64 `json:"gas"`
}

// bench holds the VMs and, per case, the chain as the setup left it.
type bench struct {
	home     string
	vm       *wasmvm.VM
	cold     *wasmvm.VM
	cases    map[string]benchCase
	codes    map[string][]byte
	prepared map[string]*prepared
}

type prepared struct {
	checksum wasmvm.Checksum
	entries  map[string][]byte
}

var capabilities = []string{
	"iterator", "staking", "stargate", "ibc2", "cosmwasm_1_1", "cosmwasm_1_2", "cosmwasm_1_3", "cosmwasm_1_4",
	"cosmwasm_2_0", "cosmwasm_2_1", "cosmwasm_2_2", "cosmwasm_3_0",
}

// env has the bytes of the one on the Java side.
var env = types.Env{
	Block:    types.BlockInfo{Height: 123, Time: 1578939743_987654321, ChainID: "foobar"},
	Contract: types.ContractInfo{Address: "contract"},
}

func open(casesFile string, folders []string) (*bench, error) {
	text, err := os.ReadFile(casesFile)
	if err != nil {
		return nil, err
	}
	var list []benchCase
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, err
	}
	b := &bench{cases: map[string]benchCase{}, codes: map[string][]byte{}, prepared: map[string]*prepared{}}
	for _, c := range list {
		for i := range c.Setup {
			if err := c.Setup[i].compact(); err != nil {
				return nil, err
			}
		}
		if err := c.Call.compact(); err != nil {
			return nil, err
		}
		b.cases[c.Name] = c
		for _, folder := range folders {
			if wasm, err := os.ReadFile(filepath.Join(folder, c.Code+".wasm")); err == nil {
				b.codes[c.Code] = wasm
			}
		}
	}
	if b.home, err = os.MkdirTemp("", "bench-wasmvm"); err != nil {
		return nil, err
	}
	if b.vm, err = newVM(filepath.Join(b.home, "warm"), 100); err != nil {
		return nil, err
	}
	b.cold, err = newVM(filepath.Join(b.home, "cold"), 0)
	return b, err
}

func newVM(directory string, cacheMiB uint32) (*wasmvm.VM, error) {
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return nil, err
	}
	return wasmvm.NewVMWithConfig(types.VMConfig{Cache: types.CacheOptions{
		BaseDir:                  directory,
		AvailableCapabilities:    capabilities,
		MemoryCacheSizeBytes:     types.NewSizeMebi(cacheMiB),
		InstanceMemoryLimitBytes: types.NewSizeMebi(32),
	}}, false)
}

func (b *bench) close() {
	b.vm.Cleanup()
	b.cold.Cleanup()
	os.RemoveAll(b.home)
}

func (b *bench) answer(what, name string, n int) (answer, error) {
	c, found := b.cases[name]
	if !found || b.codes[c.Code] == nil {
		return answer{}, fmt.Errorf("no such case, or no code %q", c.Code)
	}
	switch what {
	case "calls":
		return b.calls(b.vm, c, n)
	case "cold":
		return b.calls(b.cold, c, n)
	case "store":
		return b.store(c, n)
	}
	return answer{}, fmt.Errorf("what is %q?", what)
}

func (b *bench) calls(vm *wasmvm.VM, c benchCase, n int) (answer, error) {
	ready, err := b.prepare(vm, c)
	if err != nil {
		return answer{}, err
	}
	chain := &chain{entries: maps.Clone(ready.entries)}
	var a answer
	cpu, wall := threadCPU(), time.Now()
	for range n {
		gas, err := call(vm, ready.checksum, chain, c.Call)
		if err != nil {
			return answer{}, err
		}
		a.Gas += gas
	}
	a.CPUNanos, a.WallNanos = threadCPU()-cpu, time.Since(wall).Nanoseconds()
	a.Gas += chain.consumed
	a.JSONNanos = jsonCost(c.Call, n)
	return a, nil
}

// store measures an upload and the first call.
func (b *bench) store(c benchCase, n int) (answer, error) {
	var a answer
	for i := range n {
		vm, err := newVM(filepath.Join(b.home, fmt.Sprintf("store-%s-%d", filepath.Base(c.Code), i)), 100)
		if err != nil {
			return answer{}, err
		}
		chain := &chain{entries: map[string][]byte{}}
		cpu, wall := threadCPU(), time.Now()
		checksum, _, err := vm.StoreCode(b.codes[c.Code], math.MaxUint64)
		if err != nil {
			return answer{}, err
		}
		first := c.Call
		if len(c.Setup) > 0 {
			first = c.Setup[0]
		}
		if _, err := call(vm, checksum, chain, first); err != nil {
			return answer{}, err
		}
		a.CPUNanos, a.WallNanos = a.CPUNanos+threadCPU()-cpu, a.WallNanos+time.Since(wall).Nanoseconds()
		vm.Cleanup()
	}
	return a, nil
}

func (b *bench) prepare(vm *wasmvm.VM, c benchCase) (*prepared, error) {
	key := fmt.Sprintf("%s %p", c.Name, vm)
	if ready := b.prepared[key]; ready != nil {
		return ready, nil
	}
	checksum, _, err := vm.StoreCode(b.codes[c.Code], math.MaxUint64)
	if err != nil {
		return nil, err
	}
	chain := &chain{entries: map[string][]byte{}}
	for _, s := range c.Setup {
		if _, err := call(vm, checksum, chain, s); err != nil {
			return nil, err
		}
	}
	ready := &prepared{checksum, chain.entries}
	b.prepared[key] = ready
	return ready, nil
}

// call makes one call; running out of gas is a result like others, an error of the contract is not.
func call(vm *wasmvm.VM, checksum wasmvm.Checksum, chain *chain, s step) (uint64, error) {
	limit := s.GasLimit
	if limit == 0 {
		limit = math.MaxUint64 / 4
	}
	free := types.UFraction{Numerator: 0, Denominator: 1}
	info := types.MessageInfo{Sender: s.Sender}
	var refused string
	var gas uint64
	var err error
	switch s.Entry {
	case "instantiate", "execute":
		method := vm.Execute
		if s.Entry == "instantiate" {
			method = vm.Instantiate
		}
		var result *types.ContractResult
		result, gas, err = method(checksum, env, info, s.Msg, chain, chain.api(), chain, chain, limit, free)
		if result != nil {
			refused = result.Err
		}
	case "query":
		var result *types.QueryResult
		result, gas, err = vm.Query(checksum, env, s.Msg, chain, chain.api(), chain, chain, limit, free)
		if result != nil {
			refused = result.Err
		}
	default:
		return 0, fmt.Errorf("what is %q?", s.Entry)
	}
	if _, out := err.(types.OutOfGasError); out {
		return gas, nil
	}
	if err == nil && refused != "" {
		err = fmt.Errorf("refused: %s", refused)
	}
	return gas, err
}

// jsonCost is what n calls spend on writing their arguments. Reading the result is left out: it differs from call to call.
func jsonCost(s step, n int) int64 {
	before := threadCPU()
	for range n {
		json.Marshal(env)
		if s.Entry != "query" {
			json.Marshal(types.MessageInfo{Sender: s.Sender})
		}
	}
	return threadCPU() - before
}

// threadCPU is the CPU time of the calling thread in nanoseconds.
func threadCPU() int64 {
	const clockThread = 3 // CLOCK_THREAD_CPUTIME_ID
	var ts syscall.Timespec
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clockThread, uintptr(unsafe.Pointer(&ts)), 0)
	return ts.Nano()
}
