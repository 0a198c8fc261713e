package dev.orrery.chain.state.db;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/** Keeps everything in memory; for tests and chains that need not survive. */
public final class MemoryDatabase implements Database {
    private volatile TreePMap<byte[], byte[]> entries = TreePMap.empty(Arrays::compareUnsigned);

    @Override
    public Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public Cursor iterate(KeyRange range, Direction direction) {
        return new MapCursor(entries, range, direction);
    }

    @Override
    public synchronized void write(Batch batch) {
        TreePMap<byte[], byte[]> written = entries;
        for (Batch.Write write : batch.writes()) {
            written = write.value().isPresent()
                    ? written.plus(write.key(), write.value().get())
                    : written.minus(write.key());
        }
        entries = written;
    }

    @Override
    public void writeSoon(Batch batch) {
        write(batch);
    }

    @Override
    public Snapshot snapshot() {
        return new MapSnapshot(entries);
    }

    @Override
    public void close() {}

    private record MapSnapshot(TreePMap<byte[], byte[]> entries) implements Snapshot {
        @Override
        public Optional<byte[]> get(byte[] key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public Cursor iterate(KeyRange range, Direction direction) {
            return new MapCursor(entries, range, direction);
        }

        @Override
        public void close() {}
    }

    private static final class MapCursor implements Cursor {
        private final Iterator<Map.Entry<byte[], byte[]>> rest;
        private Optional<Map.Entry<byte[], byte[]>> here;

        MapCursor(TreePMap<byte[], byte[]> entries, KeyRange range, Direction direction) {
            TreePMap<byte[], byte[]> inside = range.isEmpty() ? TreePMap.empty(Arrays::compareUnsigned) : entries;
            inside = range.start().isPresent() ? inside.tailMap(range.start().get(), true) : inside;
            inside = range.end().isPresent() ? inside.headMap(range.end().get(), false) : inside;
            rest = (direction == Direction.ASCENDING ? inside : inside.descendingMap())
                    .entrySet()
                    .iterator();
            here = advance();
        }

        @Override
        public boolean valid() {
            return here.isPresent();
        }

        @Override
        public byte[] key() {
            return here.orElseThrow().getKey();
        }

        @Override
        public byte[] value() {
            return here.orElseThrow().getValue();
        }

        @Override
        public void next() {
            here = advance();
        }

        @Override
        public void close() {}

        private Optional<Map.Entry<byte[], byte[]>> advance() {
            return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
        }
    }
}
