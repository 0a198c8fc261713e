package dev.orrery.chain.state;

import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.BulkWriter;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.iavl.IavlTree;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The chain's stores, committed together as numbered versions. Commits come from one thread; {@link #latest} and {@link #at} may be
 * called by any.
 *
 * <p>Entries of the newest version are kept flat and read directly; older versions are read through each store's tree. One commit
 * is one atomic write to the database, so a process that is killed comes back at its last commit.
 */
public final class MultiStore implements AutoCloseable {
    /** Versions pruned by one commit at most, so that a stricter rule doesn't stop the chain when it is introduced. */
    private static final int PRUNED_PER_COMMIT = 100;

    private static final byte[] TREES = Keys.utf8("t/");
    private static final byte[] END = Keys.utf8("/");

    private final Database database;
    private final SortedMap<String, StoreTree> trees;
    private final Pruning pruning;
    private final Ground ground;

    /** Of the chain as it goes on now: after a rewind others, as versions then come once more. */
    private volatile RecentEntries recent;

    private MultiStore(Database database, SortedMap<String, StoreTree> trees, Pruning pruning, Ground ground) {
        this.database = database;
        this.trees = trees;
        this.pruning = pruning;
        this.ground = ground;
        recent = new RecentEntries(versionOf(lastCommit()), RecentEntries.GENERATION_BYTES);
    }

    /** Opens the stores with these names, each with an IAVL tree. */
    public static MultiStore open(Database database, Collection<String> names, Pruning pruning) {
        return open(database, names, pruning, Ground.NOTHING);
    }

    /** The same for a chain that is a fork; it has a store more, for what it deletes. */
    public static MultiStore open(Database database, Collection<String> names, Pruning pruning, Ground ground) {
        List<String> all = new ArrayList<>(names);
        if (!ground.stores().isEmpty()) {
            all.add(GroundedStore.REMOVALS);
        }
        return new MultiStore(database, trees(all, name -> new IavlTree(treePrefix(name))), pruning, ground).begun();
    }

    /** With a tree of choice for each store. */
    public static MultiStore open(
            Database database, Collection<String> names, Function<String, StoreTree> treeOf, Pruning pruning) {
        return new MultiStore(database, trees(names, treeOf), pruning, Ground.NOTHING).begun();
    }

    /** The store without what a restoration left that was killed. */
    private MultiStore begun() {
        if (lastCommit().isEmpty()) {
            clear();
        }
        return this;
    }

    private static SortedMap<String, StoreTree> trees(Collection<String> names, Function<String, StoreTree> treeOf) {
        SortedMap<String, StoreTree> trees = new TreeMap<>();
        for (String name : names) {
            if (name.isEmpty() || name.length() > Byte.MAX_VALUE || name.contains("/")) {
                throw new IllegalArgumentException("not a name for a store: '" + name + "'");
            }
            trees.put(name, treeOf.apply(name));
        }
        return trees;
    }

    /** The database below; what others keep there has keys that begin with {@code x/}. */
    public Database database() {
        return database;
    }

    /** The newest commit; absent before the first. */
    public Optional<Commit> lastCommit() {
        return VersionLog.last(database);
    }

    /** The newest version. Close it. */
    public CommittedState latest() {
        View view = view();
        return flat(VersionLog.last(view.snapshot()), view);
    }

    /** A version that is still kept, or absent if it never was or is pruned. Close it. */
    public Optional<CommittedState> at(long version) {
        View view = view();
        Database.Snapshot snapshot = view.snapshot();
        Optional<Commit> last = VersionLog.last(snapshot);
        if (last.isPresent() && last.get().version() == version) {
            return Optional.of(flat(last, view));
        }
        Optional<Commit> commit = VersionLog.commit(version, snapshot);
        if (commit.isEmpty()) {
            snapshot.close();
            return Optional.empty();
        }
        return Optional.of(new CommittedState(
                commit, snapshot, onGround(name -> new TreeStore(version, trees.get(known(name)), snapshot))));
    }

