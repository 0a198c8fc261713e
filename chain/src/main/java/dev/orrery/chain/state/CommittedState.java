package dev.orrery.chain.state;

import dev.orrery.chain.state.db.Database;
import java.util.Optional;
import java.util.function.Function;

/** A committed version, readable while it is open however the chain moves on. Any thread; cursors and branches one each. */
public final class CommittedState implements StateView, AutoCloseable {
    private final Optional<Commit> commit;
    private final Database.Snapshot snapshot;
    private final Function<String, KeyValueStore> stores;

    CommittedState(Optional<Commit> commit, Database.Snapshot snapshot, Function<String, KeyValueStore> stores) {
        this.commit = commit;
        this.snapshot = snapshot;
        this.stores = stores;
    }

    /** Absent before the first commit. */
    public Optional<Commit> commit() {
        return commit;
    }

    @Override
    public KeyValueStore store(String name) {
        return stores.apply(name);
    }

    @Override
    public StateBranch branch() {
        return StateBranch.over(this);
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
