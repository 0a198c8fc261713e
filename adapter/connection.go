package orrery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/CosmWasm/wasmvm/v3/types"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"orrery.dev/adapter/internal/lane"
	"orrery.dev/adapter/internal/vmv1"
)

// maxIdleStreams bounds the pool. One is in use per running call, so this is what a burst of calls leaves behind.
const maxIdleStreams = 64

// A VM that says nothing for keepaliveTime while streams are open is asked whether it lives, and given up when it has not
// answered after keepalivePatience. Orrery lets its clients ask every ten seconds.
const (
	keepaliveTime     = 30 * time.Second
	keepalivePatience = 30 * time.Second
)

// connection is the way to one VM handle: dialled and opened when first used, opened again when the handle is
// gone, with a pool of streams. Safe for any number of goroutines.
type connection struct {
	config   types.VMConfig
	options  options
	spinning lane.Spinning
	// maxFrameBytes is the largest message that the VM takes; 0 if it doesn't say.
	maxFrameBytes atomic.Uint32

	mu     sync.Mutex
	conn   *grpc.ClientConn
	handle string
	// features are those of the VM that gave the handle.
	features []string
	idle     []*stream
	closed   bool
}

var errClosed = errors.New("the engine was cleaned up")

// client returns the VM's methods, and waits until it can be reached.
func (c *connection) client() (vmv1.VmClient, error) {
	conn, err := c.dial()
	if err != nil {
		return nil, err
	}
	if conn.GetState() == connectivity.Ready {
		return vmv1.NewVmClient(conn), nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), c.options.patience)
	defer cancel()
	for {
		state := conn.GetState()
		switch state {
		case connectivity.Ready:
			return vmv1.NewVmClient(conn), nil
		case connectivity.Shutdown:
			return nil, errClosed
		case connectivity.Idle:
			conn.Connect()
		}
		if !conn.WaitForStateChange(ctx, state) {
			return nil, fmt.Errorf("no VM at %s for %v: %w", c.options.address, c.options.patience, lastError(conn))
		}
	}
}

// lastError is why a connection isn't there. gRPC tells it to calls only: one that need not wait fails with it.
func lastError(conn *grpc.ClientConn) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, err := vmv1.NewVmClient(conn).Version(ctx, &vmv1.VersionRequest{})
	return err
}

func (c *connection) dial() (*grpc.ClientConn, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, errClosed
	}
	if c.conn != nil {
		return c.conn, nil
	}
	if c.options.address == "" {
		return nil, fmt.Errorf("no address: set %s", AddressVariable)
	}
	dial := append([]grpc.DialOption{
		grpc.WithTransportCredentials(c.options.credentials),
		grpc.WithNoProxy(),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: keepaliveTime, Timeout: keepalivePatience}),
		grpc.WithDefaultCallOptions(
			grpc.MaxCallRecvMsgSize(math.MaxInt32),
			grpc.MaxCallSendMsgSize(math.MaxInt32),
		),
	}, c.options.dial...)
	conn, err := grpc.NewClient(c.options.address, dial...)
	if err != nil {
		return nil, err
	}
	c.conn = conn
	return conn, nil
}

// open returns the handle, opening the VM if there is none. A failure is the VM's answer, such as a directory it
// can't use.
func (c *connection) open(client vmv1.VmClient) (handle string, failure, fault error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.handle != "" {
		return c.handle, nil, nil
	}
	version, err := checkVersion(client)
	if err != nil {
		return "", nil, err
	}
	request := openRequest(c.config)
	request.GasSchedule = c.options.gasSchedule
	response, err := client.Open(context.Background(), request)
	if err != nil {
		return "", nil, err
	}
	if failure := failureOf(response.GetFailure()); failure != nil {
		return "", failure, nil
	}
	if wanted := request.GetGasSchedule(); wanted != "" && response.GetGasSchedule() != wanted {
		return "", nil, fmt.Errorf("the VM has no gas schedules, %q was asked for", wanted)
	}
	c.handle = response.GetHandle()
	c.features = version.GetFeatures()
	c.maxFrameBytes.Store(version.GetMaxFrameBytes())
	return c.handle, nil, nil
}

// protocolVersion is the one that this adapter speaks. vm.proto: VersionResponse.protocol.
const protocolVersion = 1

