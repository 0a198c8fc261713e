package dev.orrery.javawasm.library;

import dev.orrery.javawasm.library.lang.JString;

/** Linear memory as it is, and the few things that Java cannot say. */
public final class Memory {
    private Memory() {}

    @Instruction("i32.load")
    public static native int loadInt(int address);

    @Instruction("i64.load")
    public static native long loadLong(int address);

    @Instruction("i32.load8_u")
    public static native int loadByte(int address);

    @Instruction("i32.store")
    public static native void storeInt(int address, int value);

    @Instruction("i64.store")
    public static native void storeLong(int address, long value);

    @Instruction("i32.store8")
    public static native void storeByte(int address, int value);

    @Instruction("i32.div_u")
    public static native int divideUnsigned(int dividend, int divisor);

    @Instruction("i64.div_u")
    public static native long divideUnsigned(long dividend, long divisor);

    @Instruction("i32.rem_u")
    public static native int remainderUnsigned(int dividend, int divisor);

    @Instruction("i64.rem_u")
    public static native long remainderUnsigned(long dividend, long divisor);

    @Instruction("i32.clz")
    public static native int leadingZeros(int value);

    @Instruction("i64.clz")
    public static native long leadingZeros(long value);

    @Instruction("i32.ctz")
    public static native int trailingZeros(int value);

    @Instruction("i64.ctz")
    public static native long trailingZeros(long value);

    @Instruction("i32.popcnt")
    public static native int bitCount(int value);

    @Instruction("i64.popcnt")
    public static native long bitCount(long value);

    @Instruction("memory.grow")
    static native int grow(int pages);

    @Instruction("unreachable")
    public static native void trap();

    @Instruction("")
    public static native int addressOf(Object object);

    @Instruction("")
    static native Object objectAt(int address);

    /** The name of an exception's class. */
    @Instruction("exception.name")
    public static native JString exceptionName(Object exception);

    /** Binary logarithm of the bytes that an element of this array takes, -1 if it is no array. */
    @Instruction("array.shift")
    public static native int arrayShift(Object array);

    /** Copies forwards, eight bytes at a time: chains refuse the instruction that Wasm has for this. */
    public static void copy(int from, int to, int bytes) {
        int i = 0;
        for (; i <= bytes - 8; i += 8) {
            storeLong(to + i, loadLong(from + i));
        }
        for (; i < bytes; i++) {
            storeByte(to + i, loadByte(from + i));
        }
    }
}
