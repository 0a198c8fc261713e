package dev.orrery.engine.run;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often the JVM's own stack ran out before the counted budget did. Should stay 0: the depth of a
 * {@link StackOverflowError} depends on the JIT, so the thread that runs guests must have a larger stack than any budget
 * needs. Shared between threads.
 */
public final class StackAlarm {
    private static final System.Logger LOG = System.getLogger(StackAlarm.class.getName());
    private static final AtomicLong COUNT = new AtomicLong();

    private StackAlarm() {}

    /** Since the process started. */
    public static long count() {
        return COUNT.get();
    }

    static void raise() {
        COUNT.incrementAndGet();
        LOG.log(
                Level.WARNING,
                "the thread's stack was too small for the stack budget: the depth of this trap is not determined");
    }
}
