package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.Memory;

/** Copying between arrays of one type. A contract has no clock and no environment. */
public final class JSystem {
    private static final int LENGTH = 4;
    private static final int ELEMENTS = 8;

    private JSystem() {}

    public static void arraycopy(Object from, int fromIndex, Object to, int toIndex, int length) {
        int source = Memory.addressOf(from);
        int target = Memory.addressOf(to);
        int shift = Memory.arrayShift(from);
        boolean allowed = shift >= 0
                && Memory.loadInt(source) == Memory.loadInt(target)
                && isInside(source, fromIndex, length)
                && isInside(target, toIndex, length);
        if (!allowed) {
            Memory.trap();
        }
        int first = source + ELEMENTS + (fromIndex << shift);
        int start = target + ELEMENTS + (toIndex << shift);
        int bytes = length << shift;
        if (first >= start || first + bytes <= start) {
            Memory.copy(first, start, bytes);
            return;
        }
        for (int i = bytes - 1; i >= 0; i--) {
            Memory.storeByte(start + i, Memory.loadByte(first + i));
        }
    }

    private static boolean isInside(int array, int index, int length) {
        return index >= 0 && length >= 0 && index <= Memory.loadInt(array + LENGTH) - length;
    }
}
