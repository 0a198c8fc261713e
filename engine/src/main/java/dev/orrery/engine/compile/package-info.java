/**
 * Typed function bodies → class files with the fuel woven in. docs/decisions and {@code spec/ENGINE.md} give the measurements
 * behind it. Entry type: {@link dev.orrery.engine.compile.ModuleCompiler}; its result is a
 * {@link dev.orrery.engine.compile.CompiledImage}, plain bytes that a cache may keep.
 *
 * <p>One static method per Wasm function, with the JVM's operand stack as Wasm's operand stack and JVM local variables as
 * Wasm's locals. A function too large for that is cut into chunks ({@link dev.orrery.engine.compile.Chunks}), one method each.
 * What generated code calls at run time lives in {@code dev.orrery.engine.run}, not here.
 */
package dev.orrery.engine.compile;