    /** The database at a moment, and what is remembered of the chain that it holds. */
    private record View(Database.Snapshot snapshot, RecentEntries recent) {}

    private View view() {
        for (; ; ) {
            RecentEntries before = recent;
            Database.Snapshot snapshot = database.snapshot();
            if (before == recent) {
                return new View(snapshot, before);
            }
            // Rewound in between: the two may not belong together.
            snapshot.close();
        }
    }

    private CommittedState flat(Optional<Commit> newest, View view) {
        long version = versionOf(newest);
        return new CommittedState(
                newest,
                view.snapshot(),
                onGround(
                        name -> new FlatStore(FlatStore.prefix(known(name)), version, view.recent(), view.snapshot())));
    }

    private Function<String, KeyValueStore> onGround(Function<String, KeyValueStore> own) {
        return name -> ground.stores().contains(name)
                ? GroundedStore.of(name, own.apply(name), own.apply(GroundedStore.REMOVALS), ground)
                : own.apply(name);
    }

    /** A proof about a key in a version that is still kept; absent if the version never was or is pruned. */
    public Optional<StoreProof> prove(long version, String store, byte[] key) {
        StoreTree tree = trees.get(known(store));
        try (Database.Snapshot snapshot = database.snapshot()) {
            return VersionLog.commit(version, snapshot)
                    .filter(commit -> commit.roots().containsKey(store))
                    .map(commit -> new StoreProof(store, key, tree.prove(version, key, snapshot), commit.prove(store)));
        }
    }

    /** The same as {@link #commit(StateBranch, long, Batch)} without anything beside. */
    public Commit commit(StateBranch branch, long version) {
        return commit(branch, version, new Batch());
    }

    /**
     * Makes the changes of a branch of {@link #latest} the next version.
     *
     * @param version greater than the last one
     * @param alongside written in the same step, or not at all; keys begin with {@code x/}
     */
    public Commit commit(StateBranch branch, long version, Batch alongside) {
        Prepared prepared = prepare(branch, version);
        write(prepared, alongside);
        return prepared.commit();
    }

    /** A version that is computed and not written yet. */
    public static final class Prepared {
        private final Commit commit;
        private final Batch entries;
        private final Batch batch;

        private Prepared(Commit commit, Batch entries, Batch batch) {
            this.commit = commit;
            this.entries = entries;
            this.batch = batch;
        }

        public Commit commit() {
            return commit;
        }
    }

    /** Computes the next version without writing it: consensus wants to know its hash before it decides. */
    public Prepared prepare(StateBranch branch, long version) {
        Optional<Long> previous = lastCommit().map(Commit::version);
        if (previous.isPresent() ? version != previous.get() + 1 : version < 1) {
            throw new IllegalArgumentException("version " + version + " can't follow "
                    + previous.map(Object::toString).orElse("nothing"));
        }
        Batch batch = new Batch();
        Batch entries = new Batch();
        SortedMap<String, SortedMap<byte[], Optional<byte[]>>> changes =
                GroundedStore.remember(branch.changes(), ground.stores());
        SortedMap<String, byte[]> roots = new TreeMap<>();
        trees.forEach((name, tree) -> {
            SortedMap<byte[], Optional<byte[]>> ofStore = changes.getOrDefault(name, Collections.emptySortedMap());
            roots.put(name, tree.commit(version, previousOf(name, previous), ofStore, database, batch));
            FlatStore.write(name, ofStore, entries);
        });
        Commit commit = new Commit(version, roots);
        VersionLog.append(commit, batch);
        prune(version, previous.isEmpty(), batch);
        return new Prepared(commit, entries, batch);
    }

    /** Writes the version computed last. */
    public void write(Prepared prepared, Batch alongside) {
        recent.begin(prepared.commit.version());
        prepared.entries.writes().forEach(write -> recent.change(write.key(), write.value()));
        database.write(prepared.batch.addAll(prepared.entries).addAll(alongside));
    }

