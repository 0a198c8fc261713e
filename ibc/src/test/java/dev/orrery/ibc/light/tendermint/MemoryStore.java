package dev.orrery.ibc.light.tendermint;

import dev.orrery.ibc.IbcStore;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** A client's store that charges the Cosmos SDK's gas for it. */
final class MemoryStore implements IbcStore {
    /** Cosmos SDK store/types/gas.go: KVGasConfig. */
    private static final int READ = 1000;

    private static final int READ_BYTE = 3;
    private static final int WRITE = 2000;
    private static final int WRITE_BYTE = 30;
    private static final int DELETE = 1000;
    private static final int NEXT = 30;

    private final NavigableMap<byte[], byte[]> entries;
    private final int prefixBytes;
    private long gas;

    /** @param prefix of the keys in the chain's store, which is paid for too */
    MemoryStore(String prefix) {
        this(new TreeMap<>(Arrays::compareUnsigned), prefix.length());
    }

    private MemoryStore(NavigableMap<byte[], byte[]> entries, int prefixBytes) {
        this.entries = entries;
        this.prefixBytes = prefixBytes;
    }

    /** The same entries with nothing spent: what a step that is refused leaves alone. */
    MemoryStore branch() {
        NavigableMap<byte[], byte[]> copy = new TreeMap<>(Arrays::compareUnsigned);
        copy.putAll(entries);
        return new MemoryStore(copy, prefixBytes);
    }

    long gas() {
        return gas;
    }

    Map<byte[], byte[]> entries() {
        return entries;
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        Optional<byte[]> value = Optional.ofNullable(entries.get(key));
        gas += READ
                + (long) READ_BYTE
                        * (prefixBytes
                                + key.length
                                + value.map(found -> found.length).orElse(0));
        return value;
    }

    @Override
    public void set(byte[] key, byte[] value) {
        gas += WRITE + (long) WRITE_BYTE * (prefixBytes + key.length + value.length);
        entries.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        gas += DELETE;
        entries.remove(key);
    }

    @Override
    public void ascend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor) {
        walk(entries.subMap(start, true, end, false), visitor);
    }

    @Override
    public void descend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor) {
        walk(entries.subMap(start, true, end, false).descendingMap(), visitor);
    }

    /** An iterator costs for where it stands: when it is made, and before each step. Cosmos SDK store/gaskv: consumeSeekGas. */
    private void walk(NavigableMap<byte[], byte[]> range, BiPredicate<byte[], byte[]> visitor) {
        gas += NEXT + (range.isEmpty() ? 0 : cost(range.firstEntry()));
        for (Map.Entry<byte[], byte[]> entry : new TreeMap<>(range).entrySet()) {
            if (!visitor.test(entry.getKey(), entry.getValue())) {
                return;
            }
            gas += NEXT + cost(entry);
        }
    }

    private long cost(Map.Entry<byte[], byte[]> entry) {
        return (long) READ_BYTE * (prefixBytes + entry.getKey().length + entry.getValue().length);
    }
}
