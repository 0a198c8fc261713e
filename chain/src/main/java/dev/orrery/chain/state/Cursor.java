package dev.orrery.chain.state;

/**
 * A position in a range of entries; starts at the first one. Close it: it may hold native memory.
 *
 * <p>It separates looking from moving because gas does: the Cosmos SDK charges for a value again when its cursor leaves it.
 */
public interface Cursor extends AutoCloseable {
    /** False once the range is exhausted. */
    boolean valid();

    /** The key here; only while {@link #valid}. */
    byte[] key();

    /** The value here; only while {@link #valid}. */
    byte[] value();

    /** Moves on; only while {@link #valid}. */
    void next();

    @Override
    void close();
}
