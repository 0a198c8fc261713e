package dev.orrery.engine.interpret;

import dev.orrery.engine.model.Opcode;

/**
 * Operators on f32. Wasm spec 4.3.3 (floating-point operations). Not hot.
 *
 * <p>Java's arithmetic is IEEE 754 like Wasm's. What Java leaves open is which NaN comes out: the arithmetic operators here
 * always answer the canonical one, which the Wasm specification allows in every case, and their result is marked as pending
 * (see {@link Operands}). The sign operators work on the bits, because they must keep any NaN's payload.
 */
final class F32Operators {
    /** The canonical NaN, sign clear. Raw bits. Wasm spec 4.3.3 (NaN propagation). */
    static final int CANONICAL_NAN = 0x7FC0_0000;

    private static final int SIGN = Integer.MIN_VALUE;

    private F32Operators() {}

    /** Executes {@code opcode} on the operands; false if it is none of this family. */
    static boolean execute(int opcode, Operands stack) {
        if (isComparison(opcode)) {
            float right = Float.intBitsToFloat(stack.popF32());
            float left = Float.intBitsToFloat(stack.popF32());
            stack.pushBoolean(compare(opcode, left, right));
        } else if (opcode == Opcode.F32_ABS || opcode == Opcode.F32_NEG) {
            boolean pending = stack.topPending();
            int bits = stack.popPendingF32();
            stack.pushF32(opcode == Opcode.F32_ABS ? bits & ~SIGN : bits ^ SIGN, pending);
        } else if (opcode == Opcode.F32_COPYSIGN) {
            int sign = stack.popF32();
            int magnitude = stack.popF32();
            stack.pushF32((magnitude & ~SIGN) | (sign & SIGN), false);
        } else if (opcode >= Opcode.F32_CEIL && opcode <= Opcode.F32_SQRT) {
            stack.pushF32(unary(opcode, stack.popPendingF32()), true);
        } else if (opcode >= Opcode.F32_ADD && opcode <= Opcode.F32_MAX) {
            int right = stack.popPendingF32();
            int left = stack.popPendingF32();
            stack.pushF32(binary(opcode, left, right), opcode <= Opcode.F32_DIV);
        } else {
            return false;
        }
        return true;
    }

    private static boolean isComparison(int opcode) {
        return opcode >= Opcode.F32_EQ && opcode <= Opcode.F32_GE;
    }

    static boolean compare(int opcode, float left, float right) {
        return switch (opcode) {
            case Opcode.F32_EQ -> left == right;
            case Opcode.F32_NE -> left != right;
            case Opcode.F32_LT -> left < right;
            case Opcode.F32_GT -> left > right;
            case Opcode.F32_LE -> left <= right;
            case Opcode.F32_GE -> left >= right;
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        };
    }

    static int unary(int opcode, int bits) {
        float value = Float.intBitsToFloat(bits);
        return bits(
                switch (opcode) {
                    case Opcode.F32_CEIL -> (float) Math.ceil(value);
                    case Opcode.F32_FLOOR -> (float) Math.floor(value);
                    case Opcode.F32_TRUNC -> (float) (value < 0 ? Math.ceil(value) : Math.floor(value));
                    case Opcode.F32_NEAREST -> (float) Math.rint(value);
                    case Opcode.F32_SQRT -> (float) Math.sqrt(value);
                    default -> throw new IllegalArgumentException(Opcode.text(opcode));
                });
    }

    static int binary(int opcode, int leftBits, int rightBits) {
        float left = Float.intBitsToFloat(leftBits);
        float right = Float.intBitsToFloat(rightBits);
        return bits(
                switch (opcode) {
                    case Opcode.F32_ADD -> left + right;
                    case Opcode.F32_SUB -> left - right;
                    case Opcode.F32_MUL -> left * right;
                    case Opcode.F32_DIV -> left / right;
                    // Java's min and max order the zeros by sign and pass NaN on, as Wasm does.
                    case Opcode.F32_MIN -> Math.min(left, right);
                    case Opcode.F32_MAX -> Math.max(left, right);
                    default -> throw new IllegalArgumentException(Opcode.text(opcode));
                });
    }

    /** The bits of an arithmetic result; any NaN gives the canonical one. */
    static int bits(float value) {
        return Float.isNaN(value) ? CANONICAL_NAN : Float.floatToRawIntBits(value);
    }
}
