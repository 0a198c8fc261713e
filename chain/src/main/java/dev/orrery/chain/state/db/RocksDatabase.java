package dev.orrery.chain.state.db;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Keeps everything in a directory, through RocksDB. Hot path. */
public final class RocksDatabase implements Database {
    private static final long BLOCK_CACHE_BYTES = 32L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 32L * 1024 * 1024;

    /** Sorted files that wait until they are merged: a chain for development seldom writes more than these hold. */
    private static final int FILES_BEFORE_MERGE = 8;

    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final int MAX_OPEN_FILES = 256;
    private static final int LOG_FILES = 2;

    private final LRUCache cache;
    private final BloomFilter filter;
    private final Options options;
    private final WriteOptions durable;
    private final WriteOptions soon;
    private final ReadOptions latest = new ReadOptions();
    private final RocksDB rocks;

    private RocksDatabase(Path directory, boolean forgotten) throws RocksDBException {
        durable = new WriteOptions().setSync(!forgotten).setDisableWAL(forgotten);
        soon = new WriteOptions().setDisableWAL(forgotten);
        cache = new LRUCache(BLOCK_CACHE_BYTES);
        filter = new BloomFilter(BLOOM_BITS_PER_KEY);
        options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setLevelZeroFileNumCompactionTrigger(FILES_BEFORE_MERGE)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                .setKeepLogFileNum(LOG_FILES)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
        rocks = RocksDB.open(options, directory.toString());
    }

    /**
     * Takes the directory; it is made if missing.
     *
     * @throws DatabaseException if another process has it, or its files can't be read
     */
    public static RocksDatabase open(Path directory) {
        return open(directory, false);
    }

    /** The same for what is forgotten when the process ends: it waits for no disk. */
    public static RocksDatabase openForgotten(Path directory) {
        return open(directory, true);
    }

    private static RocksDatabase open(Path directory, boolean forgotten) {
        try {
            Files.createDirectories(directory);
            loadLibrary();
            return new RocksDatabase(directory, forgotten);
        } catch (IOException | RocksDBException e) {
            throw new DatabaseException("can't open the database in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Beside the jar that was started, where our build has put it; otherwise RocksDB unpacks its own. */
    private static void loadLibrary() {
        String started = System.getProperty("java.class.path").split(File.pathSeparator, -1)[0];
        Path beside = Path.of(started).toAbsolutePath().resolveSibling("native");
        if (Files.isDirectory(beside)) {
            RocksDB.loadLibrary(List.of(beside.toString()));
        } else {
            RocksDB.loadLibrary();
        }
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return get(latest, key);
    }

    @Override
    public Cursor iterate(KeyRange range, Direction direction) {
        return RangeCursor.open(rocks, new ReadOptions(), range, direction);
    }

    @Override
    public void write(Batch batch) {
        write(durable, batch);
    }

    @Override
    public void writeSoon(Batch batch) {
        write(soon, batch);
    }

    private void write(WriteOptions how, Batch batch) {
        try (WriteBatch writes = new WriteBatch()) {
            for (Batch.Write write : batch.writes()) {
                if (write.value().isPresent()) {
                    writes.put(write.key(), write.value().get());
                } else {
                    writes.delete(write.key());
                }
            }
            rocks.write(how, writes);
        } catch (RocksDBException e) {
            throw new DatabaseException("can't write to the database: " + e.getMessage(), e);
        }
    }

    @Override
    public Snapshot snapshot() {
        return new RocksSnapshot();
    }

    @Override
    public void close() {
        rocks.close();
        latest.close();
        durable.close();
        soon.close();
        options.close();
        filter.close();
        cache.close();
    }

    private Optional<byte[]> get(ReadOptions how, byte[] key) {
        try {
            return Optional.ofNullable(rocks.get(how, key));
        } catch (RocksDBException e) {
            throw new DatabaseException("can't read the database: " + e.getMessage(), e);
        }
    }

    private final class RocksSnapshot implements Snapshot {
        private final org.rocksdb.Snapshot snapshot = rocks.getSnapshot();
        private final ReadOptions asOfSnapshot = new ReadOptions().setSnapshot(snapshot);

        @Override
        public Optional<byte[]> get(byte[] key) {
            return RocksDatabase.this.get(asOfSnapshot, key);
        }

        @Override
        public Cursor iterate(KeyRange range, Direction direction) {
            return RangeCursor.open(rocks, new ReadOptions().setSnapshot(snapshot), range, direction);
        }

        @Override
        public void close() {
            asOfSnapshot.close();
            rocks.releaseSnapshot(snapshot);
        }
    }

    /** Bounded by RocksDB itself, which needs the bounds to stay in native memory while the iterator lives. */
    private record RangeCursor(
            RocksIterator entries,
            ReadOptions options,
            Optional<Slice> lower,
            Optional<Slice> upper,
            Direction direction)
            implements Cursor {
        static RangeCursor open(RocksDB rocks, ReadOptions options, KeyRange range, Direction direction) {
            // RocksDB wants its bounds in order; between equal ones there is nothing.
            Optional<Slice> lower = range.start().map(Slice::new);
            Optional<Slice> upper = (range.isEmpty() ? range.start() : range.end()).map(Slice::new);
            lower.ifPresent(options::setIterateLowerBound);
            upper.ifPresent(options::setIterateUpperBound);
            RocksIterator entries = rocks.newIterator(options);
            if (direction == Direction.ASCENDING) {
                entries.seekToFirst();
            } else {
                entries.seekToLast();
            }
            return new RangeCursor(entries, options, lower, upper, direction);
        }

        @Override
        public boolean valid() {
            if (entries.isValid()) {
                return true;
            }
            try {
                entries.status();
                return false;
            } catch (RocksDBException e) {
                throw new DatabaseException("can't read the database: " + e.getMessage(), e);
            }
        }

        @Override
        public byte[] key() {
            return entries.key();
        }

        @Override
        public byte[] value() {
            return entries.value();
        }

        @Override
        public void next() {
            if (direction == Direction.ASCENDING) {
                entries.next();
            } else {
                entries.prev();
            }
        }

        @Override
        public void close() {
            entries.close();
            options.close();
            lower.ifPresent(Slice::close);
            upper.ifPresent(Slice::close);
        }
    }
}
