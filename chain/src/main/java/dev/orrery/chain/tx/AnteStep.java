package dev.orrery.chain.tx;

import dev.orrery.chain.Context;
import dev.orrery.chain.error.ChainException;

/** One of the things that happen to a transaction before its messages run. */
public interface AnteStep {
    /**
     * @return the context for all that follows
     * @throws ChainException to refuse the transaction
     */
    Context apply(Context context, Tx tx);
}
