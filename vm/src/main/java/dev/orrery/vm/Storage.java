package dev.orrery.vm;

import java.util.Optional;

/** The contract's own key-value store. Keys and values may be empty; an empty value is not a missing one. */
public interface Storage {
    BackendResult<Optional<byte[]>> get(byte[] key);

    BackendResult<Done> set(byte[] key, byte[] value);

    BackendResult<Done> remove(byte[] key);

    /** Opens an iterator over {@code start ≤ key < end}; returns its id, counted from 0 in each call. */
    BackendResult<Integer> scan(Optional<byte[]> start, Optional<byte[]> end, Order order);

    /** The next entry, or empty at the end, which may be asked for repeatedly. */
    BackendResult<Optional<Entry>> next(int iterator);

    BackendResult<Optional<byte[]>> nextKey(int iterator);

    BackendResult<Optional<byte[]>> nextValue(int iterator);

    /** A key and its value. */
    record Entry(byte[] key, byte[] value) {}

    /** cosmwasm std: Order, with its numbers on the guest border. */
    enum Order {
        ASCENDING,
        DESCENDING
    }

    /** The answer of an operation that only succeeds. */
    enum Done {
        DONE
    }
}
