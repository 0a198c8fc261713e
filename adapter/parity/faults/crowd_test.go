package faults

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	wasmvm "github.com/CosmWasm/wasmvm/v3"

	orrery "orrery.dev/adapter"
	"orrery.dev/adapter/parity/plain"
)

func TestAThousandCallsAtOnce(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum := stored(t, engine, "rust/counter")
	one := plain.New()
	if done, err := instantiate(engine, sum, one, `{"count":1}`); err != nil {
		t.Fatal(done)
	}
	want, err := execute(engine, sum, one, "alice", `{"increment":{}}`, ordinaryGas)
	if err != nil {
		t.Fatal(want)
	}
	before, goroutines := m.usage(), runtime.NumGoroutine()
	var wg sync.WaitGroup
	// All of them wait for each other in the middle of their call, so that all are running at once.
	const callers = 1000
	var all sync.WaitGroup
	all.Add(callers)
	for range callers {
		wg.Go(func() {
			c := plain.New()
			done, err := instantiate(engine, sum, c, `{"count":1}`)
			if err != nil {
				all.Done()
				t.Error(done)
				return
			}
			met := sync.OnceFunc(func() { all.Done(); all.Wait() })
			c.OnGet = met
			got, err := execute(engine, sum, c, "alice", `{"increment":{}}`, ordinaryGas)
			if err != nil || got != want {
				t.Errorf("%+v, not %+v", got, want)
			}
			met()
		})
	}
	ended := make(chan struct{})
	go func() { wg.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(3 * patience):
		t.Fatal("calls wait for each other")
	}
	m.settles(before)
	waitFor(t, "the goroutines", func() bool { return runtime.NumGoroutine() <= goroutines+2*64+10 })
}

func TestDeepQueriesOfManyCallers(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, first := hackatom(t, engine)
	before := m.usage()
	want, err := recurse(engine, sum, first)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			c := plain.New()
			if done, err := instantiate(engine, sum, c, `{"verifier":"fred","beneficiary":"bob"}`); err != nil {
				t.Error(done)
				return
			}
			got, err := recurse(engine, sum, c)
			if err != nil || got != want {
				t.Errorf("%q %v, not %q", got, err, want)
			}
		})
	}
	ended := make(chan struct{})
	go func() { wg.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(3 * patience):
		t.Fatal("queries wait for each other")
	}
	m.settles(before)
}

// recurse lets the contract query itself ten deep; it returns the answer and the gas of the outermost query.
func recurse(engine *orrery.Engine, sum wasmvm.Checksum, c *plain.Chain) (string, error) {
	query := func(msg []byte, limit uint64) ([]byte, uint64, error) {
		result, gas, err := engine.Query(sum, plain.Env, msg, c, plain.API, c, c, limit, free)
		if err != nil {
			return nil, gas, err
		}
		if result.Err != "" {
			return nil, gas, errors.New(result.Err)
		}
		return result.Ok, gas, nil
	}
	c.OnSmart = func(msg []byte, limit uint64) ([]byte, error) {
		answer, gas, err := query(msg, limit)
		c.Charge(gas)
		return answer, err
	}
	answer, gas, err := query([]byte(fmt.Sprintf(`{"recurse":{"depth":10,"work":1,"contract":%q}}`, plain.Address)), ordinaryGas)
	return fmt.Sprintf("%s for %d", answer, gas), err
}

func TestACallbackThatBlocksBlocksNobodyElse(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, c := hackatom(t, engine)
	want, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas)
	if err != nil {
		t.Fatal(err)
	}
	const blocked = 50
	release := make(chan struct{})
	var wg sync.WaitGroup
	for range blocked {
		wg.Go(func() {
			late := plain.New()
			if _, err := instantiate(engine, sum, late, `{"verifier":"fred","beneficiary":"bob"}`); err != nil {
				t.Error(err)
			}
			late.OnGet = func() { <-release }
			got, err := execute(engine, sum, late, "fred", `{"release":{}}`, ordinaryGas)
			if err != nil || got != want {
				t.Errorf("late: %+v %v, not %+v", got, err, want)
			}
		})
	}
	time.Sleep(time.Second)
	for range 50 {
		got, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas)
		if err != nil || got != want {
			t.Errorf("%+v %v, not %+v", got, err, want)
		}
	}
	close(release)
	wg.Wait()
}

func TestACallbackThatLeavesEndsTheCall(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, c := hackatom(t, engine)
	before := m.usage()
	for range 100 {
		left := make(chan struct{})
		go func() {
			defer close(left)
			gone := plain.New()
			_, _ = instantiate(engine, sum, gone, `{"verifier":"fred","beneficiary":"bob"}`)
			gone.OnGet = runtime.Goexit
			_, _ = execute(engine, sum, gone, "fred", `{"release":{}}`, ordinaryGas)
			t.Error("the callback came back")
		}()
		<-left
	}
	if _, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
		t.Error(err)
	}
	m.settles(before)
}

func TestMessagesOfAnySizeGetWasmvmsAnswer(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, c := hackatom(t, engine)
	reference := inProcess(t)
	if _, _, err := reference.StoreCode(code(t, "hackatom"), ordinaryGas); err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{1, 1 << 16, 1 << 20, 5 << 20, 20 << 20, 60 << 20} {
		text, err := json.Marshal(map[string]any{"release": map[string]string{"filler": strings.Repeat("x", size)}})
		if err != nil {
			t.Fatal(err)
		}
		got, _ := execute(engine, sum, c, "fred", string(text), ordinaryGas)
		result, gas, err := reference.Execute(sum, plain.Env, info("fred"), text, c, plain.API, c, c, ordinaryGas, free)
		if want := outcomeOf(result, gas, err); got != want {
			t.Errorf("%d bytes: %.300s, not %.300s", size, fmt.Sprint(got), fmt.Sprint(want))
		}
		junk := append([]byte("\x00asm\x01\x00\x00\x00\x00"), make([]byte, size)...)
		_, _, here := engine.SimulateStoreCode(junk, 1<<62)
		_, _, there := reference.SimulateStoreCode(junk, 1<<62)
		if fmt.Sprint(here) != fmt.Sprint(there) {
			t.Errorf("%d bytes of code: %v, not %v", size, here, there)
		}
	}
}

func TestAMessageAboveTheVMsLimitIsAFaultThatNamesTheLimit(t *testing.T) {
	m := newMachine(t, "--max-frame", "8")
	engine := m.engine()
	sum, c := hackatom(t, engine)
	before := m.usage()
	attempts := map[string]func(size int) error{
		"an argument": func(size int) error {
			text := fmt.Sprintf(`{"release":{"filler":%q}}`, strings.Repeat("x", size))
			_, err := execute(engine, sum, c, "fred", text, ordinaryGas)
			return err
		},
		"code": func(size int) error {
			_, _, err := engine.SimulateStoreCode(make([]byte, size), math.MaxUint64)
			return err
		},
		"the chain's answer": func(size int) error {
			large := plain.New()
			large.Set([]byte("config"), make([]byte, size))
			_, err := execute(engine, sum, large, "fred", `{"release":{}}`, ordinaryGas)
			return err
		},
	}
	for what, attempt := range attempts {
		for _, size := range []int{7 << 20, 9 << 20} {
			err := attempt(size)
			var fault *orrery.Fault
			if errors.As(err, &fault) != (size > 8<<20) {
				t.Errorf("%s of %d bytes: %.300v", what, size, err)
			}
			if fault != nil && !strings.Contains(err.Error(), "limit of 8388608 bytes, which its option --max-frame sets") {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
	if _, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
		t.Error(err)
	}
	m.settles(before)
}
