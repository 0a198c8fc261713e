/**
 * Wasm as this compiler writes it: functions whose bodies are lists of instructions, and the encoding of a whole module.
 *
 * <p>Entry type: {@link dev.orrery.javawasm.wasm.ModuleWriter}. Nothing here knows Java or CosmWasm.
 */
package dev.orrery.javawasm.wasm;
