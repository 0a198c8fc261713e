package faults

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	wasmvm "github.com/CosmWasm/wasmvm/v3"

	orrery "orrery.dev/adapter"
	"orrery.dev/adapter/parity/plain"
)

// longLoop is gas for a loop that takes a while.
const longLoop = 3_000_000_000_000

func TestACallThatHadNotTouchedTheChainIsMadeAgainWhenTheVMWasKilled(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, c := hackatom(t, engine)
	want, _ := execute(engine, sum, c, "fred", `{"cpu_loop":{}}`, longLoop)
	if want.gas == 0 || want.err == "" {
		t.Fatal("the loop ended otherwise", want)
	}
	done := make(chan outcome)
	go func() {
		got, _ := execute(engine, sum, c, "fred", `{"cpu_loop":{}}`, longLoop)
		done <- got
	}()
	time.Sleep(200 * time.Millisecond)
	m.kill()
	time.Sleep(time.Second)
	m.start()
	select {
	case got := <-done:
		if got != want {
			t.Errorf("%+v, without the kill %+v", got, want)
		}
	case <-time.After(patience):
		t.Fatal("the call hangs")
	}
}

func TestACallThatTouchedTheChainIsAFaultWhenTheVMWasKilled(t *testing.T) {
	m := newMachine(t)
	told := make(chan error, 1)
	engine := m.engine(orrery.WithFaultHandler(func(err error) { told <- err }))
	sum, c := hackatom(t, engine)
	touched := make(chan struct{}, 1)
	sets := 0
	c.OnSet = func() {
		if sets++; sets == 20 {
			touched <- struct{}{}
		}
	}
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		<-touched
		m.kill()
	}()
	got, err := execute(engine, sum, c, "fred", `{"storage_loop":{}}`, math.MaxUint64)
	<-killed
	var fault *orrery.Fault
	if !errors.As(err, &fault) || got.gas != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := <-told; err != fault {
		t.Errorf("told of %v, returned %v", err, fault)
	}
	m.start()
	c.OnSet = nil
	if _, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
		t.Errorf("after the restart: %v", err)
	}
}

func TestWhatWasStoredIsThereAfterTheVMWasKilled(t *testing.T) {
	m := newMachine(t)
	names := []string{
		"hackatom", "cyberpunk", "queue", "reflect", "ibc_reflect", "rust/counter", "rust/token", "rust/escrow", "rust/index", "c/token",
	}
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	for round := range rounds {
		engine := m.engine(orrery.WithPatience(time.Second))
		var mu sync.Mutex
		kept := map[string]wasmvm.Checksum{}
		var wg sync.WaitGroup
		for _, name := range names {
			wg.Go(func() {
				sum, _, err := engine.StoreCode(code(t, name), math.MaxUint64)
				if err == nil {
					_ = engine.Pin(sum)
					mu.Lock()
					kept[name] = sum
					mu.Unlock()
				}
				var fault *orrery.Fault
				if err != nil && !errors.As(err, &fault) {
					t.Errorf("storing %s: %v", name, err)
				}
			})
		}
		time.Sleep(time.Duration(rand.IntN(3000)) * time.Millisecond)
		m.kill()
		wg.Wait()
		m.start()
		after := m.engine()
		for name, sum := range kept {
			back, err := after.GetCode(sum)
			if err != nil || !bytes.Equal(back, code(t, name)) {
				t.Errorf("round %d: %s was stored, but %v", round, name, err)
			}
		}
		for _, name := range names {
			sum := stored(t, after, name)
			if _, err := after.AnalyzeCode(sum); err != nil {
				t.Errorf("round %d: %s: %v", round, name, err)
			}
			if err := after.Pin(sum); err != nil {
				t.Errorf("round %d: %s: %v", round, name, err)
			}
		}
		t.Logf("round %d: %d of %d codes stored before the kill", round, len(kept), len(names))
		if round%2 == 0 {
			for name := range kept {
				if err := after.RemoveCode(kept[name]); err != nil {
					t.Errorf("removing %s: %v", name, err)
				}
			}
		}
		engine.Cleanup()
		after.Cleanup()
	}
}

// All codes are being pinned when the VM is killed; the engine waits for the next one and asks again.
func TestPinsSurviveThatTheVMIsKilled(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	names := []string{"hackatom", "cyberpunk", "queue", "reflect", "ibc_reflect", "rust/counter", "rust/token", "rust/escrow"}
	sums := map[string]wasmvm.Checksum{}
	for _, name := range names {
		sums[name] = stored(t, engine, name)
	}
	// A VM that has just started must compile or load what it pins.
	m.kill()
	m.start()
	var wg sync.WaitGroup
	for name, sum := range sums {
		wg.Go(func() {
			if err := engine.Pin(sum); err != nil {
				t.Errorf("pinning %s: %v", name, err)
			}
		})
	}
	time.Sleep(30 * time.Millisecond)
	m.kill()
	m.start()
	wg.Wait()
	for name, sum := range sums {
		// Pins of the killed VM, whose answers had arrived, are gone with it: wasmd pins at each start.
		if err := engine.Pin(sum); err != nil {
			t.Errorf("pinning %s again: %v", name, err)
		}
	}
	metrics, err := engine.GetPinnedMetrics()
	if err != nil || len(metrics.PerModule) != len(names) {
		t.Errorf("%d of %d are pinned, %v", len(metrics.PerModule), len(names), err)
	}
	c := plain.New()
	if done, err := instantiate(engine, sums["hackatom"], c, `{"verifier":"fred","beneficiary":"bob"}`); err != nil {
		t.Error(done)
	}
}

// childVariable makes this test binary the chain that is killed: it has the socket of the VM.
const childVariable = "FAULTS_CHILD"

func TestMain(m *testing.M) {
	if socket := os.Getenv(childVariable); socket != "" {
		runForever(socket)
		return
	}
	os.Exit(m.Run())
}

func runForever(socket string) {
	t := &testing.T{}
	engine := (&machine{t: t, socket: socket}).engine()
	sum, _ := hackatom(t, engine)
	for range 8 {
		go func() {
			_, _ = execute(engine, sum, plain.New(), "fred", `{"cpu_loop":{}}`, math.MaxUint64)
		}()
	}
	select {}
}

func TestACallEndsWhenItsChainDies(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, c := hackatom(t, engine)
	before := m.usage()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVariable+"="+m.socket)
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	m.wait("the loops", func() bool { return m.busy() > 0.3 })
	time.Sleep(2 * time.Second)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	m.wait("the VM to be idle again", func() bool { return m.busy() < 0.1 })
	m.settles(before)
	if _, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
		t.Error(err)
	}
}
