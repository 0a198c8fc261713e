package dev.orrery.chain.state;

import dev.orrery.chain.state.db.Batch;

/**
 * A version that was read from elsewhere into a store without any: all entries are written, but for a process that comes now there is
 * nothing yet. One thread.
 */
public final class RestoredState {
    private final MultiStore store;
    private final Commit commit;

    RestoredState(MultiStore store, Commit commit) {
        this.store = store;
        this.commit = commit;
    }

    /** What follows from the entries, the hash too. */
    public Commit commit() {
        return commit;
    }

    /** The entries. Close it. */
    public CommittedState state() {
        return store.unfinished(commit);
    }

    /**
     * Makes it the newest version, and the oldest.
     *
     * @param alongside written in the same step; keys begin with {@code x/}
     */
    public void accept(Batch alongside) {
        store.begin(commit, alongside);
    }
}
