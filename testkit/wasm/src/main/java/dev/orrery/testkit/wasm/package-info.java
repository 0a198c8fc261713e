/** Placeholder. */
package dev.orrery.testkit.wasm;
