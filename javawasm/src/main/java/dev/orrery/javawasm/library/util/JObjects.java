package dev.orrery.javawasm.library.util;

import dev.orrery.javawasm.library.Memory;

/** Helps with objects that may be null. */
public final class JObjects {
    private JObjects() {}

    public static boolean equals(Object a, Object b) {
        return a == null ? b == null : a.equals(b);
    }

    public static int hashCode(Object object) {
        return object == null ? 0 : object.hashCode();
    }

    public static <T> T requireNonNull(T object) {
        Memory.loadInt(Memory.addressOf(object));
        return object;
    }
}
