package faults

import (
	"net"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"

	orrery "orrery.dev/adapter"
)

func TestPeersThatSayNothingOrNonsenseDisturbNobody(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, c := hackatom(t, engine)
	before := m.usage()
	var open []net.Conn
	for i := range 200 {
		conn := dial(t, m.socket)
		open = append(open, conn)
		switch i % 4 {
		case 1:
			_, _ = conn.Write([]byte("GET / HTTP/1.1\r\n\r\n"))
		case 2:
			_, _ = conn.Write([]byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
		case 3:
			_, _ = conn.Write([]byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + strings.Repeat("\xff", 4096)))
		}
	}
	for range 20 {
		if _, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
			t.Fatal(err)
		}
	}
	for _, conn := range open {
		_ = conn.Close()
	}
	m.settles(before)
}

func TestASlowSocketChangesNothing(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, c := hackatom(t, engine)
	want, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas)
	if err != nil {
		t.Fatal(err)
	}
	wire := newWire(t, m.socket)
	wire.piece, wire.pause = 300, time.Millisecond
	slow := m.engine(orrery.WithAddress(wire.address))
	got, err := execute(slow, sum, c, "fred", `{"release":{}}`, ordinaryGas)
	if err != nil || got != want {
		t.Errorf("%+v %v, not %+v", got, err, want)
	}
}

func TestAVMThatFallsSilentIsAFault(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	m := newMachine(t)
	// More often than the adapter does by itself, so that the test ends soon.
	often := keepalive.ClientParameters{Time: 10 * time.Second, Timeout: 5 * time.Second}
	engine := m.engine(orrery.WithPatience(10*time.Second), orrery.WithDialOptions(grpc.WithKeepaliveParams(often)))
	sum, c := hackatom(t, engine)
	m.signal(syscall.SIGSTOP)
	begun := time.Now()
	_, err := execute(engine, sum, c, "fred", `{"release":{}}`, ordinaryGas)
	m.signal(syscall.SIGCONT)
	if err == nil {
		t.Fatal("a VM that was stopped answered")
	}
	t.Logf("noticed after %v: %v", time.Since(begun), err)
	if _, err := execute(m.engine(), sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
		t.Error(err)
	}
}

func TestNothingOfAnEngineIsLeft(t *testing.T) {
	m := newMachine(t)
	engine := m.engine()
	sum, c := hackatom(t, engine)
	before, goroutines := m.usage(), runtime.NumGoroutine()
	for range 30 {
		other := m.engine()
		if _, err := execute(other, sum, c, "fred", `{"release":{}}`, ordinaryGas); err != nil {
			t.Fatal(err)
		}
		other.Cleanup()
	}
	m.settles(before)
	waitFor(t, "the goroutines", func() bool { return runtime.NumGoroutine() <= goroutines+3 })
}
