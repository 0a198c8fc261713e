// Package vmside is what a VM in Go needs for lanes: the reference server and the fake VM of the tests are such.
package vmside

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"

	"google.golang.org/grpc"

	"orrery.dev/adapter/internal/lane"
	"orrery.dev/adapter/internal/vmv1"
)

// Feature is what a VM with lanes says in its version.
const Feature = "lane"

// ringBytes is that of Orrery.
const ringBytes = 32 * 1024

// Calls is the VM's side of a stream of calls. Recv answers requests for a lane itself; once there is one, all frames go
// through it.
type Calls struct {
	stream    grpc.BidiStreamingServer[vmv1.ChainFrame, vmv1.VmFrame]
	directory string
	// Lane is nil if there is none.
	Lane *lane.Lane
	// Spoil, if set, changes what is offered, and Refuse is the answer to whoever asks.
	Spoil  func(*vmv1.LaneOffer)
	Refuse error
}

// Over makes lanes in a directory; in the empty one it makes none.
func Over(stream grpc.BidiStreamingServer[vmv1.ChainFrame, vmv1.VmFrame], directory string) *Calls {
	return &Calls{stream: stream, directory: directory}
}

// Send sends a frame to the chain.
func (c *Calls) Send(frame *vmv1.VmFrame) error {
	if c.Lane != nil {
		return c.Lane.Send(frame)
	}
	return c.stream.Send(frame)
}

// Recv waits for a frame that is about calls.
func (c *Calls) Recv() (*vmv1.ChainFrame, error) {
	for {
		frame, err := c.recv()
		if err != nil || frame.GetLaneRequest() == nil {
			return frame, err
		}
		if c.Refuse != nil {
			return nil, c.Refuse
		}
		if err := c.offer(); err != nil {
			return nil, err
		}
	}
}

func (c *Calls) recv() (*vmv1.ChainFrame, error) {
	if c.Lane == nil {
		return c.stream.Recv()
	}
	frame := new(vmv1.ChainFrame)
	return frame, c.Lane.Receive(frame)
}

func (c *Calls) offer() error {
	if c.directory == "" {
		return c.stream.Send(&vmv1.VmFrame{Frame: &vmv1.VmFrame_LaneOffer{LaneOffer: &vmv1.LaneOffer{}}})
	}
	nonce := make([]byte, 32)
	_, _ = rand.Read(nonce) // never fails
	path := filepath.Join(c.directory, "lane-"+rand.Text())
	const users = 2 // Calls and the watch on the stream
	made, err := lane.Create(path, nonce, ringBytes, users)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(path) }()
	offer := &vmv1.LaneOffer{Path: path, Nonce: nonce, RingBytes: ringBytes}
	if c.Spoil != nil {
		c.Spoil(offer)
	}
	err = c.stream.Send(&vmv1.VmFrame{Frame: &vmv1.VmFrame_LaneOffer{LaneOffer: offer}})
	if err != nil {
		return err
	}
	reply, err := c.stream.Recv()
	if err != nil {
		return err
	}
	if !reply.GetLaneReply().GetMapped() {
		made.Release()
		made.Release()
		return nil
	}
	c.Lane = made
	context.AfterFunc(c.stream.Context(), func() {
		made.Break(context.Cause(c.stream.Context()))
		made.Release()
	})
	return nil
}

// Close ends the use of the lane.
func (c *Calls) Close() {
	if c.Lane != nil {
		c.Lane.Release()
	}
}
