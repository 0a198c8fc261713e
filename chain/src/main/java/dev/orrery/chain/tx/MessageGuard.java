package dev.orrery.chain.tx;

import dev.orrery.chain.Context;

/** May messages of a type run at this time? Asked before every one, also those that other messages send. */
public interface MessageGuard {
    boolean isAllowed(Context context, String typeUrl);
}
