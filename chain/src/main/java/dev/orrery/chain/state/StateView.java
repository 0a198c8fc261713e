package dev.orrery.chain.state;

/** Named stores as of one moment. */
public interface StateView {
    /**
     * @throws IllegalArgumentException if the chain has no such store
     */
    KeyValueStore store(String name);

    /** Starts changes on top of this view; nothing of them is seen here until they are committed. */
    StateBranch branch();
}
