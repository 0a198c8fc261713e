/**
 * Measures Orrery beside wasmvm: the same calls, in one run, alternating. Entry type: {@link dev.orrery.bench.SideBySide};
 * {@code bench/run.sh} starts it. No timing here decides whether a build passes.
 */
package dev.orrery.bench;
