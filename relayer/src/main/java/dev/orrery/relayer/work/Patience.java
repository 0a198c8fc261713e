package dev.orrery.relayer.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** What failed is tried again later, and later each time. One thread. */
public final class Patience {
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** How many failures are remembered; the oldest are forgotten first, and then tried again at once. */
    private static final int MAX_FAILURES = 10_000;

    private final InstantSource clock;
    private final Map<String, Failure> failures = new LinkedHashMap<>();

    public Patience(InstantSource clock) {
        this.clock = clock;
    }

    private record Failure(Duration pause, Instant next) {}

    /** Whether it may be tried now. */
    public boolean allows(String what) {
        Failure failure = failures.get(what);
        return failure == null || !clock.instant().isBefore(failure.next());
    }

    /** Returns whether it failed for the first time. */
    public boolean failed(String what) {
        Failure before = failures.remove(what);
        Duration pause = before == null ? SHORTEST : before.pause().multipliedBy(2);
        pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        failures.put(what, new Failure(pause, clock.instant().plus(pause)));
        if (failures.size() > MAX_FAILURES) {
            failures.remove(failures.keySet().iterator().next());
        }
        return before == null;
    }

    public void succeeded(String what) {
        failures.remove(what);
    }

    /** How many things failed when they were last tried. */
    public int failures() {
        return failures.size();
    }
}
