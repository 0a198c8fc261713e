package orrery

import (
	"encoding/json"
	"fmt"
	"log"
	"math"
	"math/bits"
	"os"
	"reflect"
	"runtime/debug"
	"time"

	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/internal/vmv1"
)

// maxIterators bounds the iterators of one call. wasmvm internal/api/callbacks.go: frameLenLimit.
const maxIterators = 32_768

// host is the chain as one running contract sees it. It is used by the goroutine that called the engine only.
type host struct {
	store     types.KVStore
	api       types.GoAPI
	querier   types.Querier
	meter     types.GasMeter
	iterators []types.Iterator
	// answered says that the contract has touched the chain: from then on the call can't be begun again.
	answered bool
}

// answer runs one callback. It returns nil for a request that has no answer. Panics of the chain's code become
// statuses, as in wasmvm.
func (h *host) answer(request *vmv1.HostRequest) *vmv1.HostResponse {
	if text := request.GetDebug(); text != nil {
		printDebug(text)
		return nil
	}
	h.answered = true
	writes := request.GetWrites()
	if len(writes) == 0 {
		return h.do(request, 0)
	}
	report, used, whole := h.settle(writes, request.GetGasLeft())
	if !whole {
		return &vmv1.HostResponse{Writes: report}
	}
	response := h.do(request, used)
	response.Writes = report
	return response
}

// settle does the writes that a contract went on from, under the conditions under which it would have been asked for each.
// It returns what they used, and whether the contract could have got as far as it did, with that much gas left.
func (h *host) settle(writes []*vmv1.Write, gasLeft uint64) (report *vmv1.WriteReport, used uint64, whole bool) {
	h.answered = true
	report = new(vmv1.WriteReport)
	for _, w := range writes {
		if used > w.GetGasLeft() {
			return report, used, false
		}
		response := h.do(writeRequest(w), 0)
		report.GasUsed = append(report.GasUsed, response.GetGasUsed())
		if response.GetStatus() != vmv1.HostStatus_HOST_STATUS_OK {
			report.Status = response.GetStatus()
			report.Error = response.Error
			return report, used, false
		}
		sum, carry := bits.Add64(used, response.GetGasUsed(), 0)
		if carry != 0 {
			return report, math.MaxUint64, false
		}
		used = sum
	}
	return report, used, used <= gasLeft
}

// writeRequest is the request that a contract would have waited for.
func writeRequest(w *vmv1.Write) *vmv1.HostRequest {
	if w.Value == nil {
		return &vmv1.HostRequest{Request: &vmv1.HostRequest_Delete{Delete: &vmv1.Delete{Key: w.GetKey()}}}
	}
	return &vmv1.HostRequest{Request: &vmv1.HostRequest_Set{Set: &vmv1.Set{Key: w.GetKey(), Value: w.GetValue()}}}
}

// do runs one callback, after writes that used so much gas.
func (h *host) do(request *vmv1.HostRequest, before uint64) (response *vmv1.HostResponse) {
	defer func() {
		if rec := recover(); rec != nil {
			// Gas of what panicked isn't reported; the price of an address function would not be known.
			response = &vmv1.HostResponse{Status: panicStatus(rec)}
		}
	}()
	switch r := request.GetRequest().(type) {
	case *vmv1.HostRequest_Get:
		return h.metered(func(out *vmv1.HostResponse) { out.Value = h.store.Get(notNil(r.Get.GetKey())) })
	case *vmv1.HostRequest_Set:
		return h.metered(func(*vmv1.HostResponse) { h.store.Set(notNil(r.Set.GetKey()), notNil(r.Set.GetValue())) })
	case *vmv1.HostRequest_Delete:
		return h.metered(func(*vmv1.HostResponse) { h.store.Delete(notNil(r.Delete.GetKey())) })
	case *vmv1.HostRequest_Scan:
		return h.scan(r.Scan)
	case *vmv1.HostRequest_Next:
		return h.next(r.Next.GetIterator(), func(it types.Iterator, out *vmv1.HostResponse) {
			out.Key = it.Key()
			out.Value = it.Value()
		})
	case *vmv1.HostRequest_NextKey:
		return h.next(r.NextKey.GetIterator(), func(it types.Iterator, out *vmv1.HostResponse) { out.Key = it.Key() })
	case *vmv1.HostRequest_NextValue:
		return h.next(r.NextValue.GetIterator(), func(it types.Iterator, out *vmv1.HostResponse) { out.Value = it.Value() })
	case *vmv1.HostRequest_Humanize:
		human, cost, err := h.api.HumanizeAddress(notNil(r.Humanize.GetCanonical()))
		return addressAnswer([]byte(human), cost, err)
	case *vmv1.HostRequest_Canonicalize:
		canonical, cost, err := h.api.CanonicalizeAddress(r.Canonicalize.GetHuman())
		return addressAnswer(canonical, cost, err)
	case *vmv1.HostRequest_Validate:
		cost, err := h.api.ValidateAddress(r.Validate.GetHuman())
		if err != nil {
			return addressError(cost, err)
		}
		return &vmv1.HostResponse{Cost: cost}
	case *vmv1.HostRequest_Query:
		return h.query(r.Query, before)
	}
	return &vmv1.HostResponse{Status: vmv1.HostStatus_HOST_STATUS_BAD_ARGUMENT}
}

