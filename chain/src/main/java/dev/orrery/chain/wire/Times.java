package dev.orrery.chain.wire;

import com.google.protobuf.Timestamp;
import dev.orrery.chain.error.ChainException;
import java.time.Duration;
import java.time.Instant;

/** Times and durations between protobuf and Java. */
public final class Times {
    /** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what protobuf allows and the keys of stores can hold. Seconds. */
    private static final long MIN_SECONDS = -62_135_596_800L;

    private static final long MAX_SECONDS = 253_402_300_799L;

    /** Go's time.Duration, which counts nanoseconds in 64 bits. Seconds. */
    private static final long MAX_DURATION_SECONDS = Long.MAX_VALUE / 1_000_000_000;

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    /** Go's zero time, as it stands where there is no time. */
    public static final Timestamp ZERO =
            Timestamp.newBuilder().setSeconds(MIN_SECONDS).build();

    private Times() {}

    /**
     * @throws ChainException if it is outside of what the reference can say
     */
    public static Instant instant(Timestamp timestamp) {
        if (timestamp.getSeconds() < MIN_SECONDS
                || timestamp.getSeconds() > MAX_SECONDS
                || timestamp.getNanos() < 0
                || timestamp.getNanos() >= NANOS_PER_SECOND) {
            throw ChainException.plain("timestamp: seconds:" + timestamp.getSeconds() + " nanos:" + timestamp.getNanos()
                    + " is out of range");
        }
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /**
     * @throws ChainException if it is outside of what the reference can say
     */
    public static Duration duration(com.google.protobuf.Duration duration) {
        if (duration.getSeconds() >= MAX_DURATION_SECONDS
                || duration.getSeconds() <= -MAX_DURATION_SECONDS
                || duration.getNanos() >= NANOS_PER_SECOND
                || duration.getNanos() <= -NANOS_PER_SECOND) {
            throw ChainException.plain("duration: seconds:" + duration.getSeconds() + " nanos:" + duration.getNanos()
                    + " is out of range for time.Duration");
        }
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    public static com.google.protobuf.Duration duration(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }
}
