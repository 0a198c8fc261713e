package dev.orrery.chain.state.db;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;

/** Writes more than one batch should hold, in several. What was written when it fails stays. One thread. */
public final class BulkWriter {
    /** Writes that are held back at the most. */
    private static final int AT_ONCE = 1_000;

    private final Database database;
    private Batch batch = new Batch();

    public BulkWriter(Database database) {
        this.database = database;
    }

    /** What is to be written, soon or with {@link #flush}. */
    public Batch batch() {
        if (batch.writes().size() >= AT_ONCE) {
            flush();
        }
        return batch;
    }

    /** Deletes all entries whose keys begin like this. */
    public void deleteAll(byte[] prefix) {
        try (Database.Snapshot snapshot = database.snapshot();
                Cursor cursor = snapshot.iterate(KeyRange.prefixed(prefix), Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                batch().delete(cursor.key());
            }
        }
    }

    public void flush() {
        database.writeSoon(batch);
        batch = new Batch();
    }
}
