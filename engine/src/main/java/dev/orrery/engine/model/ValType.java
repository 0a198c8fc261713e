package dev.orrery.engine.model;

/** A value type. Wasm spec 5.3.1–5.3.4 (binary encoding of types). */
public enum ValType {
    I32(0x7F, "i32"),
    I64(0x7E, "i64"),
    F32(0x7D, "f32"),
    F64(0x7C, "f64"),
    V128(0x7B, "v128"),
    FUNCREF(0x70, "funcref"),
    EXTERNREF(0x6F, "externref");

    private final int code;
    private final String text;

    ValType(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The byte that stands for this type in the binary format. */
    public int code() {
        return code;
    }

    /** The name in the text format, for messages. */
    public String text() {
        return text;
    }

    public boolean isReference() {
        return this == FUNCREF || this == EXTERNREF;
    }
}
