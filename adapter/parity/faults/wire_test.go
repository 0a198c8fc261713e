package faults

import (
	"errors"
	"math"
	"net"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"

	orrery "orrery.dev/adapter"
)

// wire carries bytes between chains and a VM: in pieces, with a pause after each, until it is cut or goes dead.
type wire struct {
	address string
	piece   int
	pause   time.Duration

	mu    sync.Mutex
	dead  bool
	conns []net.Conn
}

func newWire(t *testing.T, socket string) *wire {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wire.sock")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{address: "unix://" + path, piece: 32 << 10}
	t.Cleanup(func() { _ = listener.Close(); w.cut() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			onward, err := net.Dial("unix", socket)
			if err != nil {
				_ = conn.Close()
				continue
			}
			w.mu.Lock()
			w.conns = append(w.conns, conn, onward)
			w.mu.Unlock()
			go w.carry(onward, conn)
			go w.carry(conn, onward)
		}
	}()
	return w
}

func (w *wire) carry(to, from net.Conn) {
	piece := make([]byte, w.piece)
	for {
		n, err := from.Read(piece)
		if err != nil {
			// Of a dead wire the other end does not even learn that this one was closed.
			if !w.isDead() {
				_ = to.Close()
			}
			return
		}
		time.Sleep(w.pause)
		if w.isDead() {
			continue
		}
		if _, err := to.Write(piece[:n]); err != nil {
			_ = from.Close()
			return
		}
	}
}

// cut closes all connections; new ones may be made.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, conn := range w.conns {
		_ = conn.Close()
	}
	w.conns = nil
}

// die swallows everything from now on, while all connections stay.
func (w *wire) die() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dead = true
}

func (w *wire) isDead() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.dead
}

func TestASocketThatIsClosedUnderAComputingContractChangesNothing(t *testing.T) {
	m := newMachine(t)
	wire := newWire(t, m.socket)
	engine := m.engine(orrery.WithAddress(wire.address))
	sum, c := hackatom(t, engine)
	want, _ := execute(engine, sum, c, "fred", `{"cpu_loop":{}}`, longLoop)
	before := m.usage()
	done := make(chan outcome)
	go func() {
		got, _ := execute(engine, sum, c, "fred", `{"cpu_loop":{}}`, longLoop)
		done <- got
	}()
	m.wait("the loop", func() bool { return m.usage().calls > 0 })
	wire.cut()
	select {
	case got := <-done:
		if got != want {
			t.Errorf("%+v, on a whole socket %+v", got, want)
		}
	case <-time.After(patience):
		t.Fatal("the call hangs")
	}
	m.settles(before)
}

func TestASocketThatIsClosedUnderACallbackIsAFault(t *testing.T) {
	m := newMachine(t)
	wire := newWire(t, m.socket)
	engine := m.engine(orrery.WithAddress(wire.address))
	sum, c := hackatom(t, engine)
	before := m.usage()
	sets := 0
	c.OnSet = func() {
		if sets++; sets == 20 {
			wire.cut()
		}
	}
	got, err := execute(engine, sum, c, "fred", `{"storage_loop":{}}`, math.MaxUint64)
	var fault *orrery.Fault
	// On a lane, or with late writes, the chain may get some further before it hears of the socket.
	if !errors.As(err, &fault) || got.gas != 0 || sets < 20 {
		t.Fatalf("%+v, %v after %d writes", got, err, sets)
	}
	t.Log(err)
	c.OnSet = nil
	if _, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
		t.Errorf("on a new socket: %v", err)
	}
	m.settles(before)
}

// Both ends see an open socket, and nothing comes.
func TestAHalfOpenSocketIsNoticedByBothEnds(t *testing.T) {
	if testing.Short() {
		t.Skip("takes two minutes")
	}
	m := newMachine(t)
	outside := m.engine()
	sum, c := hackatom(t, outside)
	before := m.usage()
	wire := newWire(t, m.socket)
	often := keepalive.ClientParameters{Time: 10 * time.Second, Timeout: 5 * time.Second}
	engine := m.engine(orrery.WithAddress(wire.address), orrery.WithPatience(10*time.Second),
		orrery.WithDialOptions(grpc.WithKeepaliveParams(often)))
	c.OnSet = wire.die
	begun := time.Now()
	_, err := execute(engine, sum, c, "fred", `{"storage_loop":{}}`, math.MaxUint64)
	var fault *orrery.Fault
	if !errors.As(err, &fault) {
		t.Fatal(err)
	}
	t.Logf("the chain noticed after %v: %v", time.Since(begun), err)
	c.OnSet = nil
	// The VM asks a silent peer after a minute, and gives it another 20 seconds.
	deadline := begun.Add(2 * time.Minute)
	for m.usage().calls > before.calls {
		if time.Now().After(deadline) {
			t.Fatal("the VM still waits for an answer")
		}
		time.Sleep(time.Second)
	}
	t.Logf("the VM noticed within %v", time.Since(begun))
	m.settles(before)
	if _, err := execute(outside, sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
		t.Error(err)
	}
}
