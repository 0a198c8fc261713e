package orrery

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"orrery.dev/adapter/internal/lane"
	"orrery.dev/adapter/internal/vmv1"
)

// What a VM calls its features. vm.proto: VersionResponse.features.
const (
	featureLane        = "lane"
	featureWriteBehind = "write-behind"
)

// stream carries one call at a time: as gRPC's messages, or through a lane, while gRPC tells of a peer that is lost.
type stream struct {
	calls grpc.BidiStreamingClient[vmv1.ChainFrame, vmv1.VmFrame]
	// cancel ends the stream at once; the VM then stops the contract that may be running on it.
	cancel context.CancelFunc
	// lane is nil if there is none.
	lane *lane.Lane
}

func openStream(client vmv1.VmClient) (*stream, error) {
	ctx, cancel := context.WithCancel(context.Background())
	calls, err := client.Calls(ctx)
	if err != nil {
		cancel()
		return nil, err
	}
	return &stream{calls: calls, cancel: cancel}, nil
}

// errNoLane says that the VM doesn't know what a lane is, although it said so: another VM has taken its place.
var errNoLane = errors.New("the VM refuses to talk about lanes")

// openLane asks for a lane. Without one the stream works as it did; an error is one of the stream.
func (s *stream) openLane(handle string, spinning *lane.Spinning) error {
	request := &vmv1.LaneRequest{Handle: handle}
	if err := s.send(&vmv1.ChainFrame{Frame: &vmv1.ChainFrame_LaneRequest{LaneRequest: request}}); err != nil {
		return err
	}
	frame, err := s.recv()
	if status.Code(err) == codes.FailedPrecondition {
		return fmt.Errorf("%w: %w", errNoLane, err)
	}
	if err != nil {
		return err
	}
	offer := frame.GetLaneOffer()
	if offer == nil {
		return errOutOfStep
	}
	if offer.GetPath() == "" {
		return nil
	}
	const users = 2 // this stream and its watcher
	mapped, mapErr := lane.Open(offer.GetPath(), offer.GetNonce(), offer.GetRingBytes(), spinning, users)
	reply := &vmv1.LaneReply{Mapped: mapErr == nil}
	err = s.send(&vmv1.ChainFrame{Frame: &vmv1.ChainFrame_LaneReply{LaneReply: reply}})
	if mapErr != nil {
		return err
	}
	s.lane = mapped
	go s.watch(mapped)
	return err
}

// watch waits for the end of the gRPC stream, which is how a lost VM is noticed.
func (s *stream) watch(l *lane.Lane) {
	_, err := s.calls.Recv()
	if err == nil {
		err = errOutOfStep
	}
	l.Break(err)
	l.Release()
}

// isOver says whether the stream is known to be of no use any more.
func (s *stream) isOver() bool {
	return s.lane != nil && s.lane.Broken() != nil
}

// close ends the stream, and the call on it.
func (s *stream) close() {
	s.cancel()
	if s.lane != nil {
		s.lane.Release()
		s.lane = nil
	}
}

func (s *stream) send(frame *vmv1.ChainFrame) error {
	if s.lane != nil {
		return s.lane.Send(frame)
	}
	sendErr := s.calls.Send(frame)
	if sendErr == nil {
		return nil
	}
	// gRPC's Send says only that the stream is broken; Recv says why.
	for {
		if _, err := s.calls.Recv(); err != nil {
			return fmt.Errorf("sending: %w", err)
		}
	}
}

func (s *stream) recv() (*vmv1.VmFrame, error) {
	if s.lane != nil {
		frame := new(vmv1.VmFrame)
		return frame, s.lane.Receive(frame)
	}
	return s.calls.Recv()
}