    /**
     * Goes back to a version that is still kept and forgets all after it, in one step. Comes from the thread that commits.
     *
     * @param alongside written in the same step; keys begin with {@code x/}
     */
    public void rewind(long version, Batch alongside) {
        long last = lastCommit().map(Commit::version).orElse(0L);
        Commit back = VersionLog.commit(version, database)
                .orElseThrow(() -> new IllegalArgumentException("version " + version + " isn't kept"));
        Batch batch = new Batch();
        trees.forEach((name, tree) -> {
            if (back.roots().containsKey(name)) {
                new FlatStore(FlatStore.prefix(name), version, recent, database)
                        .become(new TreeStore(version, tree, database), batch);
            } else {
                batch.deleteAll(KeyRange.prefixed(FlatStore.prefix(name)), database);
            }
            tree.rewind(version, database, batch);
        });
        for (long later = version + 1; later <= last; later++) {
            VersionLog.forget(later, batch);
        }
        database.write(VersionLog.setLatest(version, batch).addAll(alongside));
        recent = new RecentEntries(version, RecentEntries.GENERATION_BYTES);
    }

    /**
     * Writes a version that is still kept, for {@link #restore}. Any thread.
     *
     * @throws IllegalArgumentException if it isn't kept
     */
    public void export(long version, DataOutput out) throws IOException {
        try (Database.Snapshot snapshot = database.snapshot()) {
            Commit commit = VersionLog.commit(version, snapshot)
                    .orElseThrow(() -> new IllegalArgumentException("version " + version + " isn't kept"));
            new VersionStream(trees).write(commit, snapshot, out);
        }
    }

    /**
     * Reads a version that another store exported; this one must have none. Comes from the thread that commits.
     *
     * @throws IOException if that is no version of a chain with these stores
     */
    public RestoredState restore(DataInput in) throws IOException {
        clear();
        BulkWriter into = new BulkWriter(database);
        Commit commit =
                new VersionStream(trees).read(in, into, (name, key) -> Keys.concat(FlatStore.prefix(name), key));
        into.flush();
        return new RestoredState(this, commit);
    }

    /** Forgets what a restoration that wasn't accepted has left. */
    public void clear() {
        if (lastCommit().isPresent()) {
            throw new IllegalStateException("there is a version");
        }
        BulkWriter into = new BulkWriter(database);
        into.deleteAll(FlatStore.ALL);
        into.deleteAll(TREES);
        into.flush();
    }

    CommittedState unfinished(Commit commit) {
        return flat(Optional.of(commit), new View(database.snapshot(), new RecentEntries(commit.version(), 0)));
    }

    void begin(Commit commit, Batch alongside) {
        database.write(VersionLog.setOldest(commit.version(), VersionLog.append(commit, new Batch()))
                .addAll(alongside));
        recent = new RecentEntries(commit.version(), RecentEntries.GENERATION_BYTES);
    }

    @Override
    public void close() {
        database.close();
    }

    /** A store that is new in this version has no tree before. */
    private Optional<Long> previousOf(String name, Optional<Long> previous) {
        return previous.filter(version -> VersionLog.commit(version, database)
                .map(last -> last.roots().containsKey(name))
                .orElse(false));
    }

    private void prune(long version, boolean first, Batch batch) {
        long oldest = first ? version : VersionLog.oldest(database).orElse(version);
        long keepFrom = pruning.keep() == 0 ? oldest : Math.max(oldest, version - pruning.keep() + 1);
        long upTo = Math.min(keepFrom, oldest + PRUNED_PER_COMMIT);
        for (long old = oldest; old < upTo; old++) {
            for (StoreTree tree : trees.values()) {
                tree.prune(old, database, batch);
            }
            VersionLog.forget(old, batch);
        }
        if (first || upTo != oldest) {
            VersionLog.setOldest(upTo, batch);
        }
    }

    private String known(String name) {
        if (!trees.containsKey(name)) {
            throw new IllegalArgumentException("the chain has no store named '" + name + "'");
        }
        return name;
    }

    private static long versionOf(Optional<Commit> newest) {
        return newest.map(Commit::version).orElse(0L);
    }

    private static byte[] treePrefix(String name) {
        return Keys.concat(TREES, Keys.utf8(name), END);
    }
}
