package dev.orrery.javawasm.library.nio;

/** UTF-8, the only one that there is. */
public final class JCharset {
    JCharset() {}
}
