package dev.orrery.javawasm.library.lang;

/** What can be done with shorts. */
public final class JShort {
    private JShort() {}

    public static int hashCode(short value) {
        return value;
    }
}
