package dev.orrery.javawasm.library.lang;

/** Whole numbers only. The exact methods throw as Java's do. */
public final class JMath {
    private JMath() {}

    public static int min(int a, int b) {
        return a < b ? a : b;
    }

    public static long min(long a, long b) {
        return a < b ? a : b;
    }

    public static int max(int a, int b) {
        return a > b ? a : b;
    }

    public static long max(long a, long b) {
        return a > b ? a : b;
    }

    public static int abs(int value) {
        return value < 0 ? -value : value;
    }

    public static long abs(long value) {
        return value < 0 ? -value : value;
    }

    public static int addExact(int a, int b) {
        int sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw new ArithmeticException("integer overflow");
        }
        return sum;
    }

    public static long addExact(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw new ArithmeticException("long overflow");
        }
        return sum;
    }

    public static int subtractExact(int a, int b) {
        int difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw new ArithmeticException("integer overflow");
        }
        return difference;
    }

    public static long subtractExact(long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw new ArithmeticException("long overflow");
        }
        return difference;
    }

    public static int toIntExact(long value) {
        if ((int) value != value) {
            throw new ArithmeticException("integer overflow");
        }
        return (int) value;
    }

    public static long unsignedMultiplyHigh(long a, long b) {
        long low = (a & 0xFFFFFFFFL) * (b & 0xFFFFFFFFL);
        long cross = (a >>> 32) * (b & 0xFFFFFFFFL) + (low >>> 32);
        long other = (a & 0xFFFFFFFFL) * (b >>> 32) + (cross & 0xFFFFFFFFL);
        return (a >>> 32) * (b >>> 32) + (cross >>> 32) + (other >>> 32);
    }
}
