package dev.orrery.chain.collection;

import dev.orrery.chain.Context;
import java.util.Optional;

/**
 * A single value of a store.
 *
 * @param store name of the store
 */
public record StoreItem<V>(String store, byte[] key, ValueCodec<V> values) {
    public Optional<V> get(Context context) {
        return context.store(store).get(key).map(values::decode);
    }

    public boolean has(Context context) {
        return context.store(store).has(key);
    }

    public void set(Context context, V value) {
        context.store(store).set(key, values.encode(value));
    }

    public void remove(Context context) {
        context.store(store).delete(key);
    }
}
