package dev.orrery.vm.entry;

import dev.orrery.vm.Cancellation;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Threads to run contracts on. There is always another one: a bound would let calls that wait for the calls inside them use
 * up all threads and stand still. How many calls nest is for the chain to limit. Any thread.
 */
public final class CallThreads implements AutoCloseable {
    /** How long a thread waits for another call before it ends. */
    private static final long IDLE_SECONDS = 60;

    private final AtomicLong numbers = new AtomicLong();
    private final ExecutorService pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);

    /**
     * A thread on which {@link #run} needs no other thread, for a session that makes one call after the other and wants to
     * save the hand-over.
     */
    public Thread newThread(Runnable work) {
        return new CallThread(work, "contract-" + numbers.incrementAndGet());
    }

    /**
     * Runs {@code call} on a thread with a large stack and waits for it. A waiting thread that is interrupted cancels the
     * call, waits for its end, and stays interrupted.
     */
    public <T> T run(Supplier<T> call, Cancellation cancellation) {
        if (Thread.currentThread() instanceof CallThread here && !here.busy) {
            return runHere(here, call);
        }
        Future<T> running = pool.submit(() -> runHere((CallThread) Thread.currentThread(), call));
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return running.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancellation.cancel();
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call must end with an outcome", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T runHere(CallThread here, Supplier<T> call) {
        here.busy = true;
        try {
            return call.get();
        } finally {
            here.busy = false;
        }
    }

    /** Lets running calls finish; takes no more. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
