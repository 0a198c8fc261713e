/**
 * Small Wasm modules made in code, for the tests of every module. Entry type: {@link dev.orrery.testkit.wasm.WasmBuilder}.
 * Nothing is checked: tests need bad modules as much as good ones.
 */
package dev.orrery.testkit.wasm;
