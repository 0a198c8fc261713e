package dev.orrery.chain.state.db;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Writes to be applied together, in their order. */
public final class Batch {
    private final List<Write> writes = new ArrayList<>();

    /**
     * One write.
     *
     * @param value absent: the key is deleted
     */
    public record Write(byte[] key, Optional<byte[]> value) {}

    public Batch put(byte[] key, byte[] value) {
        writes.add(new Write(key, Optional.of(value)));
        return this;
    }

    public Batch delete(byte[] key) {
        writes.add(new Write(key, Optional.empty()));
        return this;
    }

    /** Deletes what a database has in a range now. */
    public Batch deleteAll(KeyRange range, Reader database) {
        try (Cursor cursor = database.iterate(range, Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                delete(cursor.key());
            }
        }
        return this;
    }

    public Batch addAll(Batch other) {
        writes.addAll(other.writes);
        return this;
    }

    public List<Write> writes() {
        return Collections.unmodifiableList(writes);
    }
}
