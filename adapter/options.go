package orrery

import (
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"

	"orrery.dev/adapter/internal/lane"
)

// AddressVariable is the environment variable with the address of the VM: unix:///path or host:port.
const AddressVariable = "ORRERY_VM"

// LaneVariable is the environment variable that turns lanes off: "off". See [WithLane].
const LaneVariable = "ORRERY_LANE"

// WriteBehindVariable is the environment variable that has writes sent late: "on". See [WithWriteBehind].
const WriteBehindVariable = "ORRERY_WRITE_BEHIND"

const (
	on  = "on"
	off = "off"
)

// defaultPatience bounds how long a call waits for a VM that is down, so that it may be restarted under a node.
const defaultPatience = 30 * time.Second

// defaultLaneSpin is longer than what most calls do between two questions, than what most chains need for an answer, and than a
// peer that sleeps needs to wake: a shorter spin is in vain whenever the other side did not spin, and then neither does any more.
const defaultLaneSpin = 200 * time.Microsecond

// Option changes how an engine reaches its VM.
type Option func(*options)

type options struct {
	address     string
	credentials credentials.TransportCredentials
	patience    time.Duration
	onFault     func(error)
	gasSchedule string
	lane        bool
	laneSpin    time.Duration
	writeBehind bool
	dial        []grpc.DialOption
}

func newOptions(opts []Option) options {
	o := options{
		address:     os.Getenv(AddressVariable),
		credentials: insecure.NewCredentials(),
		patience:    defaultPatience,
		onFault:     Halt,
		lane:        os.Getenv(LaneVariable) != off,
		laneSpin:    defaultLaneSpin,
		writeBehind: os.Getenv(WriteBehindVariable) == on,
	}
	for _, opt := range opts {
		opt(&o)
	}
	return o
}

// WithAddress is used instead of the environment variable.
func WithAddress(address string) Option {
	return func(o *options) { o.address = address }
}

// WithCredentials turns on TLS. Without it the connection is in the clear, which is right for a unix socket.
func WithCredentials(c credentials.TransportCredentials) Option {
	return func(o *options) { o.credentials = c }
}

// WithPatience bounds how long a call waits for a VM that can't be reached; 30 seconds.
func WithPatience(d time.Duration) Option {
	return func(o *options) { o.patience = d }
}

// WithGasSchedule charges the gas of an older release: the first cosmwasm-vm with these prices, for example "1.5.10" or
// "2.2.9"; docs/protocol.md lists them. Without it the VM charges what wasmvm v3.0.7 does. All nodes of a chain must have
// the same.
func WithGasSchedule(name string) Option {
	return func(o *options) { o.gasSchedule = name }
}

// WithLane says whether calls to a VM on this machine go through memory that both share instead of the connection, if
// the VM lets them; they do unless this or the environment says otherwise.
func WithLane(wanted bool) Option {
	return func(o *options) { o.lane = wanted }
}

// WithLaneSpin is how long a call keeps a processor busy waiting for the VM before it sleeps; 200 µs. It does so only while there
// are two processors for every running call, and as long as it pays off. 0 turns it off.
func WithLaneSpin(d time.Duration) Option {
	return func(o *options) { o.laneSpin = d }
}

// WithWriteBehind lets contracts go on after a write before the chain has done it: it is sent with the contract's next
// question, or with the end of the call, which saves a round trip. What the chain does, and what comes of the call, stays
// the same.
func WithWriteBehind(wanted bool) Option {
	return func(o *options) { o.writeBehind = wanted }
}

// wantsLane is false for a VM that can't share memory with us, whatever it says.
func (o *options) wantsLane() bool {
	return o.lane && lane.Supported && isLocal(o.address)
}

// isLocal says whether an address is on this machine.
func isLocal(address string) bool {
	if strings.HasPrefix(address, "unix:") {
		return true
	}
	host, _, err := net.SplitHostPort(address)
	return err == nil && (host == "localhost" || net.ParseIP(host).IsLoopback())
}

// WithDialOptions adds gRPC's own options.
func WithDialOptions(dial ...grpc.DialOption) Option {
	return func(o *options) { o.dial = append(o.dial, dial...) }
}

// WithFaultHandler is told when the VM was lost in a way that can't be repaired by trying again. If it returns, the
// method that was called returns the error. The default is [Halt].
func WithFaultHandler(handler func(error)) Option {
	return func(o *options) { o.onFault = handler }
}

// Halt ends the process. A node whose VM is gone must not go on: an error would make a transaction fail here that
// succeeds on all other nodes, and wasmd turns panics into such errors.
func Halt(fault error) {
	fmt.Fprintf(os.Stderr, "orrery: %v\norrery: halting, because going on would diverge from other nodes\n", fault)
	os.Exit(exitFault)
}

// exitFault is EX_UNAVAILABLE of sysexits.h.
const exitFault = 69

// Fault says that the VM, not the contract, failed: no outcome is known. It must not get into a chain's state.
type Fault struct {
	// Doing is what was asked of the VM.
	Doing string
	Cause error
}

func (f *Fault) Error() string { return fmt.Sprintf("VM lost during %s: %v", f.Doing, f.Cause) }

func (f *Fault) Unwrap() error { return f.Cause }
