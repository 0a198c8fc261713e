/**
 * CosmWasm contracts: upload checks, cache, Region ABI, imports, gas and entry points. Bytes in, bytes out. Follows wasmvm
 * 3.0.7 (cosmwasm-vm 3.0.9).
 *
 * <p>Entry type: {@link dev.orrery.vm.Vm}. No gRPC, no chain state and no JSON records here.
 */
package dev.orrery.vm;
