package dev.orrery.engine.validate;

import dev.orrery.engine.model.ValType;

/** What is known of an operand on the validator's stack. */
enum OperandType {
    I32(ValType.I32.text()),
    I64(ValType.I64.text()),
    F32(ValType.F32.text()),
    F64(ValType.F64.text()),
    V128(ValType.V128.text()),
    FUNCREF(ValType.FUNCREF.text()),
    EXTERNREF(ValType.EXTERNREF.text()),
    /** What {@code ref.func} leaves: a reference to a function of a certain type, not null. */
    FUNCTION("(ref $type)"),
    /** An operand of dead code, which may be anything. */
    UNKNOWN("bot");

    private final String text;

    OperandType(String text) {
        this.text = text;
    }

    static OperandType of(ValType type) {
        return switch (type) {
            case I32 -> I32;
            case I64 -> I64;
            case F32 -> F32;
            case F64 -> F64;
            case V128 -> V128;
            case FUNCREF -> FUNCREF;
            case EXTERNREF -> EXTERNREF;
        };
    }

    String text() {
        return text;
    }

    boolean isReference() {
        return this == FUNCREF || this == EXTERNREF || this == FUNCTION;
    }

    /** Whether it can stand where {@code wanted} is asked for. */
    boolean matches(OperandType wanted) {
        return this == wanted || this == UNKNOWN || (this == FUNCTION && wanted == FUNCREF);
    }
}
