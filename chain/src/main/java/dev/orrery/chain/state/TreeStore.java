package dev.orrery.chain.state;

import dev.orrery.chain.state.db.Reader;
import java.util.Optional;

/** The entries of a store in an older version, as its tree has them. */
record TreeStore(long version, StoreTree tree, Reader database) implements ReadOnlyStore {
    @Override
    public Optional<byte[]> get(byte[] key) {
        return tree.get(version, key, database);
    }

    @Override
    public Cursor iterate(KeyRange range, Direction direction) {
        return tree.iterate(version, range, direction, database);
    }
}
