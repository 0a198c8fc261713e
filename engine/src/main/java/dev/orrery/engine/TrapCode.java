package dev.orrery.engine;

/** Why running code stopped. The texts are Wasmer's. */
public enum TrapCode {
    UNREACHABLE("unreachable"),
    INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
    INTEGER_OVERFLOW("integer overflow"),
    INVALID_CONVERSION_TO_INTEGER("invalid conversion to integer"),
    MEMORY_OUT_OF_BOUNDS("out of bounds memory access"),
    TABLE_OUT_OF_BOUNDS("undefined element: out of bounds table access"),
    UNINITIALIZED_ELEMENT("uninitialized element"),
    INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
    CALL_STACK_EXHAUSTED("call stack exhausted"),
    /** Fuel ran out; the reference reports it as {@code unreachable} and sets a flag beside it. */
    FUEL_EXHAUSTED("unreachable"),
    /** The host's wish: see {@link Instance#stopWhen}. No text of the reference, which knows nothing like it. */
    INTERRUPTED("interrupted");

    private final String text;

    TrapCode(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
