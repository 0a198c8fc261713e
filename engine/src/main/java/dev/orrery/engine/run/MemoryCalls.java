package dev.orrery.engine.run;

import static dev.orrery.engine.run.MemoryAccess.INT;
import static dev.orrery.engine.run.MemoryAccess.LONG;
import static dev.orrery.engine.run.MemoryAccess.SHORT;

/**
 * {@link MemoryAccess} for code that HotSpot's first compiler runs, and no other for long. Hot while a first call goes on.
 *
 * <p>Long on purpose, each beyond the 35 bytes that this compiler inlines (C1MaxInlineSize), so that its code calls what the second
 * one made of them. Inlined, the views would be what they are in the JDK, chains of calls and branches, each of which is counted:
 * eight times slower.
 */
public final class MemoryCalls {
    private MemoryCalls() {}

    public static byte load8(int address, LinearMemory memory, int offset) {
        int at = (address + offset) | (address >> 31);
        if ((at | (memory.size - Byte.BYTES - (long) at)) < 0) {
            throw Traps.memoryOutOfBounds();
        }
        return memory.bytes[at];
    }

    public static short load16(int address, LinearMemory memory, int offset) {
        int at = (address + offset) | (address >> 31);
        if ((at | (memory.size - Short.BYTES - (long) at)) < 0) {
            throw Traps.memoryOutOfBounds();
        }
        return (short) SHORT.get(memory.bytes, at);
    }

    public static int load32(int address, LinearMemory memory, int offset) {
        int at = (address + offset) | (address >> 31);
        if ((at | (memory.size - Integer.BYTES - (long) at)) < 0) {
            throw Traps.memoryOutOfBounds();
        }
        return (int) INT.get(memory.bytes, at);
    }

    public static long load64(int address, LinearMemory memory, int offset) {
        int at = (address + offset) | (address >> 31);
        if ((at | (memory.size - Long.BYTES - (long) at)) < 0) {
            throw Traps.memoryOutOfBounds();
        }
        return (long) LONG.get(memory.bytes, at);
    }

    public static void store8(int address, int value, LinearMemory memory, int offset) {
        int at = (address + offset) | (address >> 31);
        if ((at | (memory.size - Byte.BYTES - (long) at)) < 0) {
            throw Traps.memoryOutOfBounds();
        }
        memory.bytes[at] = (byte) value;
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    public static void store16(int address, int value, LinearMemory memory, int offset) {
        int at = (address + offset) | (address >> 31);
        if ((at | (memory.size - Short.BYTES - (long) at)) < 0) {
            throw Traps.memoryOutOfBounds();
        }
        SHORT.set(memory.bytes, at, (short) value);
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    public static void store32(int address, int value, LinearMemory memory, int offset) {
        int at = (address + offset) | (address >> 31);
        if ((at | (memory.size - Integer.BYTES - (long) at)) < 0) {
            throw Traps.memoryOutOfBounds();
        }
        INT.set(memory.bytes, at, value);
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    public static void store64(int address, long value, LinearMemory memory, int offset) {
        int at = (address + offset) | (address >> 31);
        if ((at | (memory.size - Long.BYTES - (long) at)) < 0) {
            throw Traps.memoryOutOfBounds();
        }
        LONG.set(memory.bytes, at, value);
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }
}
