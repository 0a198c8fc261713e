package dev.orrery.ibc.callbacks;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import java.util.function.Consumer;

/** How the host limits what a callback uses. Amounts are SDK gas, unsigned. ibc-go apps/callbacks internal/process.go. */
public interface CallbackGas {
    /** How a callback ended. */
    sealed interface Outcome {
        record Done() implements Outcome {}

        record Refused(IbcException failure) implements Outcome {}

        /** It stopped in a way that nothing on the chain catches. */
        record Panicked(RuntimeException panic) implements Outcome {}

        record OutOfGas() implements Outcome {}
    }

    long remaining(IbcContext ctx);

    /**
     * Runs a step in a branch with a meter of its own. The branch is kept only if the step is done; what it used, the limit at the most, is
     * charged however it ends.
     */
    Outcome run(IbcContext ctx, long limit, String what, Consumer<IbcContext> step);

    /** What ends a transaction for lack of gas. */
    RuntimeException outOfGas(String what);
}
