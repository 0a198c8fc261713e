package dev.orrery.chain.error;

import java.util.function.Supplier;

/** Says what a refused step was part of. */
public final class Circumstances {
    private Circumstances() {}

    /**
     * @throws ChainException as the step does, seen from further out
     */
    public static void within(String circumstances, Runnable step) {
        within(circumstances, () -> {
            step.run();
            return true;
        });
    }

    /**
     * @throws ChainException as the step does, seen from further out
     */
    public static <T> T within(String circumstances, Supplier<T> step) {
        try {
            return step.get();
        } catch (ChainException e) {
            throw e.in(circumstances);
        }
    }
}
