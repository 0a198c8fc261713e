package parity

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
)

// stored is what became of an upload.
type stored struct {
	Checksum wasmvm.Checksum
	Gas      uint64
	Error    string
}

func store(engine Engine, wasm []byte) stored {
	checksum, gas, err := engine.StoreCode(wasm, math.MaxUint64)
	return stored{checksum, gas, text(err)}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return fmt.Sprintf("%T: %s", err, err)
}

// Uploads compares the upload checks: of the code itself, and of copies with one place damaged.
func (p *Pair) Uploads(name string, wasm []byte, damaged int, random *rand.Rand) {
	p.Same(name+": store", store(p.Reference, wasm), store(p.Subject, wasm))
	for range damaged {
		copied := bytes.Clone(wasm)
		at := random.IntN(len(copied))
		what := fmt.Sprintf("%s cut at %d", name, at)
		if random.IntN(4) == 0 {
			copied = copied[:at]
		} else {
			copied[at] = byte(random.IntN(256))
			what = fmt.Sprintf("%s with byte %d = %#x", name, at, copied[at])
		}
		reference, subject := simulate(p.Reference, copied), simulate(p.Subject, copied)
		p.Same(what, reference, subject)
	}
}

func simulate(engine Engine, wasm []byte) stored {
	checksum, gas, err := engine.SimulateStoreCode(wasm, math.MaxUint64)
	return stored{checksum, gas, text(err)}
}

// Lifecycle compares what may be done with a code besides calling it, in an order that includes all mistakes.
func (p *Pair) Lifecycle(name string, wasm []byte) {
	checksum := store(p.Reference, wasm).Checksum
	store(p.Subject, wasm)
	unknown := bytes.Repeat([]byte{7}, 32)
	steps := []struct {
		name string
		do   func(Engine) (any, error)
	}{
		{"analyze", func(e Engine) (any, error) { return e.AnalyzeCode(checksum) }},
		{"analyze unknown", func(e Engine) (any, error) { return e.AnalyzeCode(unknown) }},
		{"analyze nil", func(e Engine) (any, error) { return e.AnalyzeCode(nil) }},
		{"analyze short", func(e Engine) (any, error) { return e.AnalyzeCode([]byte{1}) }},
		{"get", func(e Engine) (any, error) { return e.GetCode(checksum) }},
		{"get unknown", func(e Engine) (any, error) { return e.GetCode(unknown) }},
		{"get nil", func(e Engine) (any, error) { return e.GetCode(nil) }},
		{"pin", func(e Engine) (any, error) { return nil, e.Pin(checksum) }},
		{"pin again", func(e Engine) (any, error) { return nil, e.Pin(checksum) }},
		{"pin unknown", func(e Engine) (any, error) { return nil, e.Pin(unknown) }},
		{"pin nil", func(e Engine) (any, error) { return nil, e.Pin(nil) }},
		{"unpin", func(e Engine) (any, error) { return nil, e.Unpin(checksum) }},
		{"unpin again", func(e Engine) (any, error) { return nil, e.Unpin(checksum) }},
		{"unpin unknown", func(e Engine) (any, error) { return nil, e.Unpin(unknown) }},
		{"sync pinned", func(e Engine) (any, error) { return nil, e.SyncPinnedCodes([]wasmvm.Checksum{checksum}) }},
		{"sync unknown", func(e Engine) (any, error) { return nil, e.SyncPinnedCodes([]wasmvm.Checksum{unknown}) }},
		{"sync odd bytes", func(e Engine) (any, error) { return nil, e.SyncPinnedCodes([]wasmvm.Checksum{{1, 2, 3}}) }},
		{"sync none", func(e Engine) (any, error) { return nil, e.SyncPinnedCodes(nil) }},
		{"store nil", func(e Engine) (any, error) { return store(e, nil), nil }},
		{"store nothing", func(e Engine) (any, error) { return store(e, []byte{}), nil }},
		{"store without gas", func(e Engine) (any, error) {
			_, gas, err := e.StoreCode(wasm, 1)
			return gas, err
		}},
		{"simulate", func(e Engine) (any, error) { return simulate(e, wasm), nil }},
		{"store unchecked", func(e Engine) (any, error) { return e.StoreCodeUnchecked(wasm) }},
		{"remove", func(e Engine) (any, error) { return nil, e.RemoveCode(checksum) }},
		{"remove again", func(e Engine) (any, error) { return nil, e.RemoveCode(checksum) }},
		{"remove nil", func(e Engine) (any, error) { return nil, e.RemoveCode(nil) }},
		{"get removed", func(e Engine) (any, error) { return e.GetCode(checksum) }},
		{"pin removed", func(e Engine) (any, error) { return nil, e.Pin(checksum) }},
		{"store again", func(e Engine) (any, error) { return store(e, wasm), nil }},
	}
	for _, step := range steps {
		p.Same(name+": "+step.name, said(step.do, p.Reference), said(step.do, p.Subject))
	}
}

// said is an answer and an error as data.
func said(do func(Engine) (any, error), engine Engine) any {
	value, err := do(engine)
	return []any{value, text(err)}
}
