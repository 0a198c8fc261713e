package dev.orrery.chain.state;

import java.util.Optional;

/**
 * Keys and values in the order of their unsigned bytes. An empty value is a value. Arrays handed in or out are not copied: nobody
 * changes them afterwards. Confined to one thread unless said otherwise.
 */
public interface KeyValueStore {
    Optional<byte[]> get(byte[] key);

    default boolean has(byte[] key) {
        return get(key).isPresent();
    }

    void set(byte[] key, byte[] value);

    /** Deleting what is not there is fine. */
    void delete(byte[] key);

    /**
     * Walks the entries that are there at this moment: changes made while the cursor is open don't show in it, as with cachekv
     * of the Cosmos SDK.
     */
    Cursor iterate(KeyRange range, Direction direction);
}
