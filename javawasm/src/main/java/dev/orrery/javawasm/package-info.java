/**
 * Contracts in Java: class files to a Wasm module that chains accept.
 *
 * <p>Entry type: {@link dev.orrery.javawasm.ContractCompiler}. What CosmWasm asks of a contract (allocate, regions, entry
 * points) is written in Java, in the SDK that a contract brings; this compiler knows Java and Wasm only.
 */
package dev.orrery.javawasm;
