package dev.orrery.ibc;

import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Where IBC keeps its state: keys and values in the order of their unsigned bytes. The host meters it. Arrays handed in or out are
 * not copied: nobody changes them afterwards.
 */
public interface IbcStore {
    Optional<byte[]> get(byte[] key);

    default boolean has(byte[] key) {
        return get(key).isPresent();
    }

    void set(byte[] key, byte[] value);

    /** Deleting what is not there is fine. */
    void delete(byte[] key);

    /**
     * Visits entries from {@code start} (included) to {@code end} (not included), upwards, as they were at the beginning, until the
     * visitor says {@code false}. An empty end is no end.
     */
    void ascend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor);

    /** The same from the other side: the entry before {@code end} comes first. */
    void descend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor);
}
