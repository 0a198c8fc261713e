package dev.orrery.chain.state;

import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Reader;
import java.util.Optional;

/** Where the database says which versions there are: each with its commit, the newest, and the oldest that is kept. */
final class VersionLog {
    private static final byte[] LATEST = Keys.utf8("m/latest");
    private static final byte[] OLDEST = Keys.utf8("m/oldest");
    private static final byte[] COMMITS = Keys.utf8("c/");

    private VersionLog() {}

    /** The newest commit; absent before the first. */
    static Optional<Commit> last(Reader database) {
        return version(database, LATEST).flatMap(version -> commit(version, database));
    }

    /** A commit; absent if it never was or is pruned. */
    static Optional<Commit> commit(long version, Reader database) {
        return database.get(key(version)).map(bytes -> Commit.decode(version, bytes));
    }

    static Optional<Long> oldest(Reader database) {
        return version(database, OLDEST);
    }

    private static Optional<Long> version(Reader database, byte[] key) {
        return database.get(key).map(bytes -> Keys.readUint64(bytes, 0));
    }

    /** Enters a commit as the newest. */
    static Batch append(Commit commit, Batch batch) {
        return setLatest(commit.version(), batch.put(key(commit.version()), commit.encode()));
    }

    static Batch setLatest(long version, Batch batch) {
        return batch.put(LATEST, Keys.uint64(version));
    }

    static Batch setOldest(long version, Batch batch) {
        return batch.put(OLDEST, Keys.uint64(version));
    }

    static void forget(long version, Batch batch) {
        batch.delete(key(version));
    }

    private static byte[] key(long version) {
        return Keys.concat(COMMITS, Keys.uint64(version));
    }
}
