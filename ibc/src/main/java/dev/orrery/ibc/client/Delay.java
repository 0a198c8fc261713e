package dev.orrery.ibc.client;

/**
 * How long a height must have been known before something is proved at it.
 *
 * @param nanos unsigned
 * @param blocks unsigned
 */
public record Delay(long nanos, long blocks) {
    public static final Delay NONE = new Delay(0, 0);
}
