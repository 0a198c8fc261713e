package dev.orrery.chain.state;

import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Reader;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The newest entries of a store, as they lie in the database. Hot path.
 *
 * @param prefix before the store's keys
 * @param version that is the newest
 */
record FlatStore(byte[] prefix, long version, RecentEntries recent, Reader database) implements ReadOnlyStore {
    /** What keys of all stores begin with. */
    static final byte[] ALL = Keys.utf8("s/");

    private static final byte[] END = Keys.utf8("/");

    static byte[] prefix(String name) {
        return Keys.concat(ALL, Keys.utf8(name), END);
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return recent.get(version, Keys.concat(prefix, key), database);
    }

    @Override
    public Cursor iterate(KeyRange range, Direction direction) {
        return new PrefixCursor(database.iterate(range.below(prefix), direction), prefix.length);
    }

    static void write(String name, Map<byte[], Optional<byte[]>> changes, Batch batch) {
        byte[] prefix = prefix(name);
        changes.forEach((key, value) -> {
            byte[] at = Keys.concat(prefix, key);
            value.ifPresentOrElse(bytes -> batch.put(at, bytes), () -> batch.delete(at));
        });
    }

    /** Writes what differs between the newest entries and those of another version. */
    void become(ReadOnlyStore other, Batch batch) {
        try (Cursor now = iterate(KeyRange.ALL, Direction.ASCENDING);
                Cursor then = other.iterate(KeyRange.ALL, Direction.ASCENDING)) {
            while (now.valid() || then.valid()) {
                int order = !now.valid() ? 1 : !then.valid() ? -1 : Arrays.compareUnsigned(now.key(), then.key());
                if (order < 0) {
                    batch.delete(Keys.concat(prefix, now.key()));
                } else if (order > 0 || !Arrays.equals(now.value(), then.value())) {
                    batch.put(Keys.concat(prefix, then.key()), then.value());
                }
                if (order <= 0) {
                    now.next();
                }
                if (order >= 0) {
                    then.next();
                }
            }
        }
    }
}
