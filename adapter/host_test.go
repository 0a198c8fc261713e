package orrery

import (
	"math"
	"testing"

	"github.com/CosmWasm/wasmvm/v3/types"
	"google.golang.org/protobuf/proto"

	"orrery.dev/adapter/internal/vmv1"
)

var free = types.UFraction{Numerator: 0, Denominator: 1}

const emptyResult = `{"ok":{"messages":[],"attributes":[],"events":[],"data":null}}`

func get(key string) *vmv1.HostRequest {
	return &vmv1.HostRequest{Request: &vmv1.HostRequest_Get{Get: &vmv1.Get{Key: []byte(key)}}}
}

func set(key, value string) *vmv1.HostRequest {
	return &vmv1.HostRequest{Request: &vmv1.HostRequest_Set{Set: &vmv1.Set{Key: []byte(key), Value: []byte(value)}}}
}

func scan(start, end []byte, order vmv1.Order) *vmv1.HostRequest {
	return &vmv1.HostRequest{Request: &vmv1.HostRequest_Scan{Scan: &vmv1.Scan{Start: start, End: end, Order: order}}}
}

func next(iterator uint64) *vmv1.HostRequest {
	return &vmv1.HostRequest{Request: &vmv1.HostRequest_Next{Next: &vmv1.Next{Iterator: iterator}}}
}

func query(request string) *vmv1.HostRequest {
	return &vmv1.HostRequest{Request: &vmv1.HostRequest_Query{Query: &vmv1.Query{Request: []byte(request), GasLimit: 99}}}
}

// TestAnswers asks each question once, in order, on one chain.
func TestAnswers(t *testing.T) {
	ascending, descending := vmv1.Order_ORDER_ASCENDING, vmv1.Order_ORDER_DESCENDING
	cases := []struct {
		name string
		ask  *vmv1.HostRequest
		want *vmv1.HostResponse
	}{
		{"a missing key has no value", get("a"), &vmv1.HostResponse{GasUsed: 10}},
		{"set", set("a", "1"), &vmv1.HostResponse{GasUsed: 10}},
		{"set an empty value", set("b", ""), &vmv1.HostResponse{GasUsed: 10}},
		{"get", get("a"), &vmv1.HostResponse{GasUsed: 10, Value: []byte("1")}},
		{"an empty value is a value", get("b"), &vmv1.HostResponse{GasUsed: 10, Value: []byte{}}},
		{"scan", scan(nil, []byte{}, ascending), &vmv1.HostResponse{GasUsed: 10, Iterator: 1}},
		{"scan backwards", scan([]byte("a"), nil, descending), &vmv1.HostResponse{GasUsed: 10, Iterator: 2}},
		{"scan nowhere", scan(nil, nil, vmv1.Order_ORDER_UNSPECIFIED),
			&vmv1.HostResponse{Status: vmv1.HostStatus_HOST_STATUS_BAD_ARGUMENT}},
		{"next pays for key, value and advance", next(1),
			&vmv1.HostResponse{GasUsed: 7, Key: []byte("a"), Value: []byte("1")}},
		{"next of the other iterator", next(2),
			&vmv1.HostResponse{GasUsed: 7, Key: []byte("b"), Value: []byte{}}},
		{"next key", &vmv1.HostRequest{Request: &vmv1.HostRequest_NextKey{NextKey: &vmv1.NextKey{Iterator: 1}}},
			&vmv1.HostResponse{GasUsed: 5, Key: []byte("b")}},
		{"next value", &vmv1.HostRequest{Request: &vmv1.HostRequest_NextValue{NextValue: &vmv1.NextValue{Iterator: 2}}},
			&vmv1.HostResponse{GasUsed: 6, Value: []byte("1")}},
		{"the end is free", next(1), &vmv1.HostResponse{}},
		{"no such iterator", next(3), &vmv1.HostResponse{Status: vmv1.HostStatus_HOST_STATUS_PANIC}},
		{"delete", &vmv1.HostRequest{Request: &vmv1.HostRequest_Delete{Delete: &vmv1.Delete{Key: []byte("a")}}},
			&vmv1.HostResponse{GasUsed: 10}},
		{"humanize", &vmv1.HostRequest{Request: &vmv1.HostRequest_Humanize{Humanize: &vmv1.Humanize{Canonical: []byte("x")}}},
			&vmv1.HostResponse{Cost: 3, Value: []byte("x")}},
		{"an empty address is a panic that costs",
			&vmv1.HostRequest{Request: &vmv1.HostRequest_Humanize{Humanize: &vmv1.Humanize{}}},
			&vmv1.HostResponse{Cost: 3, Status: vmv1.HostStatus_HOST_STATUS_PANIC}},
		{"errors cost, too, and need not be UTF-8",
			&vmv1.HostRequest{Request: &vmv1.HostRequest_Canonicalize{Canonicalize: &vmv1.Canonicalize{Human: "bad"}}},
			&vmv1.HostResponse{Cost: 3, Status: vmv1.HostStatus_HOST_STATUS_USER_ERROR, Error: []byte("not UTF-8: \xff")}},
		{"validate", &vmv1.HostRequest{Request: &vmv1.HostRequest_Validate{Validate: &vmv1.Validate{Human: "x"}}},
			&vmv1.HostResponse{Cost: 3}},
		{"validate refuses", &vmv1.HostRequest{Request: &vmv1.HostRequest_Validate{Validate: &vmv1.Validate{Human: "bad"}}},
			&vmv1.HostResponse{Cost: 3, Status: vmv1.HostStatus_HOST_STATUS_USER_ERROR, Error: []byte("bad address")}},
		{"query", query(`{"bank":{"balance":{"address":"a","denom":"b"}}}`),
			&vmv1.HostResponse{GasUsed: 7, Value: []byte(`{"ok":{"ok":"ImFuc3dlciI="}}`)}},
		{"an empty query", query(""), &vmv1.HostResponse{
			Value: []byte(`{"error":{"invalid_request":{"error":"unexpected end of JSON input","request":""}}}`)}},
		{"a query that isn't JSON", query(`{`),
			&vmv1.HostResponse{Value: []byte(`{"error":{"invalid_request":{"error":"unexpected end of JSON input","request":"ew=="}}}`)}},
	}
	var answers []*vmv1.HostResponse
	_, engine := serve(t, func(_ *vmv1.CallRequest, ask func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
		for _, c := range cases {
			answers = append(answers, ask(c.ask))
		}
		return returned(emptyResult, 5), nil
	})
	chain := newChain()
	chain.onQuery = func(gasLimit uint64) ([]byte, error) {
		if gasLimit != 99 {
			t.Errorf("the query may use %d", gasLimit)
		}
		return []byte(`"answer"`), nil
	}
	if _, gas, err := chain.execute(engine, 100, free); err != nil || gas != 5 {
		t.Fatalf("gas %d, error %v", gas, err)
	}
	for i, c := range cases {
		if !proto.Equal(answers[i], c.want) {
			t.Errorf("%s: %v, not %v", c.name, answers[i], c.want)
		}
	}
	if chain.open != 0 {
		t.Errorf("%d iterators were left open", chain.open)
	}
	if chain.bounds[0] != nil || chain.bounds[1] == nil || chain.bounds[3] != nil {
		t.Errorf("bounds lost their presence: %#v", chain.bounds)
	}
}