// metered runs an operation and reports what the chain's meter moved by.
func (h *host) metered(operation func(*vmv1.HostResponse)) *vmv1.HostResponse {
	out := new(vmv1.HostResponse)
	before := h.meter.GasConsumed()
	operation(out)
	out.GasUsed = h.meter.GasConsumed() - before
	return out
}

func (h *host) scan(scan *vmv1.Scan) *vmv1.HostResponse {
	return h.metered(func(out *vmv1.HostResponse) {
		var it types.Iterator
		switch scan.GetOrder() {
		case vmv1.Order_ORDER_ASCENDING:
			it = h.store.Iterator(scan.Start, scan.End)
		case vmv1.Order_ORDER_DESCENDING:
			it = h.store.ReverseIterator(scan.Start, scan.End)
		default:
			out.Status = vmv1.HostStatus_HOST_STATUS_BAD_ARGUMENT
			return
		}
		if len(h.iterators) >= maxIterators {
			// The scan is charged all the same.
			_ = it.Close()
			out.Status = vmv1.HostStatus_HOST_STATUS_USER_ERROR
			out.Error = fmt.Appendf(nil, "reached iterator limit (%d)", maxIterators)
			return
		}
		h.iterators = append(h.iterators, it)
		out.Iterator = uint64(len(h.iterators))
	})
}

// next reads a part of the entry an iterator is at, and moves on. The test for the end is free, whatever it costs.
func (h *host) next(id uint64, read func(types.Iterator, *vmv1.HostResponse)) *vmv1.HostResponse {
	if id < 1 || id > uint64(len(h.iterators)) {
		panic("Unable to retrieve iterator.")
	}
	it := h.iterators[id-1]
	if !it.Valid() {
		return new(vmv1.HostResponse)
	}
	return h.metered(func(out *vmv1.HostResponse) {
		read(it, out)
		it.Next()
	})
}

// query lets the chain use what is left after the writes before it.
func (h *host) query(query *vmv1.Query, used uint64) *vmv1.HostResponse {
	gasLimit := query.GetGasLimit() - min(used, query.GetGasLimit())
	before := h.querier.GasConsumed()
	result := types.RustQuery(h.querier, notNil(query.GetRequest()), gasLimit)
	out := &vmv1.HostResponse{GasUsed: h.querier.GasConsumed() - before}
	text, err := json.Marshal(result)
	if err != nil {
		out.Status = vmv1.HostStatus_HOST_STATUS_CANNOT_SERIALIZE
		out.Error = []byte(err.Error())
		return out
	}
	out.Value = text
	return out
}

// close ends all iterators of the call.
func (h *host) close() {
	for _, it := range h.iterators {
		_ = it.Close()
	}
	h.iterators = nil
}

// addressAnswer gives the price in every case. An empty answer panics in wasmvm, after the price was noted.
func addressAnswer(value []byte, cost uint64, err error) *vmv1.HostResponse {
	if err != nil {
		return addressError(cost, err)
	}
	if len(value) == 0 {
		log.Print("orrery: an address function of the chain returned nothing")
		return &vmv1.HostResponse{Status: vmv1.HostStatus_HOST_STATUS_PANIC, Cost: cost}
	}
	return &vmv1.HostResponse{Value: value, Cost: cost}
}

func addressError(cost uint64, err error) *vmv1.HostResponse {
	return &vmv1.HostResponse{
		Status: vmv1.HostStatus_HOST_STATUS_USER_ERROR,
		Cost:   cost,
		Error:  []byte(err.Error()),
	}
}

// panicStatus tells the gas panic of the Cosmos SDK by the name of its type, as wasmvm does. Others are programming
// errors, so they are logged.
func panicStatus(rec any) vmv1.HostStatus {
	if reflect.TypeOf(rec).Name() == "ErrorOutOfGas" {
		return vmv1.HostStatus_HOST_STATUS_OUT_OF_GAS
	}
	log.Printf("Panic in Go callback: %#v\n%s", rec, debug.Stack())
	return vmv1.HostStatus_HOST_STATUS_PANIC
}

func printDebug(text *vmv1.Debug) {
	now := time.Now().UTC().Format(time.RFC3339)
	fmt.Fprintf(os.Stderr, "[%s]: %s (gas remaining: %d)\n", now, text.GetText(), text.GetGasRemaining())
}

// notNil gives an empty value back its presence: proto bytes that are always present arrive as nil when empty.
func notNil(value []byte) []byte {
	if value == nil {
		return []byte{}
	}
	return value
}
