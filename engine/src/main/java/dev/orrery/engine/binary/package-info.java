/**
 * Bytes to {@link dev.orrery.engine.model model}: Wasm spec chapter 5. Every failure carries its byte offset, and has the
 * text of wasmparser 0.216, which cosmwasm-vm shows to its users.
 */
package dev.orrery.engine.binary;
