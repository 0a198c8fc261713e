package dev.orrery.engine.interpret;

import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import dev.orrery.engine.model.Opcode;

/**
 * Operators from floats to integers, trapping and saturating. Wasm spec 4.3.4 (trunc, trunc_sat). Not hot.
 *
 * <p>An f32 is widened first: every f32 is an f64, so one set of bounds serves both.
 */
final class Truncations {
    private static final double TWO_TO_31 = 0x1p31;
    private static final double TWO_TO_32 = 0x1p32;
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Truncations() {}

    /** Executes {@code opcode} on the operands; false if it is none of this family. */
    static boolean execute(int opcode, Operands stack) {
        switch (opcode) {
            case Opcode.I32_TRUNC_F32_S -> stack.pushI32(toI32(popF32(stack)));
            case Opcode.I32_TRUNC_F32_U -> stack.pushI32(toU32(popF32(stack)));
            case Opcode.I32_TRUNC_F64_S -> stack.pushI32(toI32(popF64(stack)));
            case Opcode.I32_TRUNC_F64_U -> stack.pushI32(toU32(popF64(stack)));
            case Opcode.I64_TRUNC_F32_S -> stack.pushI64(toI64(popF32(stack)));
            case Opcode.I64_TRUNC_F32_U -> stack.pushI64(toU64(popF32(stack)));
            case Opcode.I64_TRUNC_F64_S -> stack.pushI64(toI64(popF64(stack)));
            case Opcode.I64_TRUNC_F64_U -> stack.pushI64(toU64(popF64(stack)));
            case Opcode.I32_TRUNC_SAT_F32_S -> stack.pushI32(saturateI32(popF32(stack)));
            case Opcode.I32_TRUNC_SAT_F32_U -> stack.pushI32(saturateU32(popF32(stack)));
            case Opcode.I32_TRUNC_SAT_F64_S -> stack.pushI32(saturateI32(popF64(stack)));
            case Opcode.I32_TRUNC_SAT_F64_U -> stack.pushI32(saturateU32(popF64(stack)));
            case Opcode.I64_TRUNC_SAT_F32_S -> stack.pushI64(saturateI64(popF32(stack)));
            case Opcode.I64_TRUNC_SAT_F32_U -> stack.pushI64(saturateU64(popF32(stack)));
            case Opcode.I64_TRUNC_SAT_F64_S -> stack.pushI64(saturateI64(popF64(stack)));
            case Opcode.I64_TRUNC_SAT_F64_U -> stack.pushI64(saturateU64(popF64(stack)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static double popF32(Operands stack) {
        return Float.intBitsToFloat(stack.popF32());
    }

    private static double popF64(Operands stack) {
        return Double.longBitsToDouble(stack.popF64());
    }

    static int toI32(double value) {
        requireInside(value, value > -TWO_TO_31 - 1 && value < TWO_TO_31);
        return saturateI32(value);
    }

    static int toU32(double value) {
        requireInside(value, value > -1 && value < TWO_TO_32);
        return saturateU32(value);
    }

    static long toI64(double value) {
        // No f64 lies between -2^63 - 1 and -2^63.
        requireInside(value, value >= -TWO_TO_63 && value < TWO_TO_63);
        return saturateI64(value);
    }

    static long toU64(double value) {
        requireInside(value, value > -1 && value < TWO_TO_64);
        return saturateU64(value);
    }

    private static void requireInside(double value, boolean inside) {
        if (Double.isNaN(value)) {
            throw new Trap.Fault(TrapCode.INVALID_CONVERSION_TO_INTEGER);
        }
        if (!inside) {
            throw new Trap.Fault(TrapCode.INTEGER_OVERFLOW);
        }
    }

    /** Java's own conversion saturates and takes NaN to 0, as Wasm's saturating ones do. */
    static int saturateI32(double value) {
        return (int) value;
    }

    static int saturateU32(double value) {
        long wide = (long) value;
        return (int) Math.clamp(wide, 0, 0xFFFF_FFFFL);
    }

    static long saturateI64(double value) {
        return (long) value;
    }

    static long saturateU64(double value) {
        if (!(value > 0)) {
            return 0;
        }
        if (value >= TWO_TO_64) {
            return -1;
        }
        return value < TWO_TO_63 ? (long) value : (long) (value - TWO_TO_63) + Long.MIN_VALUE;
    }
}
