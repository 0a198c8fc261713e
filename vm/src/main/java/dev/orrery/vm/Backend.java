package dev.orrery.vm;

/**
 * The world as one call sees it, given by the chain. Used on the thread of the call only.
 *
 * @param debug receives the contract's debug texts when the call asks for them
 */
public record Backend(Storage storage, AddressApi api, Querier querier, DebugSink debug) {
    /** Receives {@code debug} texts: the message, and the gas that was left. */
    @FunctionalInterface
    public interface DebugSink {
        void print(String message, long gasRemaining);
    }
}
