package dev.orrery.engine.interpret;

import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import dev.orrery.engine.model.Opcode;

/** Operators on i32 with an i32 result. Wasm spec 4.3.2 (integer operations). Not hot. */
final class I32Operators {
    private I32Operators() {}

    /** Executes {@code opcode} on the operands; false if it is none of this family. */
    static boolean execute(int opcode, Operands stack) {
        if (opcode == Opcode.I32_EQZ || isUnary(opcode)) {
            stack.pushI32(unary(opcode, stack.popI32()));
        } else if (isComparison(opcode)) {
            int right = stack.popI32();
            int left = stack.popI32();
            stack.pushBoolean(compare(opcode, left, right));
        } else if (isBinary(opcode)) {
            int right = stack.popI32();
            int left = stack.popI32();
            stack.pushI32(binary(opcode, left, right));
        } else {
            return false;
        }
        return true;
    }

    private static boolean isUnary(int opcode) {
        return (opcode >= Opcode.I32_CLZ && opcode <= Opcode.I32_POPCNT)
                || opcode == Opcode.I32_EXTEND8_S
                || opcode == Opcode.I32_EXTEND16_S;
    }

    private static boolean isComparison(int opcode) {
        return opcode >= Opcode.I32_EQ && opcode <= Opcode.I32_GE_U;
    }

    private static boolean isBinary(int opcode) {
        return opcode >= Opcode.I32_ADD && opcode <= Opcode.I32_ROTR;
    }

    static int unary(int opcode, int value) {
        return switch (opcode) {
            case Opcode.I32_EQZ -> value == 0 ? 1 : 0;
            case Opcode.I32_CLZ -> Integer.numberOfLeadingZeros(value);
            case Opcode.I32_CTZ -> Integer.numberOfTrailingZeros(value);
            case Opcode.I32_POPCNT -> Integer.bitCount(value);
            case Opcode.I32_EXTEND8_S -> (byte) value;
            case Opcode.I32_EXTEND16_S -> (short) value;
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        };
    }

    static boolean compare(int opcode, int left, int right) {
        return switch (opcode) {
            case Opcode.I32_EQ -> left == right;
            case Opcode.I32_NE -> left != right;
            case Opcode.I32_LT_S -> left < right;
            case Opcode.I32_LT_U -> unsigned(left) < unsigned(right);
            case Opcode.I32_GT_S -> left > right;
            case Opcode.I32_GT_U -> unsigned(left) > unsigned(right);
            case Opcode.I32_LE_S -> left <= right;
            case Opcode.I32_LE_U -> unsigned(left) <= unsigned(right);
            case Opcode.I32_GE_S -> left >= right;
            case Opcode.I32_GE_U -> unsigned(left) >= unsigned(right);
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        };
    }

    static int binary(int opcode, int left, int right) {
        return switch (opcode) {
            case Opcode.I32_ADD -> left + right;
            case Opcode.I32_SUB -> left - right;
            case Opcode.I32_MUL -> left * right;
            case Opcode.I32_DIV_S -> divideSigned(left, right);
            case Opcode.I32_DIV_U -> (int) (unsigned(left) / nonZero(right));
            case Opcode.I32_REM_S -> (int) ((long) left % signedNonZero(right));
            case Opcode.I32_REM_U -> (int) (unsigned(left) % nonZero(right));
            case Opcode.I32_AND -> left & right;
            case Opcode.I32_OR -> left | right;
            case Opcode.I32_XOR -> left ^ right;
            case Opcode.I32_SHL -> left << (right & 31);
            case Opcode.I32_SHR_S -> left >> (right & 31);
            case Opcode.I32_SHR_U -> left >>> (right & 31);
            case Opcode.I32_ROTL -> Integer.rotateLeft(left, right & 31);
            case Opcode.I32_ROTR -> Integer.rotateRight(left, right & 31);
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        };
    }

    private static int divideSigned(int left, int right) {
        if (left == Integer.MIN_VALUE && right == -1) {
            throw new Trap.Fault(TrapCode.INTEGER_OVERFLOW);
        }
        return (int) (left / signedNonZero(right));
    }

    private static long unsigned(int value) {
        return value & 0xFFFF_FFFFL;
    }

    private static long nonZero(int divisor) {
        signedNonZero(divisor);
        return unsigned(divisor);
    }

    private static long signedNonZero(int divisor) {
        if (divisor == 0) {
            throw new Trap.Fault(TrapCode.INTEGER_DIVIDE_BY_ZERO);
        }
        return divisor;
    }
}
