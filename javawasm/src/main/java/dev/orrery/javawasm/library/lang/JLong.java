package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.Memory;

/** Boxed longs, and what can be done with plain ones. */
public final class JLong extends JNumber implements JComparable<JLong> {
    private static final int MAX_DIGITS = 20;

    private final long value;

    private JLong(long value) {
        this.value = value;
    }

    public static JLong valueOf(long value) {
        return new JLong(value);
    }

    @Override
    public long longValue() {
        return value;
    }

    @Override
    public int intValue() {
        return (int) value;
    }

    public static JString toString(long value) {
        return JString.sharing(digits(value < 0 ? -value : value, value < 0));
    }

    public static JString toUnsignedString(long value) {
        return JString.sharing(digits(value, false));
    }

    /** Decimal digits of a number without sign, perhaps with one in front. */
    static byte[] digits(long magnitude, boolean negative) {
        byte[] digits = new byte[MAX_DIGITS];
        int first = MAX_DIGITS;
        long rest = magnitude;
        do {
            long quotient = Long.divideUnsigned(rest, 10);
            digits[--first] = (byte) ('0' + (rest - quotient * 10));
            rest = quotient;
        } while (rest != 0);
        if (negative) {
            digits[--first] = '-';
        }
        return JString.copyOf(digits, first, MAX_DIGITS - first);
    }

    public static int compare(long a, long b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }

    public static int compareUnsigned(long a, long b) {
        return compare(a + Long.MIN_VALUE, b + Long.MIN_VALUE);
    }

    public static int hashCode(long value) {
        return (int) (value ^ value >>> 32);
    }

    public static long divideUnsigned(long dividend, long divisor) {
        return Memory.divideUnsigned(dividend, divisor);
    }

    public static long remainderUnsigned(long dividend, long divisor) {
        return Memory.remainderUnsigned(dividend, divisor);
    }

    public static int numberOfLeadingZeros(long value) {
        return (int) Memory.leadingZeros(value);
    }

    public static int numberOfTrailingZeros(long value) {
        return (int) Memory.trailingZeros(value);
    }

    public static int bitCount(long value) {
        return (int) Memory.bitCount(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JLong number && number.value == value;
    }

    @Override
    public int hashCode() {
        return hashCode(value);
    }

    @Override
    public int compareTo(JLong other) {
        return compare(value, other.value);
    }

    @Override
    public String toString() {
        return (String) (Object) toString(value);
    }
}
