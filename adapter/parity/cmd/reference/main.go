// Command reference is an external VM with the real libwasmvm in it: reference SOCKET HOME. Adapters are tried with it;
// what the contract returned is read and written again on its way, so gas for its length may differ.
package main

import (
	"fmt"
	"math"
	"net"
	"os"

	"google.golang.org/grpc"

	"orrery.dev/adapter/internal/vmv1"
	"orrery.dev/adapter/parity/reference"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: reference SOCKET HOME")
		os.Exit(2)
	}
	if err := serve(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "reference:", err)
		os.Exit(1)
	}
}

func serve(socket, home string) error {
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(math.MaxInt32), grpc.MaxSendMsgSize(math.MaxInt32))
	vmv1.RegisterVmServer(server, &reference.Server{Home: home})
	return server.Serve(listener)
}
