package dev.orrery.chain.trace;

import dev.orrery.msg.Bytes;

/**
 * Bytes that a trace keeps, or as many of them as it can.
 *
 * @param length how many there were
 */
public record Data(Bytes kept, int length) {
    public boolean isWhole() {
        return kept.size() == length;
    }
}
