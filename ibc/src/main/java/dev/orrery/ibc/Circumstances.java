package dev.orrery.ibc;

import java.util.function.Supplier;

/** Says what a refused step was part of. */
public final class Circumstances {
    private Circumstances() {}

    public static void within(String circumstance, Runnable step) {
        within(circumstance, () -> {
            step.run();
            return true;
        });
    }

    public static <T> T within(String circumstance, Supplier<T> step) {
        try {
            return step.get();
        } catch (IbcException refused) {
            throw refused.in(circumstance);
        }
    }
}
