package orrery

import (
	"errors"
	"fmt"

	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/internal/vmv1"
)

// call runs a contract to its end and reads its result. The gas it returns is to be charged whatever the error.
func call[R any](
	e *Engine, request *vmv1.CallRequest, h *host, price types.UFraction,
) (*R, uint64, error) {
	defer h.close()
	request.PrintDebug = e.printDebug
	done, err := e.connection.run(request, h)
	if err != nil {
		return nil, 0, err
	}
	used := done.GetGas().GetUsedInternally()
	if failure := failureOf(done.GetFailure()); failure != nil {
		return nil, used, failure
	}
	result := new(R)
	used, err = readResult(done.GetData(), used, request.GetGasLimit(), price, result)
	if err != nil {
		return nil, used, err
	}
	return result, used, nil
}

// run makes the call on a stream. As long as the contract has asked nothing of the chain, a call that was lost is
// made again; afterwards nobody could tell what it did.
func (c *connection) run(request *vmv1.CallRequest, h *host) (*vmv1.CallDone, error) {
	var cause error
	for range attempts {
		client, fault := c.client()
		if fault != nil {
			cause = fault
			break
		}
		handle, failure, fault := c.open(client)
		if failure != nil {
			return nil, failure
		}
		if fault == nil {
			request.Handle = handle
			var done *vmv1.CallDone
			if done, fault = c.runOnce(client, request, h); fault == nil {
				return done, nil
			}
		}
		cause = fault
		if h.answered || !c.mayRetry(fault, handle) {
			break
		}
		c.dropIdle()
	}
	return nil, c.fault(request.GetEntryPoint(), cause)
}

var errOutOfStep = errors.New("the VM sent an empty frame")

// runOnce speaks the protocol of one call. The stream is given back only if the call came to its end: a callback may
// leave by runtime.Goexit, and then the VM still waits for an answer.
func (c *connection) runOnce(client vmv1.VmClient, request *vmv1.CallRequest, h *host) (*vmv1.CallDone, error) {
	s, err := c.takeStream(client)
	if err != nil {
		return nil, err
	}
	whole := false
	defer func() {
		if whole {
			c.giveBack(s)
		} else {
			s.cancel()
		}
	}()
	if err := send(s, &vmv1.ChainFrame{Frame: &vmv1.ChainFrame_Call{Call: request}}); err != nil {
		return nil, err
	}
	for {
		frame, err := s.Recv()
		if err != nil {
			return nil, err
		}
		switch f := frame.GetFrame().(type) {
		case *vmv1.VmFrame_Done:
			whole = true
			return f.Done, nil
		case *vmv1.VmFrame_HostRequest:
			response := h.answer(f.HostRequest)
			if response == nil {
				continue
			}
			answer := &vmv1.ChainFrame{Frame: &vmv1.ChainFrame_HostResponse{HostResponse: response}}
			if err := send(s, answer); err != nil {
				return nil, err
			}
		default:
			return nil, errOutOfStep
		}
	}
}

// send returns the reason when a stream is broken; gRPC's Send says only that it is.
func send(s *stream, frame *vmv1.ChainFrame) error {
	sendErr := s.Send(frame)
	if sendErr == nil {
		return nil
	}
	for {
		if _, err := s.Recv(); err != nil {
			return fmt.Errorf("sending: %w", err)
		}
	}
}
