package dev.orrery.engine.baseline;

import static dev.orrery.engine.model.Opcode.*;

import dev.orrery.engine.run.IntegerMath;

/**
 * Integer operators on raw bits; an i32 is sign-extended. The exceptions are those of compiled code: the JVM's own for a division
 * by zero, which {@link dev.orrery.engine.run.RunningInstance#invoke} makes a trap. Reinterpretations are here as well: to raw
 * bits they mean little. Hot.
 */
final class Integers {
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private Integers() {}

    static boolean knows(int opcode) {
        return isBinary(opcode) || isUnary(opcode);
    }

    static boolean isBinary(int opcode) {
        return (opcode >= I32_EQ && opcode <= I32_GE_U)
                || (opcode >= I64_EQ && opcode <= I64_GE_U)
                || (opcode >= I32_ADD && opcode <= I32_ROTR)
                || (opcode >= I64_ADD && opcode <= I64_ROTR);
    }

    static boolean isUnary(int opcode) {
        return switch (opcode) {
            case I32_EQZ,
                    I64_EQZ,
                    I32_CLZ,
                    I32_CTZ,
                    I32_POPCNT,
                    I64_CLZ,
                    I64_CTZ,
                    I64_POPCNT,
                    I32_WRAP_I64,
                    I64_EXTEND_I32_S,
                    I64_EXTEND_I32_U,
                    I32_REINTERPRET_F32,
                    I64_REINTERPRET_F64,
                    F32_REINTERPRET_I32,
                    F64_REINTERPRET_I64,
                    I32_EXTEND8_S,
                    I32_EXTEND16_S,
                    I64_EXTEND8_S,
                    I64_EXTEND16_S,
                    I64_EXTEND32_S -> true;
            default -> false;
        };
    }

    static long unary(int opcode, long a) {
        return switch (opcode) {
            case I32_EQZ -> (int) a == 0 ? 1 : 0;
            case I64_EQZ -> a == 0 ? 1 : 0;
            case I32_CLZ -> Integer.numberOfLeadingZeros((int) a);
            case I32_CTZ -> Integer.numberOfTrailingZeros((int) a);
            case I32_POPCNT -> Integer.bitCount((int) a);
            case I64_CLZ -> Long.numberOfLeadingZeros(a);
            case I64_CTZ -> Long.numberOfTrailingZeros(a);
            case I64_POPCNT -> Long.bitCount(a);
            case I32_WRAP_I64, I64_EXTEND_I32_S, I32_REINTERPRET_F32, I64_EXTEND32_S -> (int) a;
            case I64_EXTEND_I32_U, F32_REINTERPRET_I32 -> a & LOW_HALF;
            case I64_REINTERPRET_F64, F64_REINTERPRET_I64 -> a;
            case I32_EXTEND8_S, I64_EXTEND8_S -> (byte) a;
            case I32_EXTEND16_S, I64_EXTEND16_S -> (short) a;
            default -> throw new IllegalArgumentException("operator " + opcode);
        };
    }

    static long binary(int opcode, long a, long b) {
        if (opcode >= I32_ADD) {
            return opcode <= I32_ROTR ? i32(opcode, (int) a, (int) b) : i64(opcode, a, b);
        }
        // An order of sign-extended numbers is that of the numbers, unsigned too.
        return compare(opcode <= I32_GE_U ? opcode - I32_EQ : opcode - I64_EQ, a, b) ? 1 : 0;
    }

    /** By place among the ten comparisons. */
    private static boolean compare(int number, long a, long b) {
        return switch (number) {
            case 0 -> a == b;
            case 1 -> a != b;
            case 2 -> a < b;
            case 3 -> Long.compareUnsigned(a, b) < 0;
            case 4 -> a > b;
            case 5 -> Long.compareUnsigned(a, b) > 0;
            case 6 -> a <= b;
            case 7 -> Long.compareUnsigned(a, b) <= 0;
            case 8 -> a >= b;
            default -> Long.compareUnsigned(a, b) >= 0;
        };
    }

    private static int i32(int opcode, int a, int b) {
        return switch (opcode) {
            case I32_ADD -> a + b;
            case I32_SUB -> a - b;
            case I32_MUL -> a * b;
            case I32_DIV_S -> IntegerMath.divide(a, b);
            case I32_DIV_U -> Integer.divideUnsigned(a, b);
            case I32_REM_S -> a % b;
            case I32_REM_U -> Integer.remainderUnsigned(a, b);
            case I32_AND -> a & b;
            case I32_OR -> a | b;
            case I32_XOR -> a ^ b;
            case I32_SHL -> a << b;
            case I32_SHR_S -> a >> b;
            case I32_SHR_U -> a >>> b;
            case I32_ROTL -> Integer.rotateLeft(a, b);
            case I32_ROTR -> Integer.rotateRight(a, b);
            default -> throw new IllegalArgumentException("operator " + opcode);
        };
    }

    private static long i64(int opcode, long a, long b) {
        return switch (opcode) {
            case I64_ADD -> a + b;
            case I64_SUB -> a - b;
            case I64_MUL -> a * b;
            case I64_DIV_S -> IntegerMath.divide(a, b);
            case I64_DIV_U -> Long.divideUnsigned(a, b);
            case I64_REM_S -> a % b;
            case I64_REM_U -> Long.remainderUnsigned(a, b);
            case I64_AND -> a & b;
            case I64_OR -> a | b;
            case I64_XOR -> a ^ b;
            case I64_SHL -> a << b;
            case I64_SHR_S -> a >> b;
            case I64_SHR_U -> a >>> b;
            case I64_ROTL -> Long.rotateLeft(a, (int) b);
            case I64_ROTR -> Long.rotateRight(a, (int) b);
            default -> throw new IllegalArgumentException("operator " + opcode);
        };
    }
}
