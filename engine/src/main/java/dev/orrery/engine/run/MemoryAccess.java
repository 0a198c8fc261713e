package dev.orrery.engine.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Loads and stores of generated code, one method per width. Hot path. The parameters are in the order in which the operand
 * stack has them: address (and value) from the guest, then the memory and the constant offset.
 *
 * <p>The effective address is {@code (address + offset) | (address >> 31)}: negative, and so out of bounds, exactly if the
 * unsigned 33-bit sum is not below 2^31. That needs {@code offset} below 2^31; the compiler turns a larger one into a trap.
 * An access out of bounds throws {@link IndexOutOfBoundsException}, which {@link RunningInstance#invoke} makes a trap: a
 * check that the JIT knows is one it can move out of loops.
 *
 * <p>A store marks the card in which it begins; {@link LinearMemory#restore} knows that it may reach into the next one.
 */
public final class MemoryAccess {
    static final VarHandle SHORT = view(short[].class);
    static final VarHandle INT = view(int[].class);
    static final VarHandle LONG = view(long[].class);

    private MemoryAccess() {}

    public static byte load8(int address, LinearMemory memory, int offset) {
        return memory.bytes[Objects.checkIndex((address + offset) | (address >> 31), memory.size)];
    }

    public static short load16(int address, LinearMemory memory, int offset) {
        int at = Objects.checkIndex((address + offset) | (address >> 31), memory.size - 1);
        return (short) SHORT.get(memory.bytes, at);
    }

    public static int load32(int address, LinearMemory memory, int offset) {
        int at = Objects.checkIndex((address + offset) | (address >> 31), memory.size - 3);
        return (int) INT.get(memory.bytes, at);
    }

    public static long load64(int address, LinearMemory memory, int offset) {
        int at = Objects.checkIndex((address + offset) | (address >> 31), memory.size - 7);
        return (long) LONG.get(memory.bytes, at);
    }

    public static void store8(int address, int value, LinearMemory memory, int offset) {
        int at = Objects.checkIndex((address + offset) | (address >> 31), memory.size);
        memory.bytes[at] = (byte) value;
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    public static void store16(int address, int value, LinearMemory memory, int offset) {
        int at = Objects.checkIndex((address + offset) | (address >> 31), memory.size - 1);
        SHORT.set(memory.bytes, at, (short) value);
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    public static void store32(int address, int value, LinearMemory memory, int offset) {
        int at = Objects.checkIndex((address + offset) | (address >> 31), memory.size - 3);
        INT.set(memory.bytes, at, value);
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    public static void store64(int address, long value, LinearMemory memory, int offset) {
        int at = Objects.checkIndex((address + offset) | (address >> 31), memory.size - 7);
        LONG.set(memory.bytes, at, value);
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    private static VarHandle view(Class<?> arrayClass) {
        return MethodHandles.byteArrayViewVarHandle(arrayClass, ByteOrder.LITTLE_ENDIAN)
                .withInvokeExactBehavior();
    }
}
