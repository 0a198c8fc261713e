package dev.orrery.engine.interpret;

import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import dev.orrery.engine.model.Opcode;

/** Operators on i64 with an i64 or boolean result. Wasm spec 4.3.2 (integer operations). Not hot. */
final class I64Operators {
    private I64Operators() {}

    /** Executes {@code opcode} on the operands; false if it is none of this family. */
    static boolean execute(int opcode, Operands stack) {
        if (opcode == Opcode.I64_EQZ) {
            stack.pushBoolean(stack.popI64() == 0);
        } else if (isUnary(opcode)) {
            stack.pushI64(unary(opcode, stack.popI64()));
        } else if (isComparison(opcode)) {
            long right = stack.popI64();
            long left = stack.popI64();
            stack.pushBoolean(compare(opcode, left, right));
        } else if (isBinary(opcode)) {
            long right = stack.popI64();
            long left = stack.popI64();
            stack.pushI64(binary(opcode, left, right));
        } else {
            return false;
        }
        return true;
    }

    private static boolean isUnary(int opcode) {
        return (opcode >= Opcode.I64_CLZ && opcode <= Opcode.I64_POPCNT)
                || (opcode >= Opcode.I64_EXTEND8_S && opcode <= Opcode.I64_EXTEND32_S);
    }

    private static boolean isComparison(int opcode) {
        return opcode >= Opcode.I64_EQ && opcode <= Opcode.I64_GE_U;
    }

    private static boolean isBinary(int opcode) {
        return opcode >= Opcode.I64_ADD && opcode <= Opcode.I64_ROTR;
    }

    static long unary(int opcode, long value) {
        return switch (opcode) {
            case Opcode.I64_CLZ -> Long.numberOfLeadingZeros(value);
            case Opcode.I64_CTZ -> Long.numberOfTrailingZeros(value);
            case Opcode.I64_POPCNT -> Long.bitCount(value);
            case Opcode.I64_EXTEND8_S -> (byte) value;
            case Opcode.I64_EXTEND16_S -> (short) value;
            case Opcode.I64_EXTEND32_S -> (int) value;
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        };
    }

    static boolean compare(int opcode, long left, long right) {
        return switch (opcode) {
            case Opcode.I64_EQ -> left == right;
            case Opcode.I64_NE -> left != right;
            case Opcode.I64_LT_S -> left < right;
            case Opcode.I64_LT_U -> below(left, right);
            case Opcode.I64_GT_S -> left > right;
            case Opcode.I64_GT_U -> below(right, left);
            case Opcode.I64_LE_S -> left <= right;
            case Opcode.I64_LE_U -> !below(right, left);
            case Opcode.I64_GE_S -> left >= right;
            case Opcode.I64_GE_U -> !below(left, right);
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        };
    }

    static long binary(int opcode, long left, long right) {
        return switch (opcode) {
            case Opcode.I64_ADD -> left + right;
            case Opcode.I64_SUB -> left - right;
            case Opcode.I64_MUL -> left * right;
            case Opcode.I64_DIV_S -> divideSigned(left, nonZero(right));
            case Opcode.I64_DIV_U -> Long.divideUnsigned(left, nonZero(right));
            // Java defines MIN % -1 as 0, as Wasm does.
            case Opcode.I64_REM_S -> left % nonZero(right);
            case Opcode.I64_REM_U -> Long.remainderUnsigned(left, nonZero(right));
            case Opcode.I64_AND -> left & right;
            case Opcode.I64_OR -> left | right;
            case Opcode.I64_XOR -> left ^ right;
            case Opcode.I64_SHL -> left << (right & 63);
            case Opcode.I64_SHR_S -> left >> (right & 63);
            case Opcode.I64_SHR_U -> left >>> (right & 63);
            case Opcode.I64_ROTL -> Long.rotateLeft(left, (int) (right & 63));
            case Opcode.I64_ROTR -> Long.rotateRight(left, (int) (right & 63));
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        };
    }

    private static long divideSigned(long left, long right) {
        if (left == Long.MIN_VALUE && right == -1) {
            throw new Trap.Fault(TrapCode.INTEGER_OVERFLOW);
        }
        return left / right;
    }

    /** Unsigned order, by moving the unsigned range onto the signed one. */
    private static boolean below(long left, long right) {
        return left + Long.MIN_VALUE < right + Long.MIN_VALUE;
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw new Trap.Fault(TrapCode.INTEGER_DIVIDE_BY_ZERO);
        }
        return divisor;
    }
}