// checkVersion refuses a VM whose frames would be misunderstood.
func checkVersion(client vmv1.VmClient) (*vmv1.VersionResponse, error) {
	version, err := client.Version(context.Background(), &vmv1.VersionRequest{})
	if err != nil {
		return nil, err
	}
	if version.GetProtocol() != protocolVersion {
		return nil, fmt.Errorf("the VM (Orrery %s) speaks version %d of the protocol, this adapter version %d",
			version.GetOrrery(), version.GetProtocol(), protocolVersion)
	}
	return version, nil
}

// offers says whether the VM has a feature.
func (c *connection) offers(feature string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Contains(c.features, feature)
}

// checkSize refuses a message that the VM would not take. It would break the connection's stream for it without a word.
func (c *connection) checkSize(message proto.Message) error {
	limit := int(c.maxFrameBytes.Load())
	if size := proto.Size(message); limit > 0 && size > limit {
		return fmt.Errorf("a message of %d bytes is above the VM's limit of %d bytes, which its option --max-frame sets", size, limit)
	}
	return nil
}

// forget drops a handle that the VM no longer knows, unless another goroutine was faster.
func (c *connection) forget(handle string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.handle == handle {
		c.handle = ""
	}
}

// takeStream returns an idle stream, or a new one.
func (c *connection) takeStream(client vmv1.VmClient, handle string) (*stream, error) {
	if s := c.takeIdle(); s != nil {
		return s, nil
	}
	s, err := openStream(client)
	if err != nil {
		return nil, err
	}
	if c.options.wantsLane() && c.offers(featureLane) {
		if err := s.openLane(handle, &c.spinning); err != nil {
			s.close()
			return nil, err
		}
	}
	return s, nil
}

// takeIdle returns a stream that has been used before, and isn't known to be broken; nil if there is none.
func (c *connection) takeIdle() *stream {
	c.mu.Lock()
	defer c.mu.Unlock()
	for last := len(c.idle) - 1; last >= 0; last-- {
		s := c.idle[last]
		c.idle = c.idle[:last]
		if !s.isOver() {
			return s
		}
		s.close()
	}
	return nil
}

// giveBack returns a stream whose call is over.
func (c *connection) giveBack(s *stream) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || len(c.idle) >= maxIdleStreams {
		s.close()
		return
	}
	c.idle = append(c.idle, s)
}

// dropIdle ends all idle streams: when one is found broken the others are, too.
func (c *connection) dropIdle() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.idle {
		s.close()
	}
	c.idle = nil
}

// close ends the handle and the connection, for good.
func (c *connection) close() {
	c.dropIdle()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.conn == nil {
		return
	}
	if c.handle != "" {
		ctx, cancel := context.WithTimeout(context.Background(), c.options.patience)
		defer cancel()
		// A VM that is gone has closed the handle already.
		_, _ = vmv1.NewVmClient(c.conn).Close(ctx, &vmv1.CloseRequest{Handle: c.handle})
	}
	_ = c.conn.Close()
}

// attempts is how often something is begun that the VM lost before it had any effect on the chain: a handle may be
// stale, and so may a stream.
const attempts = 4

// unary calls a method of the VM that takes the handle, again if the VM was restarted. All those methods may be
// repeated without harm.
func unary[R any](c *connection, doing string, method func(vmv1.VmClient, string) (R, error)) (response R, err error) {
	var cause error
	for range attempts {
		client, fault := c.client()
		if fault != nil {
			cause = fault
			break
		}
		handle, failure, fault := c.open(client)
		if failure != nil {
			return response, failure
		}
		if fault == nil {
			response, fault = method(client, handle)
			if fault == nil {
				return response, nil
			}
		}
		cause = fault
		if !c.mayRetry(fault, handle) {
			break
		}
	}
	return response, c.fault(doing, cause)
}

// mayRetry says whether a fault is one that passes: the VM was restarted, or does not know the handle any more.
func (c *connection) mayRetry(fault error, handle string) bool {
	switch status.Code(fault) {
	case codes.NotFound:
		c.forget(handle)
		return true
	case codes.FailedPrecondition:
		if errors.Is(fault, errNoLane) {
			c.forget(handle)
			return true
		}
	case codes.Unavailable, codes.Canceled:
		// A VM that ends resets the streams that lie idle, which gRPC calls canceled.
		return true
	}
	// The VM closed a stream that lay idle.
	return errors.Is(fault, io.EOF)
}

func (c *connection) fault(doing string, cause error) error {
	fault := &Fault{Doing: doing, Cause: cause}
	if !errors.Is(cause, errClosed) {
		c.options.onFault(fault)
	}
	return fault
}
