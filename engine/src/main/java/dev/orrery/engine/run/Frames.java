package dev.orrery.engine.run;

/**
 * Moves single values between the JVM's operand stack and arrays: frames of functions that are compiled in pieces, arguments
 * and results of generic calls. Hot. The value comes first, as the operand stack has it.
 */
public final class Frames {
    private static final long[] NO_VALUES = {};

    private Frames() {}

    public static void put(int value, long[] frame, int index) {
        frame[index] = value;
    }

    public static void put(long value, long[] frame, int index) {
        frame[index] = value;
    }

    public static void put(float value, long[] frame, int index) {
        frame[index] = Float.floatToRawIntBits(value) & 0xFFFF_FFFFL;
    }

    public static void put(double value, long[] frame, int index) {
        frame[index] = Double.doubleToRawLongBits(value);
    }

    public static void put(Object value, Object[] frame, int index) {
        frame[index] = value;
    }

    /** For calls, where references travel as numbers. */
    public static void put(Object value, long[] frame, int index, RunningInstance instance) {
        frame[index] = instance.bits(value);
    }

    /** A {@code br_table} too large for the JVM's switch: which chunk goes on, from a table with the default last. */
    public static int pick(int index, int[] table) {
        return table[Integer.compareUnsigned(index, table.length - 1) < 0 ? index : table.length - 1];
    }

    /** Moves entries within one frame, an array of either kind. */
    public static void move(Object frame, int from, int to, int length) {
        System.arraycopy(frame, from, frame, to, length);
    }

    public static long[] none() {
        return NO_VALUES;
    }

    public static long[] one(int value) {
        return new long[] {value};
    }

    public static long[] one(long value) {
        return new long[] {value};
    }

    public static long[] one(float value) {
        return new long[] {Float.floatToRawIntBits(value) & 0xFFFF_FFFFL};
    }

    public static long[] one(double value) {
        return new long[] {Double.doubleToRawLongBits(value)};
    }

    public static long[] one(Object value, RunningInstance instance) {
        return new long[] {instance.bits(value)};
    }
}
