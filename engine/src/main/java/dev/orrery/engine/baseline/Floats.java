package dev.orrery.engine.baseline;

import static dev.orrery.engine.model.Opcode.*;

import dev.orrery.engine.model.ValType;
import dev.orrery.engine.run.FloatMath;
import dev.orrery.engine.run.Truncation;

/**
 * Operators that take or make floats, on raw bits; an f32 is zero-extended, an i32 sign-extended. They are those of compiled code,
 * down to the bits of a NaN. Less hot than {@link Integers}: contracts hardly compute with floats.
 */
final class Floats {
    /** The result is final, or leaves its NaNs as they come. */
    static final long NO_NAN = 0;

    private static final long NAN_F32 = 1;
    private static final long NAN_F64 = 2;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private Floats() {}

    static boolean knows(int opcode) {
        return isBinary(opcode) || isUnary(opcode);
    }

    static boolean isBinary(int opcode) {
        return (opcode >= F32_EQ && opcode <= F64_GE)
                || (opcode >= F32_ADD && opcode <= F32_COPYSIGN)
                || (opcode >= F64_ADD && opcode <= F64_COPYSIGN);
    }

    private static boolean isUnary(int opcode) {
        return (opcode >= F32_ABS && opcode <= F32_SQRT)
                || (opcode >= F64_ABS && opcode <= F64_SQRT)
                || (opcode >= I32_TRUNC_F32_S && opcode <= I32_TRUNC_F64_U)
                || (opcode >= I64_TRUNC_F32_S && opcode <= F64_PROMOTE_F32)
                || (opcode >= I32_TRUNC_SAT_F32_S && opcode <= I64_TRUNC_SAT_F64_U);
    }

    /** What {@link #finished} makes canonical of a type. */
    static long nanOf(ValType type) {
        return type == ValType.F32 ? NAN_F32 : NAN_F64;
    }

    /** A result with its NaN made canonical, if {@code nan} asks for that. */
    static long finished(long nan, long bits) {
        if (nan == NO_NAN) {
            return bits;
        }
        return nan == NAN_F32 ? bits(FloatMath.canonical(f32(bits))) : bits(FloatMath.canonical(f64(bits)));
    }

    static long unary(int opcode, long a) {
        if (opcode >= F32_ABS && opcode <= F32_SQRT) {
            return bits(f32(opcode, f32(a)));
        }
        if (opcode >= F64_ABS && opcode <= F64_SQRT) {
            return bits(f64(opcode, f64(a)));
        }
        return opcode >= F32_CONVERT_I32_S && opcode <= F64_PROMOTE_F32 ? converted(opcode, a) : truncated(opcode, a);
    }

    private static float f32(int opcode, float a) {
        return switch (opcode) {
            case F32_ABS -> FloatMath.abs(a);
            case F32_NEG -> FloatMath.neg(a);
            case F32_CEIL -> FloatMath.ceil(a);
            case F32_FLOOR -> FloatMath.floor(a);
            case F32_TRUNC -> FloatMath.trunc(a);
            case F32_NEAREST -> FloatMath.nearest(a);
            case F32_SQRT -> FloatMath.sqrt(a);
            default -> throw unknown(opcode);
        };
    }

    private static double f64(int opcode, double a) {
        return switch (opcode) {
            case F64_ABS -> FloatMath.abs(a);
            case F64_NEG -> FloatMath.neg(a);
            case F64_CEIL -> FloatMath.ceil(a);
            case F64_FLOOR -> FloatMath.floor(a);
            case F64_TRUNC -> FloatMath.trunc(a);
            case F64_NEAREST -> FloatMath.nearest(a);
            case F64_SQRT -> FloatMath.sqrt(a);
            default -> throw unknown(opcode);
        };
    }

    private static long converted(int opcode, long a) {
        return switch (opcode) {
            case F32_CONVERT_I32_S -> bits((float) (int) a);
            case F32_CONVERT_I32_U -> bits(FloatMath.convertUnsignedToF32((int) a));
            case F32_CONVERT_I64_S -> bits((float) a);
            case F32_CONVERT_I64_U -> bits(FloatMath.convertUnsignedToF32(a));
            case F32_DEMOTE_F64 -> bits(FloatMath.demote(f64(a)));
            case F64_CONVERT_I32_S -> bits((double) (int) a);
            case F64_CONVERT_I32_U -> bits(FloatMath.convertUnsignedToF64((int) a));
            case F64_CONVERT_I64_S -> bits((double) a);
            case F64_CONVERT_I64_U -> bits(FloatMath.convertUnsignedToF64(a));
            case F64_PROMOTE_F32 -> bits(FloatMath.promote(f32(a)));
            default -> throw unknown(opcode);
        };
    }

