package dev.orrery.chain.wasm;

/**
 * A contract did what makes the reference panic: the whole transaction fails, and no contract that sent a message on the way can
 * catch it.
 */
public final class ContractPanicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ContractPanicException(String text) {
        super(text, null, false, false);
    }

    /** A contract answered neither a response nor an error. */
    static ContractPanicException missingResponse() {
        return new ContractPanicException("runtime error: invalid memory address or nil pointer dereference");
    }
}
