package dev.orrery.msg;

import java.util.Optional;

/** When a packet is too late.
 *
 * @param timestampNanos since the Unix epoch, unsigned; 0 means none */
public record IbcTimeout(Optional<Block> block, long timestampNanos) {
    /** A height of the receiving chain; both numbers unsigned. */
    public record Block(long revision, long height) {}
}
