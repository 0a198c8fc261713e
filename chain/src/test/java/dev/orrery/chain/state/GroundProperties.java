package dev.orrery.chain.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.MemoryDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random changes on a store that stands on a ground, compared with a plain map that began with the ground's entries. */
class GroundProperties {
    private static final int VERSIONS = 40;
    private static final int KEYS = 60;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final NavigableMap<byte[], byte[]> ground = entries();
    private final MultiStore stores =
            MultiStore.open(new MemoryDatabase(), List.of("a", "b"), Pruning.NOTHING, new MapGround(ground));
    private final List<NavigableMap<byte[], byte[]>> history = new ArrayList<>(List.of(ground));

    @Test
    void everyVersionIsTheGroundWithWhatWasChanged() {
        for (int version = 1; version <= VERSIONS; version++) {
            change(version);
        }
        for (int version = 1; version <= VERSIONS; version++) {
            check(version);
        }
        int back = 1 + random.nextInt(VERSIONS - 1);
        stores.rewind(back, new Batch());
        history.subList(back + 1, history.size()).clear();
        for (int version = back + 1; version <= VERSIONS; version++) {
            change(version);
            check(version);
        }
    }

    private void change(int version) {
        NavigableMap<byte[], byte[]> expected = copy(history.getLast());
        try (CommittedState latest = stores.latest()) {
            StateBranch branch = latest.branch();
            for (int i = random.nextInt(8); i > 0; i--) {
                byte[] key = key();
                if (random.nextInt(3) == 0) {
                    branch.store("a").delete(key);
                    expected.remove(key);
                } else {
                    byte[] value = {(byte) version};
                    branch.store("a").set(key, value);
                    expected.put(key, value);
                }
                branch.store("b").set(key, key);
            }
            assertEquals(text(expected), text(branch.store("a"), KeyRange.ALL, Direction.ASCENDING), "seed " + seed);
            stores.commit(branch, version);
        }
        history.add(expected);
    }

    private void check(int version) {
        String where = "seed " + seed + " version " + version;
        NavigableMap<byte[], byte[]> expected = history.get(version);
        try (CommittedState state = stores.at(version).orElseThrow()) {
            KeyValueStore store = state.store("a");
            for (int i = 0; i < KEYS; i++) {
                byte[] key = {(byte) i};
                assertEquals(text(Optional.ofNullable(expected.get(key))), text(store.get(key)), where + " key " + i);
            }
            byte[] from = key();
            byte[] to = key();
            KeyRange range = KeyRange.between(from, to);
            NavigableMap<byte[], byte[]> inside =
                    range.isEmpty() ? new TreeMap<>(Arrays::compareUnsigned) : expected.subMap(from, true, to, false);
            assertEquals(text(inside), text(store, range, Direction.ASCENDING), where);
            assertEquals(text(inside.descendingMap()), text(store, range, Direction.DESCENDING), where);
        }
    }

    private NavigableMap<byte[], byte[]> entries() {
        NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < KEYS / 2; i++) {
            entries.put(key(), new byte[] {(byte) 0xff});
        }
        return entries;
    }

    private byte[] key() {
        return new byte[] {(byte) random.nextInt(KEYS)};
    }

    private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> entries) {
        return new TreeMap<>(entries);
    }

    private static String text(Optional<byte[]> value) {
        return value.map(HexFormat.of()::formatHex).orElse("nothing");
    }

    private static String text(Map<byte[], byte[]> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach((key, value) -> append(text, key, value));
        return text.toString();
    }

    private static String text(KeyValueStore store, KeyRange range, Direction direction) {
        StringBuilder text = new StringBuilder();
        try (Cursor cursor = store.iterate(range, direction)) {
            for (; cursor.valid(); cursor.next()) {
                append(text, cursor.key(), cursor.value());
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, byte[] key, byte[] value) {
        text.append(HexFormat.of().formatHex(key))
                .append('=')
                .append(HexFormat.of().formatHex(value))
                .append(' ');
    }

    /** Below the store {@code a}. */
    private record MapGround(NavigableMap<byte[], byte[]> entries) implements Ground {
        @Override
        public Set<String> stores() {
            return Set.of("a");
        }

        @Override
        public Optional<byte[]> get(String store, byte[] key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public ReadOnlyStore range(String store, KeyRange range) {
            MemoryDatabase all = new MemoryDatabase();
            Batch batch = new Batch();
            entries.forEach(batch::put);
            all.write(batch);
            return new ReadOnlyStore() {
                @Override
                public Optional<byte[]> get(byte[] key) {
                    return all.get(key);
                }

                @Override
                public Cursor iterate(KeyRange asked, Direction direction) {
                    return all.iterate(asked, direction);
                }
            };
        }
    }
}
