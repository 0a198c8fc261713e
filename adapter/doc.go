// Package orrery lets a Cosmos SDK chain run its contracts on an Orrery VM in another process.
//
// [Engine] has the methods of wasmvm's VM, hence those of wasmd's WasmEngine; it needs neither cgo nor libwasmvm:
//
//	CGO_ENABLED=0 go build -tags nolink_libwasmvm
//
// The chain keeps everything that is the chain's: its state, its gas meter, its addresses, its queries, and the JSON
// that goes to contracts and comes from them. The VM asks for them while a contract runs; each such callback runs
// on the goroutine that called the engine.
package orrery
