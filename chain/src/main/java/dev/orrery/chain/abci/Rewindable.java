package dev.orrery.chain.abci;

import dev.orrery.chain.state.db.Batch;

/** An application that can go back, which no consensus engine would ask for. */
public interface Rewindable {
    /**
     * Goes back to an earlier block that is still kept, as if all after it had never been. Comes from the caller who commits.
     *
     * @param alongside is written in the same step
     * @throws IllegalArgumentException if the block isn't kept
     */
    void rewind(long height, Batch alongside);
}
