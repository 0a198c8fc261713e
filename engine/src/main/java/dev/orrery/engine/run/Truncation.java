package dev.orrery.engine.run;

/** Float to integer, trapping or saturating. Wasm spec 4.3.2 and 4.3.4. Signed saturation is the JVM's own conversion. */
public final class Truncation {
    private static final double TWO_TO_31 = 0x1p31;
    private static final double TWO_TO_32 = 0x1p32;
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Truncation() {}

    public static int toI32(double a) {
        if (a > -TWO_TO_31 - 1 && a < TWO_TO_31) {
            return (int) a;
        }
        throw outOfRange(a);
    }

    public static int toU32(double a) {
        if (a > -1 && a < TWO_TO_32) {
            return (int) (long) a;
        }
        throw outOfRange(a);
    }

    public static long toI64(double a) {
        if (a >= -TWO_TO_63 && a < TWO_TO_63) {
            return (long) a;
        }
        throw outOfRange(a);
    }

    public static long toU64(double a) {
        if (a > -1 && a < TWO_TO_64) {
            return unsigned(a);
        }
        throw outOfRange(a);
    }

    public static int toU32Saturating(double a) {
        return a > -1 ? a < TWO_TO_32 ? (int) (long) a : -1 : 0;
    }

    public static long toU64Saturating(double a) {
        return a > -1 ? a < TWO_TO_64 ? unsigned(a) : -1 : 0;
    }

    /** {@code a} is between −1 and 2^64, both excluded. */
    private static long unsigned(double a) {
        return a < TWO_TO_63 ? (long) a : (long) (a - TWO_TO_63) ^ Long.MIN_VALUE;
    }

    private static RuntimeException outOfRange(double a) {
        return Double.isNaN(a) ? Traps.invalidConversion() : Traps.integerOverflow();
    }
}
