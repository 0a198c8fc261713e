package dev.orrery.ibc;

/**
 * What a step of IBC runs in: the state, the block and the log of events. Belongs to one thread. The host implements it over its
 * own context, so that what IBC writes and what the host's applications write is kept or undone together.
 */
public interface IbcContext {
    /** Name of the store that other chains prove things in. ibc-go modules/core/exported: StoreKey. */
    String STORE = "ibc";

    IbcStore store(String name);

    ChainClock clock();

    EventSink events();

    /** The same context over a branch of its state and with a log of its own. */
    IbcBranch branch();

    /** The host's own context, for applications that belong to the host. */
    <T> T host(Class<T> type);

    /** IBC's own store. */
    default IbcStore store() {
        return store(STORE);
    }

    /** The height of the block that is being made. */
    default Height height() {
        return clock().height();
    }
}
