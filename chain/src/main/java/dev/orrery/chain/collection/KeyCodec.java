package dev.orrery.chain.collection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * How one kind of key is laid out in bytes. A key that ends the store's key needs no end mark, one in front of another does.
 *
 * @param <K> the key
 */
public interface KeyCodec<K> {
    void write(K key, boolean last, ByteArrayOutputStream out);

    K read(ByteBuffer in, boolean last);

    /** The bytes of a key that stands last. */
    default byte[] encode(K key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(key, true, out);
        return out.toByteArray();
    }
}