func TestPanicsBecomeStatuses(t *testing.T) {
	cases := []struct {
		name  string
		panic any
		want  vmv1.HostStatus
	}{
		{"out of gas", ErrorOutOfGas{}, vmv1.HostStatus_HOST_STATUS_OUT_OF_GAS},
		{"a pointer to the type has no name", &ErrorOutOfGas{}, vmv1.HostStatus_HOST_STATUS_PANIC},
		{"text", "boom", vmv1.HostStatus_HOST_STATUS_PANIC},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var answer *vmv1.HostResponse
			_, engine := serve(t, func(_ *vmv1.CallRequest, ask func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
				answer = ask(get("a"))
				return &vmv1.CallDone{Failure: message("it ended badly"), Gas: &vmv1.GasReport{UsedInternally: 8}}, nil
			})
			chain := newChain()
			chain.onGet = func() { panic(c.panic) }
			_, gas, err := chain.execute(engine, 100, free)
			if err == nil || err.Error() != "it ended badly" || gas != 8 {
				t.Errorf("gas %d, error %v", gas, err)
			}
			if answer.GetStatus() != c.want || answer.GetGasUsed() != 0 {
				t.Errorf("answered %v", answer)
			}
		})
	}
}

func TestIteratorsAreLimited(t *testing.T) {
	var last *vmv1.HostResponse
	_, engine := serve(t, func(_ *vmv1.CallRequest, ask func(*vmv1.HostRequest) *vmv1.HostResponse) (*vmv1.CallDone, error) {
		for range maxIterators + 1 {
			last = ask(scan(nil, nil, vmv1.Order_ORDER_ASCENDING))
		}
		return returned(emptyResult, 0), nil
	})
	chain := newChain()
	if _, _, err := chain.execute(engine, math.MaxUint64, free); err != nil {
		t.Fatal(err)
	}
	if string(last.GetError()) != "reached iterator limit (32768)" || last.GetGasUsed() != 10 || chain.open != 0 {
		t.Errorf("answered %v, %d iterators left open", last, chain.open)
	}
}
