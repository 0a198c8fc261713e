package dev.orrery.chain.fork;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.ReadOnlyStore;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.db.Reader;
import java.util.Optional;

/**
 * What was fetched, beside the chain's own entries in its database. Any thread; two that fetch the same write the same.
 *
 * <p>An entry may be known to be missing. A <em>span</em>, all keys that begin with some bytes, may be known as a whole: then what is
 * not here is missing.
 */
final class FetchedEntries {
    private static final String ENTRIES = "x/fork/entry/";
    private static final String SPANS = "x/fork/span/";
    private static final byte[] MISSING = {0};
    private static final byte[] PRESENT = {1};

    private final Database database;

    FetchedEntries(Database database) {
        this.database = database;
    }

    /** What is known of a key. */
    record Known(Optional<byte[]> value) {}

    Optional<Known> get(String store, byte[] key) {
        return database.get(entry(store, key)).map(FetchedEntries::known);
    }

    private static Known known(byte[] stored) {
        return new Known(stored[0] == MISSING[0] ? Optional.empty() : Optional.of(Keys.tail(stored, PRESENT.length)));
    }

    void put(String store, byte[] key, Optional<byte[]> value) {
        database.writeSoon(put(store, key, value, new Batch()));
    }

    private static Batch put(String store, byte[] key, Optional<byte[]> value, Batch batch) {
        return batch.put(
                entry(store, key),
                value.map(bytes -> Keys.concat(PRESENT, bytes)).orElse(MISSING));
    }

    boolean isWhole(String store, byte[] span) {
        return database.get(span(store, span)).isPresent();
    }

    /** Collects the entries of a span. One thread; nothing is kept before {@link #finish}. */
    final class Collecting {
        private final String store;
        private final Batch batch = new Batch();

        private Collecting(String store) {
            this.store = store;
        }

        void add(byte[] key, byte[] value) {
            put(store, key, Optional.of(value), batch);
        }

        /** From here on the span is known as a whole. */
        void finish(byte[] span) {
            database.writeSoon(batch.put(span(store, span), PRESENT));
        }
    }

    Collecting collect(String store) {
        return new Collecting(store);
    }

    /** Everything that was fetched of a store, to be read where spans are whole. */
    ReadOnlyStore of(String store) {
        return of(store, database);
    }

    /** The same at a moment. */
    static ReadOnlyStore of(String store, Reader database) {
        return new Fetched(Keys.utf8(ENTRIES + store + "/"), database);
    }

    private static byte[] entry(String store, byte[] key) {
        return Keys.concat(Keys.utf8(ENTRIES + store + "/"), key);
    }

    private static byte[] span(String store, byte[] span) {
        return Keys.concat(Keys.utf8(SPANS + store + "/"), span);
    }

    private record Fetched(byte[] prefix, Reader database) implements ReadOnlyStore {
        @Override
        public Optional<byte[]> get(byte[] key) {
            return database.get(Keys.concat(prefix, key))
                    .flatMap(stored -> known(stored).value());
        }

        @Override
        public Cursor iterate(KeyRange range, Direction direction) {
            return new PresentCursor(database.iterate(range.below(prefix), direction), prefix.length);
        }
    }

    /** Leaves out what is known to be missing. */
    private static final class PresentCursor implements Cursor {
        private final Cursor stored;
        private final int prefixLength;

        PresentCursor(Cursor stored, int prefixLength) {
            this.stored = stored;
            this.prefixLength = prefixLength;
            settle();
        }

        private void settle() {
            while (stored.valid() && stored.value()[0] == MISSING[0]) {
                stored.next();
            }
        }

        @Override
        public boolean valid() {
            return stored.valid();
        }

        @Override
        public byte[] key() {
            return Keys.tail(stored.key(), prefixLength);
        }

        @Override
        public byte[] value() {
            return Keys.tail(stored.value(), PRESENT.length);
        }

        @Override
        public void next() {
            stored.next();
            settle();
        }

        @Override
        public void close() {
            stored.close();
        }
    }
}
