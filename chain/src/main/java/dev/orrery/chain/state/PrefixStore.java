package dev.orrery.chain.state;

import java.util.Optional;

/** The part of a store whose keys begin with a prefix, without that prefix. */
public final class PrefixStore implements KeyValueStore {
    private final KeyValueStore parent;
    private final byte[] prefix;

    public PrefixStore(KeyValueStore parent, byte[] prefix) {
        this.parent = parent;
        this.prefix = prefix;
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return parent.get(Keys.concat(prefix, key));
    }

    @Override
    public boolean has(byte[] key) {
        return parent.has(Keys.concat(prefix, key));
    }

    @Override
    public void set(byte[] key, byte[] value) {
        parent.set(Keys.concat(prefix, key), value);
    }

    @Override
    public void delete(byte[] key) {
        parent.delete(Keys.concat(prefix, key));
    }

    @Override
    public Cursor iterate(KeyRange range, Direction direction) {
        return new PrefixCursor(parent.iterate(range.below(prefix), direction), prefix.length);
    }
}
