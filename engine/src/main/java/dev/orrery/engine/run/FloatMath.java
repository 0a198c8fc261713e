package dev.orrery.engine.run;

/**
 * Float operators as Wasm spec 4.3.3 defines them, where the JVM's differ or leave the bits of a NaN open. Hot. An operator
 * that is pure bit work ({@code abs, neg, copysign}) keeps every NaN's payload; the others give some NaN, which the compiler
 * makes canonical where the host profile wants that.
 */
public final class FloatMath {
    private static final int F32_SIGN = 0x8000_0000;
    private static final long F64_SIGN = 0x8000_0000_0000_0000L;
    private static final int F32_QUIET = 0x0040_0000;
    private static final long F64_QUIET = 0x0008_0000_0000_0000L;

    /** Mantissa bits that f64 has and f32 has not. */
    private static final int MANTISSA_GAP = 52 - 23;

    private FloatMath() {}

    public static float canonical(float a) {
        return Float.isNaN(a) ? Float.intBitsToFloat(0x7FC0_0000) : a;
    }

    public static double canonical(double a) {
        return Double.isNaN(a) ? Double.longBitsToDouble(0x7FF8_0000_0000_0000L) : a;
    }

    public static float abs(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) & ~F32_SIGN);
    }

    public static double abs(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) & ~F64_SIGN);
    }

    public static float neg(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) ^ F32_SIGN);
    }

    public static double neg(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) ^ F64_SIGN);
    }

    public static float copysign(float a, float sign) {
        return Float.intBitsToFloat(
                (Float.floatToRawIntBits(a) & ~F32_SIGN) | (Float.floatToRawIntBits(sign) & F32_SIGN));
    }

    public static double copysign(double a, double sign) {
        return Double.longBitsToDouble(
                (Double.doubleToRawLongBits(a) & ~F64_SIGN) | (Double.doubleToRawLongBits(sign) & F64_SIGN));
    }

    public static float ceil(float a) {
        return Float.isNaN(a) ? a + a : (float) Math.ceil(a);
    }

    public static double ceil(double a) {
        return Double.isNaN(a) ? a + a : Math.ceil(a);
    }

    public static float floor(float a) {
        return Float.isNaN(a) ? a + a : (float) Math.floor(a);
    }

    public static double floor(double a) {
        return Double.isNaN(a) ? a + a : Math.floor(a);
    }

    public static float trunc(float a) {
        return Float.isNaN(a) ? a + a : (float) (a < 0 ? Math.ceil(a) : Math.floor(a));
    }

    public static double trunc(double a) {
        return Double.isNaN(a) ? a + a : a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    public static float nearest(float a) {
        return Float.isNaN(a) ? a + a : (float) Math.rint(a);
    }

    public static double nearest(double a) {
        return Double.isNaN(a) ? a + a : Math.rint(a);
    }

    public static float sqrt(float a) {
        return Float.isNaN(a) ? a + a : (float) Math.sqrt(a);
    }

    public static double sqrt(double a) {
        return Double.isNaN(a) ? a + a : Math.sqrt(a);
    }

    /** A NaN result is canonical already. */
    public static float min(float a, float b) {
        return canonical(Math.min(a, b));
    }

    /** A NaN result is canonical already. */
    public static double min(double a, double b) {
        return canonical(Math.min(a, b));
    }

    /** A NaN result is canonical already. */
    public static float max(float a, float b) {
        return canonical(Math.max(a, b));
    }

    /** A NaN result is canonical already. */
    public static double max(double a, double b) {
        return canonical(Math.max(a, b));
    }

    /** A NaN keeps its sign and the upper bits of its payload, and becomes quiet. */
    public static float demote(double a) {
        if (!Double.isNaN(a)) {
            return (float) a;
        }
        long bits = Double.doubleToRawLongBits(a);
        int sign = (int) (bits >>> 32) & F32_SIGN;
        int payload = (int) (bits >>> MANTISSA_GAP) & 0x003F_FFFF;
        return Float.intBitsToFloat(sign | 0x7F80_0000 | F32_QUIET | payload);
    }

    /** A NaN keeps its sign and payload, and becomes quiet. */
    public static double promote(float a) {
        if (!Float.isNaN(a)) {
            return a;
        }
        int bits = Float.floatToRawIntBits(a);
        long sign = (long) (bits & F32_SIGN) << 32;
        long payload = (long) (bits & 0x003F_FFFF) << MANTISSA_GAP;
        return Double.longBitsToDouble((sign & F64_SIGN) | 0x7FF0_0000_0000_0000L | F64_QUIET | payload);
    }

    public static float convertUnsignedToF32(int a) {
        return (float) Integer.toUnsignedLong(a);
    }

    public static double convertUnsignedToF64(int a) {
        return (double) Integer.toUnsignedLong(a);
    }

    /** Above 2^63 the lowest bit is folded into the next one, so that the one rounding is right. */
    public static float convertUnsignedToF32(long a) {
        return a >= 0 ? (float) a : (float) ((a >>> 1) | (a & 1)) * 2;
    }

    /** Above 2^63 the lowest bit is folded into the next one, so that the one rounding is right. */
    public static double convertUnsignedToF64(long a) {
        return a >= 0 ? (double) a : (double) ((a >>> 1) | (a & 1)) * 2;
    }

    public static int eq(float a, float b) {
        return a == b ? 1 : 0;
    }

    public static int ne(float a, float b) {
        return a != b ? 1 : 0;
    }

    public static int lt(float a, float b) {
        return a < b ? 1 : 0;
    }

    public static int gt(float a, float b) {
        return a > b ? 1 : 0;
    }

    public static int le(float a, float b) {
        return a <= b ? 1 : 0;
    }

    public static int ge(float a, float b) {
        return a >= b ? 1 : 0;
    }

    public static int eq(double a, double b) {
        return a == b ? 1 : 0;
    }

    public static int ne(double a, double b) {
        return a != b ? 1 : 0;
    }

    public static int lt(double a, double b) {
        return a < b ? 1 : 0;
    }

    public static int gt(double a, double b) {
        return a > b ? 1 : 0;
    }

    public static int le(double a, double b) {
        return a <= b ? 1 : 0;
    }

    public static int ge(double a, double b) {
        return a >= b ? 1 : 0;
    }
}
