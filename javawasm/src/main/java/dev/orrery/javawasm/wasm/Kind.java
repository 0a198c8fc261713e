package dev.orrery.javawasm.wasm;

/** The two value types in use: references, {@code boolean} and what fits into 32 bits, and {@code long}. */
public enum Kind {
    I32(0x7F),
    I64(0x7E);

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
