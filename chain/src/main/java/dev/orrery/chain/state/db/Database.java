package dev.orrery.chain.state.db;

/** An ordered map of bytes. Any thread. */
public interface Database extends Reader, AutoCloseable {
    /** Applies the batch as a whole; once this returns, it outlives the machine. */
    void write(Batch batch);

    /**
     * Applies the batch as a whole; it outlives the process at once, and the machine once a later {@link #write} returns. No later
     * batch is kept without it.
     */
    void writeSoon(Batch batch);

    /** What is there now, however much is written later. Close it. */
    Snapshot snapshot();

    @Override
    void close();

    /** A view that doesn't change; any thread. */
    interface Snapshot extends Reader, AutoCloseable {
        @Override
        void close();
    }
}
