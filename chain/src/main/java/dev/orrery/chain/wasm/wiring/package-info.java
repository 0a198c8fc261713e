/**
 * The wasm module among the other modules of a chain: what it asks of accounts, bank, staking and distribution, and how messages and
 * queries of contracts reach them. Entry type: {@link dev.orrery.chain.wasm.wiring.WasmModule}.
 */
package dev.orrery.chain.wasm.wiring;
