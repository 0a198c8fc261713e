package dev.orrery.chain.solo.block;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Between Java's instants and protobuf's timestamps. */
public final class Times {
    /** Go's zero time, 0001-01-01T00:00:00Z, as it stands where there is no time. */
    public static final Timestamp ZERO = Timestamp.newBuilder()
            .setSeconds(Instant.parse("0001-01-01T00:00:00Z").getEpochSecond())
            .build();

    private Times() {}

    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    public static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
