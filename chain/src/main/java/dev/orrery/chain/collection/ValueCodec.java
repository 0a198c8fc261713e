package dev.orrery.chain.collection;

/**
 * How one kind of value is laid out in bytes.
 *
 * @param <V> the value
 */
public interface ValueCodec<V> {
    byte[] encode(V value);

    /**
     * @throws IllegalStateException if the bytes, which this chain wrote, are not one
     */
    V decode(byte[] bytes);
}
