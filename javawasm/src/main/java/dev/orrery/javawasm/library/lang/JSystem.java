package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.Memory;

/** Copying between byte arrays. A contract has no clock and no environment. */
public final class JSystem {
    private static final int ELEMENTS = 8;

    private JSystem() {}

    public static void arraycopy(Object from, int fromIndex, Object to, int toIndex, int length) {
        byte[] source = (byte[]) from;
        byte[] target = (byte[]) to;
        boolean outside = fromIndex < 0
                || toIndex < 0
                || length < 0
                || fromIndex > source.length - length
                || toIndex > target.length - length;
        if (outside) {
            Memory.trap();
        }
        if (Memory.addressOf(source) == Memory.addressOf(target) && fromIndex < toIndex) {
            for (int i = length - 1; i >= 0; i--) {
                target[toIndex + i] = source[fromIndex + i];
            }
            return;
        }
        Memory.copy(
                Memory.addressOf(source) + ELEMENTS + fromIndex, Memory.addressOf(target) + ELEMENTS + toIndex, length);
    }
}
