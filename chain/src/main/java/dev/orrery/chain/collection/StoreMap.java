package dev.orrery.chain.collection;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.chain.wire.StreamedMessage.Elements;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * The values of a store whose keys begin with one prefix.
 *
 * @param store name of the store
 * @param prefix in front of every key
 */
public record StoreMap<K, V>(String store, byte[] prefix, KeyCodec<K> keys, ValueCodec<V> values) {
    /** An entry as it was found. */
    public record Entry<K, V>(K key, V value) {}

    public Optional<V> get(Context context, K key) {
        return context.store(store).get(storeKey(key)).map(values::decode);
    }

    public boolean has(Context context, K key) {
        return context.store(store).has(storeKey(key));
    }

    public void set(Context context, K key, V value) {
        context.store(store).set(storeKey(key), values.encode(value));
    }

    public void remove(Context context, K key) {
        context.store(store).delete(storeKey(key));
    }

    /** All entries, in the order of their keys. */
    public List<Entry<K, V>> entries(Context context) {
        return entries(context, new byte[0]);
    }

    /** All values, in the order of their keys. */
    public List<V> values(Context context) {
        return entries(context).stream().map(Entry::value).toList();
    }

    /** All entries as elements of a list that is read while it is written. */
    public Elements streamed(Context context, BiFunction<K, V, Message> element) {
        return taker -> walk(context, new byte[0], Direction.ASCENDING, (key, value) -> {
            taker.accept(StreamedMessage.of(element.apply(key, value)));
            return true;
        });
    }

    /** All entries whose keys begin like this, see {@link Keys#prefix}. */
    public List<Entry<K, V>> entries(Context context, byte[] beginning) {
        List<Entry<K, V>> entries = new ArrayList<>();
        walk(context, beginning, Direction.ASCENDING, (key, value) -> entries.add(new Entry<>(key, value)));
        return entries;
    }

    /** Visits entries whose keys begin like this until the visitor says no. */
    public void walk(Context context, byte[] beginning, Direction direction, BiPredicate<K, V> visitor) {
        walk(context, KeyRange.prefixed(concat(prefix, beginning)), direction, visitor);
    }

    /** Visits entries in a range of the store's whole keys until the visitor says no. */
    public void walk(Context context, KeyRange range, Direction direction, BiPredicate<K, V> visitor) {
        try (Cursor cursor = open(context, range, direction)) {
            while (cursor.valid() && visitor.test(key(cursor), values.decode(cursor.value()))) {
                cursor.next();
            }
        }
    }

    Cursor open(Context context, KeyRange range, Direction direction) {
        return context.store(store).iterate(range, direction);
    }

    K key(Cursor cursor) {
        byte[] whole = cursor.key();
        return keys.read(ByteBuffer.wrap(whole, prefix.length, whole.length - prefix.length), true);
    }

    public byte[] storeKey(K key) {
        return concat(prefix, keys.encode(key));
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
