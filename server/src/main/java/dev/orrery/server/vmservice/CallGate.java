package dev.orrery.server.vmservice;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts running calls and shuts when there are none: a call that waits for a query must be able to get its answer from a
 * call that begins later. Any thread.
 */
final class CallGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();

    /** Changed with the lock held. */
    private final AtomicInteger running = new AtomicInteger();

    private boolean shut;

    /** Whether a call may begin; then {@link #leave} must follow. */
    boolean enter() {
        lock.lock();
        try {
            if (shut) {
                return false;
            }
            running.incrementAndGet();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            if (running.decrementAndGet() == 0) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int running() {
        return running.get();
    }

    /** Waits for a moment without calls and lets none begin after it; when time is up, shuts anyway. */
    boolean shut(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (running.get() > 0 && left > 0) {
                left = empty.awaitNanos(left);
            }
            shut = true;
            return running.get() == 0;
        } finally {
            lock.unlock();
        }
    }
}
