package dev.orrery.engine.interpret;

import dev.orrery.engine.model.Opcode;

/** Operators from one number type to another, truncations excepted. Wasm spec 4.3.4 (conversions). Not hot. */
final class Conversions {
    /** Bits that an f64 has in its payload beyond those of an f32. */
    private static final int EXTRA_PAYLOAD_BITS = 29;

    private static final int F32_QUIET = 0x0040_0000;
    private static final int F32_PAYLOAD = 0x007F_FFFF;
    private static final int F32_EXPONENT = 0x7F80_0000;
    private static final long F64_QUIET = 0x0008_0000_0000_0000L;
    private static final long F64_EXPONENT = 0x7FF0_0000_0000_0000L;

    private Conversions() {}

    /** Executes {@code opcode} on the operands; false if it is none of this family. */
    static boolean execute(int opcode, Operands stack) {
        switch (opcode) {
            case Opcode.I32_WRAP_I64 -> stack.pushI32((int) stack.popI64());
            case Opcode.I64_EXTEND_I32_S -> stack.pushI64(stack.popI32());
            case Opcode.I64_EXTEND_I32_U -> stack.pushI64(stack.popU32());
            case Opcode.F32_CONVERT_I32_S -> pushF32(stack, (float) stack.popI32());
            case Opcode.F32_CONVERT_I32_U -> pushF32(stack, (float) stack.popU32());
            case Opcode.F32_CONVERT_I64_S -> pushF32(stack, (float) stack.popI64());
            case Opcode.F32_CONVERT_I64_U -> pushF32(stack, unsignedToF32(stack.popI64()));
            case Opcode.F64_CONVERT_I32_S -> pushF64(stack, (double) stack.popI32());
            case Opcode.F64_CONVERT_I32_U -> pushF64(stack, (double) stack.popU32());
            case Opcode.F64_CONVERT_I64_S -> pushF64(stack, (double) stack.popI64());
            case Opcode.F64_CONVERT_I64_U -> pushF64(stack, unsignedToF64(stack.popI64()));
            case Opcode.F32_DEMOTE_F64 -> {
                boolean pending = stack.topPending();
                stack.pushF32(demote(stack.popPendingF64()), pending);
            }
            case Opcode.F64_PROMOTE_F32 -> {
                boolean pending = stack.topPending();
                stack.pushF64(promote(stack.popPendingF32()), pending);
            }
            case Opcode.I32_REINTERPRET_F32 -> stack.pushI32(stack.popF32());
            case Opcode.I64_REINTERPRET_F64 -> stack.pushI64(stack.popF64());
            case Opcode.F32_REINTERPRET_I32 -> stack.pushF32(stack.popI32(), false);
            case Opcode.F64_REINTERPRET_I64 -> stack.pushF64(stack.popI64(), false);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void pushF32(Operands stack, float value) {
        stack.pushF32(Float.floatToRawIntBits(value), false);
    }

    private static void pushF64(Operands stack, double value) {
        stack.pushF64(Double.doubleToRawLongBits(value), false);
    }

    /** Nearest f32 to an unsigned i64, ties to even. */
    static float unsignedToF32(long value) {
        return value >= 0 ? (float) value : (float) halvedToOdd(value) * 2;
    }

    /** Nearest f64 to an unsigned i64, ties to even. */
    static double unsignedToF64(long value) {
        return value >= 0 ? (double) value : (double) halvedToOdd(value) * 2;
    }

    /** Half of an unsigned value; the bit shifted out stays visible in the lowest one, so that rounding still sees it. */
    private static long halvedToOdd(long value) {
        return (value >>> 1) | (value & 1);
    }

    /** An f64's bits as f32; a NaN keeps its sign and the upper part of its payload and becomes quiet. */
    static int demote(long bits) {
        double value = Double.longBitsToDouble(bits);
        if (!Double.isNaN(value)) {
            return Float.floatToRawIntBits((float) value);
        }
        int sign = (int) (bits >>> 32) & Integer.MIN_VALUE;
        int payload = (int) (bits >>> EXTRA_PAYLOAD_BITS) & F32_PAYLOAD;
        return sign | F32_EXPONENT | F32_QUIET | payload;
    }

    /** An f32's bits as f64; a NaN keeps its sign and payload and becomes quiet. */
    static long promote(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (!Float.isNaN(value)) {
            return Double.doubleToRawLongBits(value);
        }
        long sign = (long) (bits & Integer.MIN_VALUE) << 32;
        long payload = (long) (bits & F32_PAYLOAD) << EXTRA_PAYLOAD_BITS;
        return sign | F64_EXPONENT | F64_QUIET | payload;
    }
}
