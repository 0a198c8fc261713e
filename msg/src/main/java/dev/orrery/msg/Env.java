package dev.orrery.msg;

import java.util.Optional;

/** What every call is told about its surroundings. */
public record Env(Block block, Optional<Transaction> transaction, String contractAddress) {
    /**
     * @param height unsigned
     * @param timeNanos since the Unix epoch, unsigned
     */
    public record Block(long height, long timeNanos, String chainId) {}

    /**
     * @param index of the transaction in its block, unsigned 32 bit
     * @param hash empty where the chain does not tell it
     */
    public record Transaction(long index, Bytes hash) {}
}
