package dev.orrery.chain.solo;

import java.time.Duration;
import java.util.Optional;

/** When blocks are made. */
public sealed interface BlockSchedule {
    /**
     * One as soon as a transaction waits, and an empty one soon after it, so that the state it left is in a header.
     *
     * @param idle how long it stays quiet before an empty block, if at all
     */
    record Instantly(Optional<Duration> idle) implements BlockSchedule {}

    /** One each time this long has passed, with whatever waits. */
    record Every(Duration interval) implements BlockSchedule {}

    /** Only when told. */
    record OnCommand() implements BlockSchedule {}
}
