/**
 * From blocks that jump anywhere to Wasm's nested blocks and loops.
 *
 * <p>Entry type: {@link dev.orrery.javawasm.flow.Lowering}.
 */
package dev.orrery.javawasm.flow;