    private static long truncated(int opcode, long a) {
        return switch (opcode) {
            case I32_TRUNC_F32_S -> Truncation.toI32(f32(a));
            case I32_TRUNC_F32_U -> Truncation.toU32(f32(a));
            case I32_TRUNC_F64_S -> Truncation.toI32(f64(a));
            case I32_TRUNC_F64_U -> Truncation.toU32(f64(a));
            case I64_TRUNC_F32_S -> Truncation.toI64(f32(a));
            case I64_TRUNC_F32_U -> Truncation.toU64(f32(a));
            case I64_TRUNC_F64_S -> Truncation.toI64(f64(a));
            case I64_TRUNC_F64_U -> Truncation.toU64(f64(a));
            case I32_TRUNC_SAT_F32_S -> (int) f32(a);
            case I32_TRUNC_SAT_F32_U -> Truncation.toU32Saturating(f32(a));
            case I32_TRUNC_SAT_F64_S -> (int) f64(a);
            case I32_TRUNC_SAT_F64_U -> Truncation.toU32Saturating(f64(a));
            case I64_TRUNC_SAT_F32_S -> (long) f32(a);
            case I64_TRUNC_SAT_F32_U -> Truncation.toU64Saturating(f32(a));
            case I64_TRUNC_SAT_F64_S -> (long) f64(a);
            case I64_TRUNC_SAT_F64_U -> Truncation.toU64Saturating(f64(a));
            default -> throw unknown(opcode);
        };
    }

    static long binary(int opcode, long a, long b) {
        if (opcode <= F32_GE) {
            return f32Compare(opcode, f32(a), f32(b)) ? 1 : 0;
        }
        if (opcode <= F64_GE) {
            return f64Compare(opcode, f64(a), f64(b)) ? 1 : 0;
        }
        return opcode <= F32_COPYSIGN ? bits(f32(opcode, f32(a), f32(b))) : bits(f64(opcode, f64(a), f64(b)));
    }

    private static boolean f32Compare(int opcode, float a, float b) {
        return switch (opcode) {
            case F32_EQ -> a == b;
            case F32_NE -> a != b;
            case F32_LT -> a < b;
            case F32_GT -> a > b;
            case F32_LE -> a <= b;
            default -> a >= b;
        };
    }

    private static boolean f64Compare(int opcode, double a, double b) {
        return switch (opcode) {
            case F64_EQ -> a == b;
            case F64_NE -> a != b;
            case F64_LT -> a < b;
            case F64_GT -> a > b;
            case F64_LE -> a <= b;
            default -> a >= b;
        };
    }

    private static float f32(int opcode, float a, float b) {
        return switch (opcode) {
            case F32_ADD -> a + b;
            case F32_SUB -> a - b;
            case F32_MUL -> a * b;
            case F32_DIV -> a / b;
            case F32_MIN -> FloatMath.min(a, b);
            case F32_MAX -> FloatMath.max(a, b);
            case F32_COPYSIGN -> FloatMath.copysign(a, b);
            default -> throw unknown(opcode);
        };
    }

    private static double f64(int opcode, double a, double b) {
        return switch (opcode) {
            case F64_ADD -> a + b;
            case F64_SUB -> a - b;
            case F64_MUL -> a * b;
            case F64_DIV -> a / b;
            case F64_MIN -> FloatMath.min(a, b);
            case F64_MAX -> FloatMath.max(a, b);
            case F64_COPYSIGN -> FloatMath.copysign(a, b);
            default -> throw unknown(opcode);
        };
    }

    private static float f32(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    private static double f64(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static long bits(float value) {
        return Float.floatToRawIntBits(value) & LOW_HALF;
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static IllegalArgumentException unknown(int opcode) {
        return new IllegalArgumentException("operator " + opcode);
    }
}
