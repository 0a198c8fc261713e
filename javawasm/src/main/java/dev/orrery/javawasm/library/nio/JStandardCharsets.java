package dev.orrery.javawasm.library.nio;

/** Names the only encoding that contracts have. */
public final class JStandardCharsets {
    public static final JCharset UTF_8 = new JCharset();

    private JStandardCharsets() {}
}
