package dev.orrery.engine.baseline;

import dev.orrery.engine.run.Continuation;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * When and where compiled code is made ready to take over. It decides speed, never results.
 *
 * @param operators that a call executes between two questions whether compiled code can take over, roughly
 * @param choosy whether only functions are compiled that are worth it
 * @param executor where code is made ready meanwhile
 * @param practice what is done with a continuation before a call gets into it
 */
public record Pace(int operators, boolean choosy, Executor executor, Consumer<Continuation> practice) {
    /** A tenth of a millisecond. An ordinary call executes 30,000 operators and asks once or twice, which makes nothing hot. */
    private static final int USUAL_OPERATORS = 16_384;

    private static final long IDLE_SECONDS = 10;

    /** One may be busy with all classes of a module; those that practice mostly wait. */
    private static final int THREADS = 4;

    /** Threads for all modules of the process, ending when nothing is to be done. */
    public static final Pace USUAL = new Pace(USUAL_OPERATORS, true, background(), Practice::untilCompiled);

    /** Compiles whatever runs, and does not practice. */
    public Pace(int operators, Executor executor) {
        this(operators, false, executor, none -> {});
    }

    private static Executor background() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Thread.ofPlatform().daemon().name("engine-loading").unstarted(work));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
