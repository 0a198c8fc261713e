package dev.orrery.engine.interpret;

import dev.orrery.engine.model.Opcode;

/**
 * Operators on f64. Wasm spec 4.3.3 (floating-point operations). Not hot.
 *
 * <p>Java's arithmetic is IEEE 754 like Wasm's. What Java leaves open is which NaN comes out: the arithmetic operators here
 * always answer the canonical one, which the Wasm specification allows in every case, and their result is marked as pending
 * (see {@link Operands}). The sign operators work on the bits, because they must keep any NaN's payload.
 */
final class F64Operators {
    /** The canonical NaN, sign clear. Raw bits. Wasm spec 4.3.3 (NaN propagation). */
    static final long CANONICAL_NAN = 0x7FF8_0000_0000_0000L;

    private static final long SIGN = Long.MIN_VALUE;

    private F64Operators() {}

    /** Executes {@code opcode} on the operands; false if it is none of this family. */
    static boolean execute(int opcode, Operands stack) {
        if (isComparison(opcode)) {
            double right = Double.longBitsToDouble(stack.popF64());
            double left = Double.longBitsToDouble(stack.popF64());
            stack.pushBoolean(compare(opcode, left, right));
        } else if (opcode == Opcode.F64_ABS || opcode == Opcode.F64_NEG) {
            boolean pending = stack.topPending();
            long bits = stack.popPendingF64();
            stack.pushF64(opcode == Opcode.F64_ABS ? bits & ~SIGN : bits ^ SIGN, pending);
        } else if (opcode == Opcode.F64_COPYSIGN) {
            long sign = stack.popF64();
            long magnitude = stack.popF64();
            stack.pushF64((magnitude & ~SIGN) | (sign & SIGN), false);
        } else if (opcode >= Opcode.F64_CEIL && opcode <= Opcode.F64_SQRT) {
            stack.pushF64(unary(opcode, stack.popPendingF64()), true);
        } else if (opcode >= Opcode.F64_ADD && opcode <= Opcode.F64_MAX) {
            long right = stack.popPendingF64();
            long left = stack.popPendingF64();
            stack.pushF64(binary(opcode, left, right), opcode <= Opcode.F64_DIV);
        } else {
            return false;
        }
        return true;
    }

    private static boolean isComparison(int opcode) {
        return opcode >= Opcode.F64_EQ && opcode <= Opcode.F64_GE;
    }

    static boolean compare(int opcode, double left, double right) {
        return switch (opcode) {
            case Opcode.F64_EQ -> left == right;
            case Opcode.F64_NE -> left != right;
            case Opcode.F64_LT -> left < right;
            case Opcode.F64_GT -> left > right;
            case Opcode.F64_LE -> left <= right;
            case Opcode.F64_GE -> left >= right;
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        };
    }

    static long unary(int opcode, long bits) {
        double value = Double.longBitsToDouble(bits);
        return bits(
                switch (opcode) {
                    case Opcode.F64_CEIL -> Math.ceil(value);
                    case Opcode.F64_FLOOR -> Math.floor(value);
                    case Opcode.F64_TRUNC -> (value < 0 ? Math.ceil(value) : Math.floor(value));
                    case Opcode.F64_NEAREST -> Math.rint(value);
                    case Opcode.F64_SQRT -> Math.sqrt(value);
                    default -> throw new IllegalArgumentException(Opcode.text(opcode));
                });
    }

    static long binary(int opcode, long leftBits, long rightBits) {
        double left = Double.longBitsToDouble(leftBits);
        double right = Double.longBitsToDouble(rightBits);
        return bits(
                switch (opcode) {
                    case Opcode.F64_ADD -> left + right;
                    case Opcode.F64_SUB -> left - right;
                    case Opcode.F64_MUL -> left * right;
                    case Opcode.F64_DIV -> left / right;
                    // Java's min and max order the zeros by sign and pass NaN on, as Wasm does.
                    case Opcode.F64_MIN -> Math.min(left, right);
                    case Opcode.F64_MAX -> Math.max(left, right);
                    default -> throw new IllegalArgumentException(Opcode.text(opcode));
                });
    }

    /** The bits of an arithmetic result; any NaN gives the canonical one. */
    static long bits(double value) {
        return Double.isNaN(value) ? CANONICAL_NAN : Double.doubleToRawLongBits(value);
    }
}
