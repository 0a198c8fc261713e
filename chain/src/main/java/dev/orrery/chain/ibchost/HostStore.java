package dev.orrery.chain.ibchost;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.ibc.IbcStore;
import java.util.Optional;
import java.util.function.BiPredicate;

/** A store of the chain, as IBC sees it. */
record HostStore(KeyValueStore store) implements IbcStore {
    @Override
    public Optional<byte[]> get(byte[] key) {
        return store.get(key);
    }

    @Override
    public boolean has(byte[] key) {
        return store.has(key);
    }

    @Override
    public void set(byte[] key, byte[] value) {
        store.set(key, value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(key);
    }

    @Override
    public void ascend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor) {
        visit(start, end, Direction.ASCENDING, visitor);
    }

    @Override
    public void descend(byte[] start, byte[] end, BiPredicate<byte[], byte[]> visitor) {
        visit(start, end, Direction.DESCENDING, visitor);
    }

    private void visit(byte[] start, byte[] end, Direction direction, BiPredicate<byte[], byte[]> visitor) {
        KeyRange range = end.length == 0 ? KeyRange.from(start) : KeyRange.between(start, end);
        try (Cursor cursor = store.iterate(range, direction)) {
            while (cursor.valid() && visitor.test(cursor.key(), cursor.value())) {
                cursor.next();
            }
        }
    }
}
