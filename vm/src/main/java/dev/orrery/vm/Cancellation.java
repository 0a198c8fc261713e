package dev.orrery.vm;

import java.time.Duration;

/**
 * The caller's handle to stop a running call: taken back by any thread, or by itself when its time is over. The call ends
 * with {@link VmError.Cancelled} when the contract next calls the host, or within about a second if it only computes.
 */
public final class Cancellation {
    private final boolean timed;
    private final long deadlineNanos;
    private volatile boolean requested;

    private Cancellation(boolean timed, long deadlineNanos) {
        this.timed = timed;
        this.deadlineNanos = deadlineNanos;
    }

    /** Cancelled by {@link #cancel} only. */
    public static Cancellation onRequest() {
        return new Cancellation(false, 0);
    }

    /** Cancelled by {@link #cancel}, or when {@code time} has passed from now on. */
    public static Cancellation after(Duration time) {
        return new Cancellation(true, System.nanoTime() + time.toNanos());
    }

    /** Asks the call to end. Any thread, any number of times. */
    public void cancel() {
        requested = true;
    }

    public boolean isCancelled() {
        return requested || (timed && System.nanoTime() - deadlineNanos >= 0);
    }
}
