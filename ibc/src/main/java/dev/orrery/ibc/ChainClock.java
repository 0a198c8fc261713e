package dev.orrery.ibc;

/**
 * Where and when a message runs.
 *
 * @param chainId of the chain itself
 * @param height of the block that is being made
 * @param nanos time of that block since the epoch, unsigned
 */
public record ChainClock(String chainId, Height height, long nanos) {}
