package dev.orrery.engine.model;

import static dev.orrery.engine.model.Opcode.*;

/** What an operator does about canonical NaNs. VM.md §1.4. */
public enum Nan {
    /** The result may be any NaN and has to be made canonical before anything can see its bits. */
    MAKES,
    /** The result is as the operand was. */
    KEEPS,
    /** The result is final as it stands. */
    PLAIN;

    public static Nan of(int opcode) {
        return switch (opcode) {
            case F32_ADD, F32_SUB, F32_MUL, F32_DIV, F32_SQRT, F32_CEIL, F32_FLOOR, F32_TRUNC, F32_NEAREST -> MAKES;
            case F64_ADD, F64_SUB, F64_MUL, F64_DIV, F64_SQRT, F64_CEIL, F64_FLOOR, F64_TRUNC, F64_NEAREST -> MAKES;
            case F32_ABS, F32_NEG, F64_ABS, F64_NEG, F32_DEMOTE_F64, F64_PROMOTE_F32 -> KEEPS;
            default -> PLAIN;
        };
    }
}
