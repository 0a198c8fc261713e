package dev.orrery.chain.gas;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.KeyValueStore;
import java.util.Optional;

/**
 * A store that charges for every operation, in the reference's order: before or after the operation and in as many parts, since
 * the part that runs out of gas is named to clients. Hot path. cosmossdk.io/store gaskv.
 */
public final class MeteredStore implements KeyValueStore {
    private static final StoreCosts COSTS = StoreCosts.PERSISTENT;

    private final KeyValueStore store;
    private final GasMeter meter;

    public MeteredStore(KeyValueStore store, GasMeter meter) {
        this.store = store;
        this.meter = meter;
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        meter.consume(COSTS.readFlat(), "ReadFlat");
        Optional<byte[]> value = store.get(key);
        meter.consume(COSTS.readPerByte() * key.length, "ReadPerByte");
        meter.consume(COSTS.readPerByte() * (value.isPresent() ? value.get().length : 0), "ReadPerByte");
        return value;
    }

    @Override
    public boolean has(byte[] key) {
        meter.consume(COSTS.has(), "Has");
        return store.has(key);
    }

    @Override
    public void set(byte[] key, byte[] value) {
        meter.consume(COSTS.writeFlat(), "WriteFlat");
        meter.consume(COSTS.writePerByte() * key.length, "WritePerByte");
        meter.consume(COSTS.writePerByte() * value.length, "WritePerByte");
        store.set(key, value);
    }

    @Override
    public void delete(byte[] key) {
        meter.consume(COSTS.delete(), "Delete");
        store.delete(key);
    }

    @Override
    public Cursor iterate(KeyRange range, Direction direction) {
        Cursor cursor = store.iterate(range, direction);
        try {
            chargeSeek(cursor);
        } catch (RuntimeException e) {
            cursor.close();
            throw e;
        }
        return new MeteredCursor(cursor);
    }

    /** Quirk: an entry is paid when the cursor comes to it first and when it is left, so the first one is paid twice. */
    private void chargeSeek(Cursor cursor) {
        if (cursor.valid()) {
            meter.consume(COSTS.readPerByte() * cursor.key().length, "ValuePerByte");
            meter.consume(COSTS.readPerByte() * cursor.value().length, "ValuePerByte");
        }
        meter.consume(COSTS.iterateFlat(), "IterNextFlat");
    }

    private final class MeteredCursor implements Cursor {
        private final Cursor cursor;

        MeteredCursor(Cursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean valid() {
            return cursor.valid();
        }

        @Override
        public byte[] key() {
            return cursor.key();
        }

        @Override
        public byte[] value() {
            return cursor.value();
        }

        @Override
        public void next() {
            chargeSeek(cursor);
            cursor.next();
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
