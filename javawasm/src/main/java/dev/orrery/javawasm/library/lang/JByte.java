package dev.orrery.javawasm.library.lang;

/** What can be done with bytes. */
public final class JByte {
    private JByte() {}

    public static int toUnsignedInt(byte value) {
        return value & 0xFF;
    }

    public static int hashCode(byte value) {
        return value;
    }
}
