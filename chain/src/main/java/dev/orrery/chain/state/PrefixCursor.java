package dev.orrery.chain.state;

/** Shows the keys of another cursor without their common prefix. */
record PrefixCursor(Cursor parent, int prefixLength) implements Cursor {
    @Override
    public boolean valid() {
        return parent.valid();
    }

    @Override
    public byte[] key() {
        return Keys.tail(parent.key(), prefixLength);
    }

    @Override
    public byte[] value() {
        return parent.value();
    }

    @Override
    public void next() {
        parent.next();
    }

    @Override
    public void close() {
        parent.close();
    }
}
