package dev.orrery.chain.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.state.db.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Readers of versions old and new, while versions are written, see what a plain map of each version says. */
class RecentEntriesProperties {
    private static final int STEPS = 20_000;
    private static final int KEYS = 40;

    /** Small, so that entries come and go. */
    private static final int GENERATION_BYTES = 2_000;

    private final MemoryDatabase database = new MemoryDatabase();
    private final RecentEntries recent = new RecentEntries(0, GENERATION_BYTES);
    private final List<Open> readers = new ArrayList<>();
    private Map<Integer, byte[]> newest = Map.of();
    private long version;

    private record Open(long version, Database.Snapshot snapshot, Map<Integer, byte[]> expected) {}

    @Test
    void everyReaderSeesItsVersion() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(20)) {
                case 0 -> write(random);
                case 1 -> readers.add(new Open(version, database.snapshot(), newest));
                case 2 -> {
                    if (!readers.isEmpty()) {
                        readers.remove(random.nextInt(readers.size()))
                                .snapshot()
                                .close();
                    }
                }
                default -> read(random, "seed " + seed + " step " + step);
            }
        }
    }

    @Test
    void whatIsKeptIsNotAskedForAgain() {
        database.write(new Batch().put(key(1), new byte[] {7}));
        CountingReader counting = new CountingReader(database);
        assertArrayEquals(new byte[] {7}, recent.get(0, key(1), counting).orElseThrow());
        assertArrayEquals(new byte[] {7}, recent.get(0, key(1), counting).orElseThrow());
        assertEquals(Optional.empty(), recent.get(0, key(2), counting));
        assertEquals(Optional.empty(), recent.get(0, key(2), counting));
        assertEquals(2, counting.reads);
    }

    private void write(Random random) {
        Map<Integer, byte[]> next = new HashMap<>(newest);
        Batch batch = new Batch();
        recent.begin(++version);
        for (int i = random.nextInt(10); i > 0; i--) {
            int key = random.nextInt(KEYS);
            if (random.nextInt(3) == 0) {
                next.remove(key);
                batch.delete(key(key));
                recent.change(key(key), Optional.empty());
            } else {
                // Some are too long to be kept.
                byte[] value = new byte[random.nextInt(50) == 0 ? 70_000 : random.nextInt(100)];
                random.nextBytes(value);
                next.put(key, value);
                batch.put(key(key), value);
                recent.change(key(key), Optional.of(value));
            }
            // Who still reads the version before may do so in the middle of it.
            read(random, "version " + version);
        }
        database.write(batch);
        newest = next;
    }

    private void read(Random random, String where) {
        if (readers.isEmpty()) {
            return;
        }
        Open reader = readers.get(random.nextInt(readers.size()));
        int key = random.nextInt(KEYS);
        assertArrayEquals(
                reader.expected().get(key),
                recent.get(reader.version(), key(key), reader.snapshot()).orElse(null),
                where);
    }

    private static byte[] key(int number) {
        return new byte[] {'k', (byte) number};
    }

    private static final class CountingReader implements Reader {
        private final Reader database;
        private int reads;

        CountingReader(Reader database) {
            this.database = database;
        }

        @Override
        public Optional<byte[]> get(byte[] key) {
            reads++;
            return database.get(key);
        }

        @Override
        public Cursor iterate(KeyRange range, Direction direction) {
            return database.iterate(range, direction);
        }
    }
}
