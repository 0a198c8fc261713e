package dev.orrery.vm;

/**
 * Why a store, call or look-up failed. What libwasmvm distinguishes for the chain: running out of gas, a panic, and
 * everything else by its text; and beside it a call that was taken back, which no chain ever sees.
 */
public sealed interface VmError {
    /** The text that wasmvm's Go API would return, byte for byte. */
    String text();

    /** libwasmvm errno 2: the chain sees its typed out-of-gas error. */
    record OutOfGas() implements VmError {
        @Override
        public String text() {
            return "Out of gas";
        }
    }

    /** libwasmvm errno 1: any other failure. */
    record Message(String text) implements VmError {}

    /**
     * A defect of ours; a chain sees what it sees when wasmvm catches a panic. {@code cause} is for the log only.
     *
     * @param cause what was thrown, a {@link StackOverflowError} or {@link OutOfMemoryError} included
     */
    record Defect(Throwable cause) implements VmError {
        @Override
        public String text() {
            return "Caught panic";
        }
    }

    /** The caller took the call back, or its deadline passed: see {@link Cancellation}. Must not decide state. */
    record Cancelled() implements VmError {
        @Override
        public String text() {
            return "Call cancelled";
        }
    }
}
