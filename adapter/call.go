package orrery

import (
	"errors"

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
			request.WriteBehind = c.options.writeBehind && c.offers(featureWriteBehind)
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
	s, err := c.takeStream(client, request.GetHandle())
	if err != nil {
		return nil, err
	}
	c.spinning.Begin()
	whole := false
	defer func() {
		c.spinning.End()
		if whole {
			c.giveBack(s)
		} else {
			s.close()
		}
	}()
	send := func(frame *vmv1.ChainFrame) error {
		if err := c.checkSize(frame); err != nil {
			return err
		}
		return s.send(frame)
	}
	if err := send(&vmv1.ChainFrame{Frame: &vmv1.ChainFrame_Call{Call: request}}); err != nil {
		return nil, err
	}
	for {
		frame, err := s.recv()
		if err != nil {
			return nil, err
		}
		switch f := frame.GetFrame().(type) {
		case *vmv1.VmFrame_Done:
			writes := f.Done.GetWrites()
			if len(writes) == 0 {
				whole = true
				return f.Done, nil
			}
			report, _, settled := h.settle(writes, f.Done.GetGas().GetRemaining())
			err := send(hostResponse(&vmv1.HostResponse{Writes: report}))
			if settled {
				// The outcome is known, whether the VM still hears of the writes or not.
				whole = err == nil
				return f.Done, nil
			}
			if err != nil {
				return nil, err
			}
		case *vmv1.VmFrame_HostRequest:
			response := h.answer(f.HostRequest)
			if response == nil {
				continue
			}
			if err := send(hostResponse(response)); err != nil {
				return nil, err
			}
		default:
			return nil, errOutOfStep
		}
	}
}

func hostResponse(response *vmv1.HostResponse) *vmv1.ChainFrame {
	return &vmv1.ChainFrame{Frame: &vmv1.ChainFrame_HostResponse{HostResponse: response}}
}
