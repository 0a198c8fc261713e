package dev.orrery.vm.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where work is done that no call waits for. */
public final class Background {
    private static final long IDLE_SECONDS = 10;

    private Background() {}

    /** One thread, which does not keep the process alive and ends when nothing is to be done. */
    public static Executor thread(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Thread.ofPlatform().daemon().name(name).unstarted(work));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
