package dev.orrery.testkit.wasm;

/** A value type by its byte in the binary format (Wasm spec 5.3). */
public enum Type {
    I32(0x7F),
    I64(0x7E),
    F32(0x7D),
    F64(0x7C),
    V128(0x7B),
    FUNCREF(0x70),
    EXTERNREF(0x6F);

    private final int code;

    Type(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
