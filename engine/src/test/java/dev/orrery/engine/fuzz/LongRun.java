package dev.orrery.engine.fuzz;

/**
 * The long differential run. Arguments: executions wanted, first seed (0), seconds at most (900). Ends with status 1 if the
 * tiers differed anywhere.
 */
public final class LongRun {
    private static final int CALLS_PER_MODULE = 60;
    private static final int MODULES_PER_REPORT = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private LongRun() {}

    public static void main(String[] args) throws InterruptedException {
        long wanted = Long.parseLong(args[0]);
        long first = args.length > 1 ? Long.parseLong(args[1]) : 0;
        long seconds = args.length > 2 ? Long.parseLong(args[2]) : 900;
        long started = System.nanoTime();
        FuzzRun run = new FuzzRun(CALLS_PER_MODULE);
        Differential.inRoomyThread(() -> {
            for (long seed = first; run.executions() < wanted; seed++) {
                if (System.nanoTime() - started > seconds * NANOS_PER_SECOND) {
                    System.out.println("stopped by time before seed " + seed);
                    break;
                }
                run.module(seed);
                if ((seed - first) % MODULES_PER_REPORT == MODULES_PER_REPORT - 1) {
                    System.out.println(run);
                }
            }
        });
        System.out.println(
                "seeds from " + first + ", " + (System.nanoTime() - started) / NANOS_PER_SECOND + " s: " + run);
        System.exit(run.failures().isEmpty() ? 0 : 1);
    }
}
