package dev.orrery.chain.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.state.db.RocksDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random changes on stores, compared with plain maps, one per version. */
class MultiStoreProperties {
    private static final int VERSIONS = 60;

    @TempDir
    Path directory;

    @Test
    void everyKeptVersionReadsAsItWasCommitted() {
        long seed = new Random().nextLong();
        try (Database database = RocksDatabase.open(directory)) {
            run(database, Pruning.NOTHING, seed);
        }
    }

    @Test
    void pruningKeepsTheNewestVersionsAndDropsTheRest() {
        long seed = new Random().nextLong();
        run(new MemoryDatabase(), new Pruning(7), seed);
    }

    @Test
    void pruningLeavesNothingBehind() {
        MemoryDatabase database = new MemoryDatabase();
        MultiStore stores = MultiStore.open(database, List.of("s"), new Pruning(Pruning.LEAST));
        int entries = 0;
        for (int version = 1; version <= 200; version++) {
            try (CommittedState latest = stores.latest()) {
                StateBranch branch = latest.branch();
                branch.store("s").set(new byte[] {(byte) (version % 50)}, Keys.uint64(version));
                stores.commit(branch, version);
            }
            if (version == 100) {
                entries = count(database);
            }
        }
        assertEquals(entries, count(database));
    }

    @Test
    void goingBackLeavesNothingOfWhatCameLater() {
        long seed = new Random().nextLong();
        MemoryDatabase database = new MemoryDatabase();
        MultiStore stores = MultiStore.open(database, List.of("a", "b"), Pruning.NOTHING);
        List<byte[]> hashes = new ArrayList<>();
        for (int version = 1; version <= VERSIONS; version++) {
            hashes.add(commit(stores, version, seed));
        }
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            int back = 1 + random.nextInt(VERSIONS - 1);
            MemoryDatabase never = new MemoryDatabase();
            MultiStore untouched = MultiStore.open(never, List.of("a", "b"), Pruning.NOTHING);
            for (int version = 1; version <= back; version++) {
                commit(untouched, version, seed);
            }
            stores.rewind(back, new Batch());
            assertEquals(count(never), count(database), "seed " + seed + " back to " + back);
            commit(stores, back + 1, seed + round); // another future, of which nothing must stay either
            stores.rewind(back, new Batch());
            for (int version = back + 1; version <= VERSIONS; version++) {
                assertArrayEquals(
                        hashes.get(version - 1), commit(stores, version, seed), "seed " + seed + " version " + version);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> stores.rewind(VERSIONS + 1, new Batch()));
    }

    private static byte[] commit(MultiStore stores, int version, long seed) {
        try (CommittedState latest = stores.latest()) {
            StateBranch branch = latest.branch();
            change(branch, new TreeMap<>(Arrays::compareUnsigned), new Random(seed + version));
            return stores.commit(branch, version).appHash();
        }
    }

    private static void run(Database database, Pruning pruning, long seed) {
        Random random = new Random(seed);
        List<NavigableMap<byte[], byte[]>> history = new ArrayList<>();
        history.add(new TreeMap<>(Arrays::compareUnsigned));
        MultiStore stores = MultiStore.open(database, List.of("a", "b"), pruning);
        for (int version = 1; version <= VERSIONS; version++) {
            NavigableMap<byte[], byte[]> expected = new TreeMap<>(history.getLast());
            try (CommittedState latest = stores.latest()) {
                StateBranch branch = latest.branch();
                change(branch, expected, random);
                stores.commit(branch, version);
            }
            history.add(expected);
            if (random.nextInt(5) == 0) {
                stores = MultiStore.open(database, List.of("a", "b"), pruning);
            }
        }
        for (int version = 1; version <= VERSIONS; version++) {
            Optional<CommittedState> state = stores.at(version);
            boolean kept = pruning.keep() == 0 || version > VERSIONS - pruning.keep();
            assertEquals(kept, state.isPresent(), "seed " + seed + " version " + version);
            if (kept) {
                try (CommittedState open = state.get()) {
                    assertReads(history.get(version), open, random, "seed " + seed + " version " + version);
                }
            }
        }
        assertTrue(stores.at(VERSIONS + 1).isEmpty());
    }

    private static void change(StateBranch branch, Map<byte[], byte[]> expected, Random random) {
        int count = random.nextInt(30);
        for (int i = 0; i < count; i++) {
            byte[] key = randomKey(random);
            if (random.nextInt(3) == 0) {
                branch.store("a").delete(key);
                expected.remove(key);
            } else {
                byte[] value = Keys.uint64(random.nextLong());
                branch.store("a").set(key, value);
                expected.put(key, value);
            }
        }
    }

    private static void assertReads(
            NavigableMap<byte[], byte[]> expected, StateView state, Random random, String where) {
        KeyValueStore store = state.store("a");
        for (int i = 0; i < 20; i++) {
            byte[] key = randomKey(random);
            assertArrayEquals(expected.get(key), store.get(key).orElse(null), where);
            KeyRange range = new KeyRange(
                    random.nextBoolean() ? Optional.of(randomKey(random)) : Optional.empty(),
                    random.nextBoolean() ? Optional.of(randomKey(random)) : Optional.empty());
            List<String> inside = expected.entrySet().stream()
                    .filter(entry -> range.contains(entry.getKey()))
                    .map(entry -> HexFormat.of().formatHex(entry.getKey()) + "="
                            + HexFormat.of().formatHex(entry.getValue()))
                    .toList();
            assertEquals(inside, entries(store, range, Direction.ASCENDING), where);
            assertEquals(inside.reversed(), entries(store, range, Direction.DESCENDING), where);
        }
    }

    private static List<String> entries(KeyValueStore store, KeyRange range, Direction direction) {
        List<String> entries = new ArrayList<>();
        try (Cursor cursor = store.iterate(range, direction)) {
            for (; cursor.valid(); cursor.next()) {
                entries.add(HexFormat.of().formatHex(cursor.key()) + "="
                        + HexFormat.of().formatHex(cursor.value()));
            }
        }
        return entries;
    }

    private static int count(Database database) {
        int count = 0;
        try (Cursor cursor = database.iterate(KeyRange.ALL, Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                count++;
            }
        }
        return count;
    }

    private static byte[] randomKey(Random random) {
        byte[] key = new byte[1 + random.nextInt(2)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) random.nextInt(12);
        }
        return key;
    }

    @Test
    void whatIsWrittenAlongsideComesWithTheCommit() {
        MemoryDatabase database = new MemoryDatabase();
        MultiStore stores = MultiStore.open(database, List.of("s"), Pruning.NOTHING);
        stores.commit(stores.latest().branch(), 5, new Batch().put(Keys.utf8("x/block"), Keys.utf8("5")));
        assertArrayEquals(Keys.utf8("5"), database.get(Keys.utf8("x/block")).orElseThrow());
        assertEquals(5, stores.lastCommit().orElseThrow().version());
    }
}
