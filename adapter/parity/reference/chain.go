package reference

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/internal/vmside"
	"orrery.dev/adapter/internal/vmv1"
)

// chain is the adapter's chain as libwasmvm sees it: each question goes over the stream, and the gas that comes back
// with the answer moves a meter here.
type chain struct {
	calls *vmside.Calls
	gas   uint64
}

// ErrorOutOfGas has the name by which libwasmvm's Go side knows it.
type ErrorOutOfGas struct{}

func (c *chain) GasConsumed() uint64 { return c.gas }

// ask returns answers with status OK or user error; the others panic here as they did at the chain.
func (c *chain) ask(request *vmv1.HostRequest) *vmv1.HostResponse {
	if err := c.calls.Send(&vmv1.VmFrame{Frame: &vmv1.VmFrame_HostRequest{HostRequest: request}}); err != nil {
		panic(err)
	}
	frame, err := c.calls.Recv()
	if err != nil {
		panic(err)
	}
	response := frame.GetHostResponse()
	switch response.GetStatus() {
	case vmv1.HostStatus_HOST_STATUS_OK, vmv1.HostStatus_HOST_STATUS_USER_ERROR:
		return response
	case vmv1.HostStatus_HOST_STATUS_OUT_OF_GAS:
		panic(ErrorOutOfGas{})
	}
	if response.GetCost() > 0 {
		// An address function that returned nothing: libwasmvm's Go side panics itself when it sees that.
		return &vmv1.HostResponse{Cost: response.GetCost()}
	}
	panic(response.GetStatus().String())
}

func (c *chain) charged(request *vmv1.HostRequest) *vmv1.HostResponse {
	response := c.ask(request)
	c.gas += response.GetGasUsed()
	return response
}

func (c *chain) Get(key []byte) []byte {
	return c.charged(&vmv1.HostRequest{Request: &vmv1.HostRequest_Get{Get: &vmv1.Get{Key: key}}}).Value
}

func (c *chain) Set(key, value []byte) {
	c.charged(&vmv1.HostRequest{Request: &vmv1.HostRequest_Set{Set: &vmv1.Set{Key: key, Value: value}}})
}

func (c *chain) Delete(key []byte) {
	c.charged(&vmv1.HostRequest{Request: &vmv1.HostRequest_Delete{Delete: &vmv1.Delete{Key: key}}})
}

func (c *chain) Iterator(start, end []byte) types.Iterator {
	return c.scan(start, end, vmv1.Order_ORDER_ASCENDING)
}

func (c *chain) ReverseIterator(start, end []byte) types.Iterator {
	return c.scan(start, end, vmv1.Order_ORDER_DESCENDING)
}

func (c *chain) scan(start, end []byte, order vmv1.Order) types.Iterator {
	scan := &vmv1.Scan{Start: start, End: end, Order: order}
	response := c.charged(&vmv1.HostRequest{Request: &vmv1.HostRequest_Scan{Scan: scan}})
	// One that is too many has no number; libwasmvm's Go side refuses it, too.
	return &iterator{chain: c, id: response.GetIterator()}
}

// iterator asks for the whole next entry in Valid, and charges for it in Key: libwasmvm's Go side measures from there.
type iterator struct {
	*chain
	id    uint64
	entry *vmv1.HostResponse
}

func (i *iterator) Domain() ([]byte, []byte) { return nil, nil }
func (i *iterator) Error() error             { return nil }
func (i *iterator) Close() error             { return nil }
func (i *iterator) Next()                    {}
func (i *iterator) Value() []byte            { return i.entry.Value }

func (i *iterator) Key() []byte {
	i.gas += i.entry.GetGasUsed()
	return i.entry.Key
}

func (i *iterator) Valid() bool {
	i.entry = i.ask(&vmv1.HostRequest{Request: &vmv1.HostRequest_Next{Next: &vmv1.Next{Iterator: i.id}}})
	return i.entry.Key != nil
}

func (c *chain) api() types.GoAPI {
	return types.GoAPI{
		HumanizeAddress: func(canonical []byte) (string, uint64, error) {
			value, cost, err := c.address(&vmv1.HostRequest{
				Request: &vmv1.HostRequest_Humanize{Humanize: &vmv1.Humanize{Canonical: canonical}},
			})
			return string(value), cost, err
		},
		CanonicalizeAddress: func(human string) ([]byte, uint64, error) {
			return c.address(&vmv1.HostRequest{
				Request: &vmv1.HostRequest_Canonicalize{Canonicalize: &vmv1.Canonicalize{Human: human}},
			})
		},
		ValidateAddress: func(human string) (uint64, error) {
			_, cost, err := c.address(&vmv1.HostRequest{
				Request: &vmv1.HostRequest_Validate{Validate: &vmv1.Validate{Human: human}},
			})
			return cost, err
		},
	}
}

func (c *chain) address(request *vmv1.HostRequest) ([]byte, uint64, error) {
	response := c.ask(request)
	if response.GetStatus() == vmv1.HostStatus_HOST_STATUS_USER_ERROR {
		return nil, response.GetCost(), errors.New(string(response.GetError()))
	}
	return response.GetValue(), response.GetCost(), nil
}

// Query takes the two-level answer apart, for libwasmvm's Go side puts it together again.
func (c *chain) Query(request types.QueryRequest, gasLimit uint64) ([]byte, error) {
	// As the contract wrote it, hence without HTML escapes.
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(request); err != nil {
		return nil, err
	}
	response := c.charged(&vmv1.HostRequest{
		Request: &vmv1.HostRequest_Query{Query: &vmv1.Query{Request: text.Bytes(), GasLimit: gasLimit}},
	})
	result := read[types.QuerierResult](response.GetValue())
	switch {
	case result.Err != nil:
		return nil, *result.Err
	case result.Ok.Err != "":
		return nil, errors.New(result.Ok.Err)
	}
	return result.Ok.Ok, nil
}
