package dev.orrery.chain.wasm;

import dev.orrery.vm.GasReport;

/**
 * What came of a call to a contract.
 *
 * @param <T> what the contract returned, once read
 */
sealed interface VmAnswer<T> {
    GasReport gas();

    record Read<T>(T value, GasReport gas) implements VmAnswer<T> {}

    /** The contract did not return, or not what was expected; {@code text} is wasmvm's. */
    record Failed<T>(String text, GasReport gas) implements VmAnswer<T> {}
}
