package dev.orrery.server.lane;

import java.util.function.IntSupplier;

/**
 * The use of processors for waiting, by all lanes of a server: a peer that answers soon is noticed at once, while to sleep and
 * to be woken takes longer than most answers. Any thread; hot path.
 *
 * @param limitNanos how long one wait may spin; 0 for not at all
 * @param calls how many calls run
 */
record Spinning(long limitNanos, IntSupplier calls) {
    /** What a call takes while one side of it works and the other one spins. */
    private static final int PROCESSORS_PER_CALL = 2;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** Whether every running call can have its processors. */
    boolean isAffordable() {
        return limitNanos > 0 && calls.getAsInt() * PROCESSORS_PER_CALL <= PROCESSORS;
    }

    /** Looks for a while whether something is there. */
    boolean look(Control.Awaited awaited) {
        long end = System.nanoTime() + limitNanos;
        do {
            if (awaited.isThere()) {
                return true;
            }
            Thread.onSpinWait();
        } while (System.nanoTime() - end < 0);
        return false;
    }

    /**
     * What one lane has learned about waits of one kind: after spins in vain it spins ever more rarely, until one pays off. They
     * are in vain if the other side has much to do, or doesn't get a processor because others do. One thread.
     */
    static final class Luck {
        /** Keeps what is spent in vain below a hundredth of the time, even for waits that end right after the spin. */
        private static final int MAX_PENALTY = 128;

        /** How many waits go to sleep at once. */
        private int skip;

        /** How many they become when the next spin is in vain. */
        private int penalty;

        boolean isUp() {
            if (skip == 0) {
                return true;
            }
            skip--;
            return false;
        }

        void learn(boolean paidOff) {
            penalty = paidOff ? 0 : Math.min(2 * penalty + 1, MAX_PENALTY);
            skip = penalty;
        }
    }
}
