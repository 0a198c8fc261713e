package dev.orrery.ibc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The part of a store whose keys begin with a prefix, seen without it. */
public record PrefixedStore(IbcStore store, byte[] prefix) implements IbcStore {
    @Override
    public Optional<byte[]> get(byte[] key) {
        return store.get(whole(key));
    }

    @Override
    public boolean has(byte[] key) {
        return store.has(whole(key));
    }

    @Override
    public void set(byte[] key, byte[] value) {
        store.set(whole(key), value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(whole(key));
    }

    @Override
    public void ascend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor) {
        store.ascend(whole(start), end.length == 0 ? after(prefix) : whole(end), stripped(visitor));
    }

    @Override
    public void descend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor) {
        store.descend(whole(start), end.length == 0 ? after(prefix) : whole(end), stripped(visitor));
    }

    private byte[] whole(byte[] key) {
        return ByteBuffer.allocate(prefix.length + key.length)
                .put(prefix)
                .put(key)
                .array();
    }

    private BiPredicate<byte[], byte[]> stripped(BiPredicate<byte[], byte[]> visitor) {
        return (key, value) -> visitor.test(Arrays.copyOfRange(key, prefix.length, key.length), value);
    }

    /** The first key that no longer begins with a prefix; empty if there is none. */
    public static byte[] after(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xff) {
                byte[] end = Arrays.copyOf(prefix, i + 1);
                end[i]++;
                return end;
            }
        }
        return new byte[0];
    }
}
