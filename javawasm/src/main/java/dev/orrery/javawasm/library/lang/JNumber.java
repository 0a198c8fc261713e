package dev.orrery.javawasm.library.lang;

/** Above the boxes of numbers. */
public abstract class JNumber {
    public abstract int intValue();

    public abstract long longValue();
}
