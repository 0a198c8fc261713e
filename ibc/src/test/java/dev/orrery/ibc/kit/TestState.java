package dev.orrery.ibc.kit;

import dev.orrery.ibc.IbcStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** All stores of a chain. Copied as a whole where something may have to be undone. */
final class TestState {
    private final Map<String, NavigableMap<byte[], byte[]>> stores;

    TestState() {
        this(new HashMap<>());
    }

    private TestState(Map<String, NavigableMap<byte[], byte[]>> stores) {
        this.stores = stores;
    }

    TestState copy() {
        Map<String, NavigableMap<byte[], byte[]>> copies = new HashMap<>();
        stores.forEach((name, entries) -> copies.put(name, new TreeMap<>(entries)));
        return new TestState(copies);
    }

    void become(TestState other) {
        stores.clear();
        stores.putAll(other.stores);
    }

    Optional<byte[]> get(String store, byte[] key) {
        return Optional.ofNullable(entries(store).get(key));
    }

    private NavigableMap<byte[], byte[]> entries(String store) {
        return stores.computeIfAbsent(store, name -> new TreeMap<>(Arrays::compareUnsigned));
    }

    IbcStore store(String name) {
        return new IbcStore() {
            @Override
            public Optional<byte[]> get(byte[] key) {
                return TestState.this.get(name, key);
            }

            @Override
            public void set(byte[] key, byte[] value) {
                entries(name).put(key, value);
            }

            @Override
            public void delete(byte[] key) {
                entries(name).remove(key);
            }

            @Override
            public void ascend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor) {
                visit(range(start, end), visitor);
            }

            @Override
            public void descend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor) {
                visit(range(start, end).descendingMap(), visitor);
            }

            private NavigableMap<byte[], byte[]> range(byte[] start, byte[] end) {
                return end.length == 0
                        ? entries(name).tailMap(start, true)
                        : entries(name).subMap(start, true, end, false);
            }

            private void visit(NavigableMap<byte[], byte[]> range, BiPredicate<byte[], byte[]> visitor) {
                for (Map.Entry<byte[], byte[]> entry : new TreeMap<>(range).entrySet()) {
                    if (!visitor.test(entry.getKey(), entry.getValue())) {
                        return;
                    }
                }
            }
        };
    }
}
