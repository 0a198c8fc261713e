package dev.orrery.chain.state.db;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.Keys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDatabaseTest {
    @TempDir
    Path directory;

    @Test
    void answersAsTheOneInMemoryDoes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (RocksDatabase rocks = RocksDatabase.open(directory);
                MemoryDatabase memory = new MemoryDatabase()) {
            for (int round = 0; round < 50; round++) {
                Batch batch = new Batch();
                for (int i = 0; i < 20; i++) {
                    if (random.nextInt(3) == 0) {
                        batch.delete(randomKey(random));
                    } else {
                        batch.put(randomKey(random), randomKey(random));
                    }
                }
                rocks.write(batch);
                memory.write(batch);
                KeyRange range = new KeyRange(randomBound(random), randomBound(random));
                for (Direction direction : Direction.values()) {
                    assertEquals(
                            entries(memory, range, direction),
                            entries(rocks, range, direction),
                            () -> "seed " + seed + " range " + range);
                }
            }
        }
    }

    @Test
    void snapshotsDoNotChange() {
        try (RocksDatabase rocks = RocksDatabase.open(directory)) {
            rocks.write(new Batch().put(Keys.utf8("a"), Keys.utf8("1")));
            try (Database.Snapshot snapshot = rocks.snapshot()) {
                rocks.write(new Batch().put(Keys.utf8("a"), Keys.utf8("2")).put(Keys.utf8("b"), new byte[0]));
                assertArrayEquals(Keys.utf8("1"), snapshot.get(Keys.utf8("a")).orElseThrow());
                assertTrue(snapshot.get(Keys.utf8("b")).isEmpty());
                assertEquals(List.of("a=1"), entries(snapshot, KeyRange.ALL, Direction.ASCENDING));
            }
            assertEquals(List.of("a=2", "b="), entries(rocks, KeyRange.ALL, Direction.ASCENDING));
        }
    }

    @Test
    void oneProcessOnlyHasTheDirectory() {
        try (RocksDatabase rocks = RocksDatabase.open(directory)) {
            DatabaseException refused = assertThrows(DatabaseException.class, () -> RocksDatabase.open(directory));
            assertTrue(refused.getMessage().startsWith("can't open the database in " + directory));
            assertTrue(rocks.get(Keys.utf8("a")).isEmpty());
        }
    }

    private static List<String> entries(Reader reader, KeyRange range, Direction direction) {
        List<String> entries = new ArrayList<>();
        try (Cursor cursor = reader.iterate(range, direction)) {
            for (; cursor.valid(); cursor.next()) {
                entries.add(new String(cursor.key(), java.nio.charset.StandardCharsets.ISO_8859_1)
                        + "="
                        + new String(cursor.value(), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return entries;
    }

    private static Optional<byte[]> randomBound(Random random) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(randomKey(random));
    }

    private static byte[] randomKey(Random random) {
        byte[] key = new byte[random.nextInt(3)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(6) + (random.nextBoolean() ? 250 : 0));
        }
        return key;
    }
}
