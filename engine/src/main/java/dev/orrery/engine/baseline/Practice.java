package dev.orrery.engine.baseline;

import dev.orrery.engine.run.Continuation;
import java.util.concurrent.locks.LockSupport;

/**
 * Has HotSpot compile a continuation before a call gets into it: its own interpreter takes 40 ns for an operator of generated
 * code, the baseline 4 to 6. Background threads.
 */
final class Practice {
    /** HotSpot looks at a method at each 128th call, and has it compiled from the 200th on (Tier3InvocationThreshold). */
    private static final int CALLS = 128;

    /** Rounds without looking at the time: the first one links, and after the third the compiler can have begun. */
    private static final int FIRST_ROUNDS = 3;

    /** It takes the compiler a few milliseconds; whatever goes wrong, a call waits no longer than 40. */
    private static final int MAX_ROUNDS = 40;

    private static final long PAUSE_NANOS = 1_000_000;

    /** How many times faster it is to touch code that is compiled, at least. */
    private static final int FASTER = 3;

    private Practice() {}

    static void untilCompiled(Continuation continuation) {
        round(continuation);
        long interpreted = round(continuation);
        for (int round = 2; round < MAX_ROUNDS; round++) {
            if (round(continuation) * FASTER < interpreted) {
                return;
            }
            if (round >= FIRST_ROUNDS) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static long round(Continuation continuation) {
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            continuation.touch();
        }
        return System.nanoTime() - start;
    }
}
