package dev.orrery.chain.state;

/** A store of a committed version: changes go through a branch. */
public interface ReadOnlyStore extends KeyValueStore {
    @Override
    default void set(byte[] key, byte[] value) {
        throw new UnsupportedOperationException("a committed version can't be changed");
    }

    @Override
    default void delete(byte[] key) {
        throw new UnsupportedOperationException("a committed version can't be changed");
    }
}
