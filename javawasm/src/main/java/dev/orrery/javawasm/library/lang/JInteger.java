package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.Memory;

/** Boxed ints, and what can be done with plain ones. No two boxes are identical. */
public final class JInteger extends JNumber implements JComparable<JInteger> {
    private final int value;

    private JInteger(int value) {
        this.value = value;
    }

    public static JInteger valueOf(int value) {
        return new JInteger(value);
    }

    @Override
    public int intValue() {
        return value;
    }

    @Override
    public long longValue() {
        return value;
    }

    public static JString toString(int value) {
        return JLong.toString(value);
    }

    public static JString toUnsignedString(int value) {
        return JLong.toString(value & 0xFFFFFFFFL);
    }

    public static long toUnsignedLong(int value) {
        return value & 0xFFFFFFFFL;
    }

    public static int compare(int a, int b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }

    public static int compareUnsigned(int a, int b) {
        return compare(a + Integer.MIN_VALUE, b + Integer.MIN_VALUE);
    }

    public static int divideUnsigned(int dividend, int divisor) {
        return Memory.divideUnsigned(dividend, divisor);
    }

    public static int remainderUnsigned(int dividend, int divisor) {
        return Memory.remainderUnsigned(dividend, divisor);
    }

    public static int numberOfLeadingZeros(int value) {
        return Memory.leadingZeros(value);
    }

    public static int numberOfTrailingZeros(int value) {
        return Memory.trailingZeros(value);
    }

    public static int bitCount(int value) {
        return Memory.bitCount(value);
    }

    public static int hashCode(int value) {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JInteger number && number.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public int compareTo(JInteger other) {
        return compare(value, other.value);
    }

    @Override
    public String toString() {
        return (String) (Object) toString(value);
    }
}
