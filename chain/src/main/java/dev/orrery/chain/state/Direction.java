package dev.orrery.chain.state;

/** Which way a {@link Cursor} walks. */
public enum Direction {
    ASCENDING,
    DESCENDING
}
