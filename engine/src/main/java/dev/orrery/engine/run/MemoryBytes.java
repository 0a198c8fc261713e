package dev.orrery.engine.run;

/**
 * {@link MemoryAccess} for code that HotSpot's first compiler runs, and no other for long: byte by byte. That compiler takes views
 * of arrays for the chains of calls and branches that they are in the JDK, and counts each of them; its code was eight times
 * slower with them. Hot while a first call goes on.
 */
public final class MemoryBytes {
    private static final int BYTE = 0xFF;

    private MemoryBytes() {}

    /** The place of {@code width} bytes. One comparison, since each is counted: a place is negative, or something is left behind it. */
    private static int at(int address, LinearMemory memory, int offset, int width) {
        int at = (address + offset) | (address >> 31);
        if ((at | (memory.size - width - (long) at)) < 0) {
            throw Traps.memoryOutOfBounds();
        }
        return at;
    }

    public static byte load8(int address, LinearMemory memory, int offset) {
        return memory.bytes[at(address, memory, offset, Byte.BYTES)];
    }

    public static short load16(int address, LinearMemory memory, int offset) {
        int at = at(address, memory, offset, Short.BYTES);
        byte[] bytes = memory.bytes;
        return (short) ((bytes[at] & BYTE) | (bytes[at + 1] << 8));
    }

    public static int load32(int address, LinearMemory memory, int offset) {
        int at = at(address, memory, offset, Integer.BYTES);
        byte[] bytes = memory.bytes;
        return (bytes[at] & BYTE)
                | ((bytes[at + 1] & BYTE) << 8)
                | ((bytes[at + 2] & BYTE) << 16)
                | (bytes[at + 3] << 24);
    }

    public static long load64(int address, LinearMemory memory, int offset) {
        int at = at(address, memory, offset, Long.BYTES);
        byte[] bytes = memory.bytes;
        int low = (bytes[at] & BYTE)
                | ((bytes[at + 1] & BYTE) << 8)
                | ((bytes[at + 2] & BYTE) << 16)
                | (bytes[at + 3] << 24);
        int high = (bytes[at + 4] & BYTE)
                | ((bytes[at + 5] & BYTE) << 8)
                | ((bytes[at + 6] & BYTE) << 16)
                | (bytes[at + 7] << 24);
        return (low & 0xFFFF_FFFFL) | ((long) high << 32);
    }

    public static void store8(int address, int value, LinearMemory memory, int offset) {
        int at = at(address, memory, offset, Byte.BYTES);
        memory.bytes[at] = (byte) value;
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    public static void store16(int address, int value, LinearMemory memory, int offset) {
        int at = at(address, memory, offset, Short.BYTES);
        byte[] bytes = memory.bytes;
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    public static void store32(int address, int value, LinearMemory memory, int offset) {
        int at = at(address, memory, offset, Integer.BYTES);
        byte[] bytes = memory.bytes;
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }

    public static void store64(int address, long value, LinearMemory memory, int offset) {
        int at = at(address, memory, offset, Long.BYTES);
        byte[] bytes = memory.bytes;
        int low = (int) value;
        int high = (int) (value >> 32);
        bytes[at] = (byte) low;
        bytes[at + 1] = (byte) (low >> 8);
        bytes[at + 2] = (byte) (low >> 16);
        bytes[at + 3] = (byte) (low >> 24);
        bytes[at + 4] = (byte) high;
        bytes[at + 5] = (byte) (high >> 8);
        bytes[at + 6] = (byte) (high >> 16);
        bytes[at + 7] = (byte) (high >> 24);
        memory.cards[at >>> LinearMemory.CARD_SHIFT] = 1;
    }
}
