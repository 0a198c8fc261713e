package orrery

import (
	"errors"
	"math"
	"testing"

	"github.com/CosmWasm/wasmvm/v3/types"
	"google.golang.org/protobuf/proto"

	"orrery.dev/adapter/internal/vmv1"
)

func late(key, value string, gasLeft uint64) *vmv1.Write {
	return &vmv1.Write{Key: []byte(key), Value: []byte(value), GasLeft: gasLeft}
}

func lateDelete(key string, gasLeft uint64) *vmv1.Write {
	return &vmv1.Write{Key: []byte(key), GasLeft: gasLeft}
}

// after is a request that comes with writes.
func after(request *vmv1.HostRequest, gasLeft uint64, writes ...*vmv1.Write) *vmv1.HostRequest {
	request.Writes, request.GasLeft = writes, gasLeft
	return request
}

// Each write of the test's chain costs 10.
func TestLateWritesAreDoneAsIfTheyHadBeenWaitedFor(t *testing.T) {
	outOfGas := vmv1.HostStatus_HOST_STATUS_OUT_OF_GAS
	cases := []struct {
		name string
		ask  *vmv1.HostRequest
		want *vmv1.HostResponse
		// entries is how many the store has afterwards.
		entries int
	}{
		{"in order, before the request", after(get("a"), 100, late("a", "1", 120), lateDelete("a", 115), late("a", "2", 110)),
			&vmv1.HostResponse{GasUsed: 10, Value: []byte("2"), Writes: &vmv1.WriteReport{GasUsed: []uint64{10, 10, 10}}}, 1},
		{"an empty value is written", after(get("a"), 100, late("a", "", 120)),
			&vmv1.HostResponse{GasUsed: 10, Value: []byte{}, Writes: &vmv1.WriteReport{GasUsed: []uint64{10}}}, 1},
		{"just enough gas", after(get("a"), 20, late("a", "1", 20), late("b", "1", 20)),
			&vmv1.HostResponse{GasUsed: 10, Value: []byte("1"), Writes: &vmv1.WriteReport{GasUsed: []uint64{10, 10}}}, 2},
		{"no gas for the request", after(get("a"), 19, late("a", "1", 20), late("b", "1", 20)),
			&vmv1.HostResponse{Writes: &vmv1.WriteReport{GasUsed: []uint64{10, 10}}}, 2},
		{"no gas when the second is reached", after(get("a"), 5, late("a", "1", 20), late("b", "1", 9)),
			&vmv1.HostResponse{Writes: &vmv1.WriteReport{GasUsed: []uint64{10}}}, 1},
		{"the chain stops at the second", after(get("a"), math.MaxUint64, late("a", "1", 99), late("stop", "1", 99), late("c", "1", 99)),
			&vmv1.HostResponse{Writes: &vmv1.WriteReport{GasUsed: []uint64{10, 0}, Status: outOfGas}}, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			chain := newChain()
			store := stopping{chain}
			h := &host{store: store, api: chain.api(), querier: chain, meter: chain}
			if got := h.answer(c.ask); !proto.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if len(chain.entries) != c.entries || !h.answered {
				t.Errorf("%d entries, answered %v", len(chain.entries), h.answered)
			}
		})
	}
}

// stopping runs out of gas at one key.
type stopping struct{ *chain }

func (s stopping) Set(key, value []byte) {
	if string(key) == "stop" {
		panic(ErrorOutOfGas{})
	}
	s.chain.Set(key, value)
}

func TestGasThatOverflowsIsMoreThanThereIs(t *testing.T) {
	c := newChain()
	h := &host{store: overflowing{c}, meter: c}
	report, _, whole := h.settle([]*vmv1.Write{late("a", "", math.MaxUint64), late("b", "", math.MaxUint64), late("c", "", math.MaxUint64)}, math.MaxUint64)
	if whole || len(report.GetGasUsed()) != 2 {
		t.Errorf("%v, whole: %v", report, whole)
	}
}

// overflowing uses more than half of all gas for each write.
type overflowing struct{ *chain }

func (o overflowing) Set([]byte, []byte) { o.gas += math.MaxUint64/2 + 2 }

func TestAQueryMayUseWhatLateWritesLeave(t *testing.T) {
	var limit uint64
	c := newChain()
	c.onQuery = func(gasLimit uint64) ([]byte, error) { limit = gasLimit; return []byte("{}"), nil }
	h := &host{store: c, querier: c, meter: c}
	h.answer(after(query(`{"bank":{}}`), 99, late("a", "1", 120), late("b", "1", 110)))
	if limit != 79 {
		t.Errorf("a query after two writes got %d of 99", limit)
	}
}

func TestTheLastWritesGoWithTheEndOfTheCall(t *testing.T) {
	end := func(left uint64) *vmv1.CallDone {
		done := returned(emptyResult, 1)
		done.Gas.Remaining = left
		done.Writes = []*vmv1.Write{late("a", "1", 30), late("b", "1", 25)}
		return done
	}
	outOfGas := &vmv1.CallDone{
		Failure: &vmv1.Failure{Kind: &vmv1.Failure_OutOfGas{OutOfGas: &vmv1.OutOfGas{}}},
		Gas:     &vmv1.GasReport{UsedInternally: 9},
	}
	for _, left := range []uint64{20, 19} {
		var report *vmv1.WriteReport
		vm, engine := serve(t, func(call *vmv1.CallRequest, _ func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
			if !call.GetWriteBehind() {
				return nil, errors.New("not asked for")
			}
			return end(left), nil
		}, WithWriteBehind(true))
		vm.writeBehind = true
		vm.settled = func(r *vmv1.WriteReport) *vmv1.CallDone {
			report = r
			if left < 20 {
				return outOfGas
			}
			return nil
		}
		for range 3 {
			c := newChain()
			_, gas, err := c.execute(engine, 100, free)
			enough := left >= 20
			if enough && (err != nil || gas != 1) || !enough && (!errors.Is(err, types.OutOfGasError{}) || gas != 9) {
				t.Errorf("%d left: gas %d, error %v", left, gas, err)
			}
			if len(c.entries) != 2 || c.gas != 20 {
				t.Errorf("%d left: %d entries for %d", left, len(c.entries), c.gas)
			}
		}
		engine.Cleanup()
		if len(report.GetGasUsed()) != 2 || vm.counted(&vm.streams) != 1 {
			t.Errorf("%d left: %v, %d streams", left, report, vm.counted(&vm.streams))
		}
	}
}

func TestWritesAreSentLateOnlyIfBothSidesWantIt(t *testing.T) {
	for _, c := range []struct{ chain, vm, want bool }{{true, true, true}, {true, false, false}, {false, true, false}} {
		got := false
		vm, engine := serve(t, func(call *vmv1.CallRequest, _ func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
			got = call.GetWriteBehind()
			return returned(emptyResult, 1), nil
		}, WithWriteBehind(c.chain))
		vm.writeBehind = c.vm
		if _, _, err := newChain().execute(engine, 10, free); err != nil || got != c.want {
			t.Errorf("%+v: %v, error %v", c, got, err)
		}
	}
}
