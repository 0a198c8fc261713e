package orrery

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"orrery.dev/adapter/internal/vmv1"
)

// method is a unary method of the VM.
type method[Q, R any] func(vmv1.VmClient, context.Context, *Q, ...grpc.CallOption) (*R, error)

// answer is a response that may tell of a failure.
type answer[R any] interface {
	*R
	GetFailure() *vmv1.Failure
}

// request is what protobuf generates for a Q.
type request[Q any] interface {
	*Q
	proto.Message
}

// ask calls a unary method with the request for a handle.
func ask[Q, R any, M request[Q], A answer[R]](e *Engine, doing string, method method[Q, R], ofHandle func(string) M) (*R, error) {
	response, err := unary(e.connection, doing, func(client vmv1.VmClient, handle string) (*R, error) {
		asked := ofHandle(handle)
		if err := e.connection.checkSize(asked); err != nil {
			return nil, err
		}
		return method(client, context.Background(), asked)
	})
	if err != nil {
		return nil, err
	}
	if failure := failureOf(A(response).GetFailure()); failure != nil {
		return nil, failure
	}
	return response, nil
}
