package orrery

import (
	"context"

	"google.golang.org/grpc"

	"orrery.dev/adapter/internal/vmv1"
)

// method is a unary method of the VM.
type method[Q, R any] func(vmv1.VmClient, context.Context, *Q, ...grpc.CallOption) (*R, error)

// answer is a response that may tell of a failure.
type answer[R any] interface {
	*R
	GetFailure() *vmv1.Failure
}

// ask calls a unary method with the request that is made for a handle.
func ask[Q, R any, A answer[R]](e *Engine, doing string, method method[Q, R], request func(string) *Q) (*R, error) {
	response, err := unary(e.connection, doing, func(client vmv1.VmClient, handle string) (*R, error) {
		return method(client, context.Background(), request(handle))
	})
	if err != nil {
		return nil, err
	}
	if failure := failureOf(A(response).GetFailure()); failure != nil {
		return nil, failure
	}
	return response, nil
}
