package dev.orrery.engine.baseline;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * When and where compiled code is made ready to take over. It decides speed, never results.
 *
 * @param turns calls and turns of loops of one call between two questions whether compiled code can take over
 * @param executor where classes are loaded meanwhile
 */
public record Pace(int turns, Executor executor) {
    /**
     * A call of a few thousand turns ends before compiled code could help it: loading takes as long as some 100,000 turns. A prime,
     * so that no loop of the guest keeps in step.
     */
    private static final int USUAL_TURNS = 4_093;

    private static final long IDLE_SECONDS = 10;

    /** One thread for all modules of the process, ending when nothing is to be done. */
    public static final Pace USUAL = new Pace(USUAL_TURNS, background());

    private static Executor background() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Thread.ofPlatform().daemon().name("engine-loading").unstarted(work));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
