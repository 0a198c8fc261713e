package dev.orrery.chain.state;

import dev.orrery.chain.state.db.Reader;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Entries of the newest version that were read or written lately, so that most reads don't ask the database. Any thread reads;
 * versions come from the one that commits. Hot path.
 *
 * <p>An entry knows since which version it is as it is. Readers of that version and of later ones may have it, as a later change
 * replaces it before anybody can read the version that brings the change.
 */
final class RecentEntries {
    /** Of one generation; there are two. Bytes. */
    static final int GENERATION_BYTES = 8 * 1024 * 1024;

    /** Longest value kept: no single one may push out all others. Bytes. */
    private static final int LONGEST_VALUE = 64 * 1024;

    /** What an entry takes beside its key and its value. Bytes. */
    private static final int ENTRY_OVERHEAD = 100;

    private record Entry(Optional<byte[]> value, long since) {}

    private volatile Map<Key, Entry> young = new ConcurrentHashMap<>();
    private volatile Map<Key, Entry> old = new ConcurrentHashMap<>();

    private final int generationBytes;

    /** Guarded by this. */
    private int youngBytes;

    /** Guarded by this. */
    private long newest;

    /**
     * @param newest the version that there is so far
     * @param generationBytes after which a new generation begins
     */
    RecentEntries(long newest, int generationBytes) {
        this.newest = newest;
        this.generationBytes = generationBytes;
    }

    /**
     * An entry as of a version.
     *
     * @param database as of that version
     */
    Optional<byte[]> get(long version, byte[] bytes, Reader database) {
        Key key = new Key(bytes);
        Entry entry = young.get(key);
        if (entry == null) {
            entry = old.get(key);
            if (entry != null) {
                keep(key, entry);
            }
        }
        if (entry != null && entry.since() <= version) {
            return entry.value();
        }
        Optional<byte[]> value = database.get(bytes);
        read(key, new Entry(value, version));
        return value;
    }

    /** A version is about to be written: from here on nobody is told what it changes. */
    synchronized void begin(long version) {
        newest = version;
    }

    /** What the version begun last changes; before it is written. */
    synchronized void change(byte[] key, Optional<byte[]> value) {
        put(new Key(key), new Entry(value, newest));
    }

    /** An older version's may be outdated, and is not kept. */
    private synchronized void read(Key key, Entry entry) {
        if (entry.since() == newest) {
            put(key, entry);
        }
    }

    /** Used again, so it goes on into the next generation, unless it was changed meanwhile. */
    private synchronized void keep(Key key, Entry entry) {
        if (entry.equals(old.get(key)) && !young.containsKey(key)) {
            put(key, entry);
        }
    }

    private void put(Key key, Entry entry) {
        int length = entry.value().map(value -> value.length).orElse(0);
        if (length > LONGEST_VALUE) {
            young.remove(key);
            old.remove(key);
            return;
        }
        young.put(key, entry);
        youngBytes += key.bytes().length + length + ENTRY_OVERHEAD;
        if (youngBytes > generationBytes) {
            old = young;
            young = new ConcurrentHashMap<>();
            youngBytes = 0;
        }
    }

    /** Comparable, so that many with one hash don't make a map slow. */
    private record Key(byte[] bytes) implements Comparable<Key> {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public int compareTo(Key other) {
            return Arrays.compare(bytes, other.bytes);
        }
    }
}
