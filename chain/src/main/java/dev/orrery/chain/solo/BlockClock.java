package dev.orrery.chain.solo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The time that blocks get: a clock's, put forward at will. Any thread. */
final class BlockClock implements InstantSource {
    /** Contracts are told the time in nanoseconds of 63 bits. */
    private static final Instant END = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    private final InstantSource clock;
    private Duration ahead = Duration.ZERO;
    private Optional<Instant> next = Optional.empty();

    BlockClock(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Instant instant() {
        return next.orElseGet(() -> clock.instant().plus(ahead));
    }

    /**
     * @throws IllegalArgumentException if that is the end of time
     */
    synchronized Instant advance(Duration by) {
        Instant now = instant();
        if (by.compareTo(Duration.between(now, END)) > 0) {
            throw new IllegalArgumentException("time ends at " + END);
        }
        next = next.map(shown -> shown.plus(by));
        ahead = ahead.plus(by);
        return now.plus(by);
    }

    /**
     * Shows this time until a block is made, and runs on from there.
     *
     * @throws IllegalArgumentException if time has ended by then
     */
    synchronized void stopAt(Instant time) {
        if (time.isAfter(END)) {
            throw new IllegalArgumentException("time ends at " + END);
        }
        next = Optional.of(time);
    }

    /** Runs on from this time. */
    synchronized void runFrom(Instant time) {
        next = Optional.empty();
        ahead = Duration.between(clock.instant(), time);
    }

    /** How far it has been put forward. */
    synchronized Duration ahead() {
        return ahead;
    }

    synchronized void runAhead(Duration by) {
        next = Optional.empty();
        ahead = by;
    }

    synchronized void blockMade() {
        next.ifPresent(this::runFrom);
    }
}
