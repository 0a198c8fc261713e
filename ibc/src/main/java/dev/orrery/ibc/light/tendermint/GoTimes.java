package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Times and durations as Go holds and writes them. */
final class GoTimes {
    /** What a time is in Go that nobody set. */
    static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private GoTimes() {}

    /** @throws CometRefusal for what Go can't read; gogoproto timestamp.go: validateTimestamp */
    static Instant instant(boolean present, Timestamp time) {
        if (!present) {
            return ZERO;
        }
        boolean inRange = time.getNanos() >= 0
                && time.getNanos() < NANOS_PER_SECOND
                && time.getSeconds() >= ZERO.getEpochSecond()
                && time.getSeconds() < END.getEpochSecond();
        if (!inRange) {
            throw new CometRefusal(
                    "timestamp: seconds:" + time.getSeconds() + " nanos:" + time.getNanos() + " out of range");
        }
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    /** Since the epoch, unsigned. Quirk: wraps around where 64 bits don't suffice, as Go's UnixNano. */
    static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(
                Long.divideUnsigned(nanos, NANOS_PER_SECOND), Long.remainderUnsigned(nanos, NANOS_PER_SECOND));
    }

    /** In nanoseconds. Throws {@link CometRefusal} for what Go can't read; gogoproto duration.go: durationFromProto. */
    static long nanos(Duration duration) {
        long seconds = duration.getSeconds();
        int nanos = duration.getNanos();
        boolean inRange = Math.abs((long) nanos) < NANOS_PER_SECOND
                && (seconds == 0 || nanos == 0 || seconds < 0 == nanos < 0)
                && Math.abs(seconds) <= Long.MAX_VALUE / NANOS_PER_SECOND;
        try {
            if (inRange) {
                return Math.addExact(seconds * NANOS_PER_SECOND, nanos);
            }
        } catch (ArithmeticException e) {
            inRange = false;
        }
        throw new CometRefusal("duration: seconds:" + seconds + " nanos:" + nanos + " out of range");
    }

    static Duration duration(long nanos) {
        return Duration.newBuilder()
                .setSeconds(nanos / NANOS_PER_SECOND)
                .setNanos((int) (nanos % NANOS_PER_SECOND))
                .build();
    }

    /** From one time to another in nanoseconds, as near as 64 bits allow. */
    static long between(Instant from, Instant to) {
        try {
            return java.time.Duration.between(from, to).toNanos();
        } catch (ArithmeticException e) {
            return to.isAfter(from) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    /** {@code 2026-01-02 03:04:05.5 +0000 UTC}. */
    static String text(Instant time) {
        return TIME.format(time) + " +0000 UTC";
    }

    /** {@code 2026-01-02T03:04:05.5Z}. */
    static String canonical(Instant time) {
        return TIME.format(time).replace(' ', 'T') + "Z";
    }

    /** {@code 1h2m3.5s}. Go time: Duration.String. */
    static String durationText(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        // The smallest duration has no opposite, but no seconds below its own sign either.
        String sign = nanos < 0 ? "-" : "";
        long size = Math.absExact(Math.max(nanos, -Long.MAX_VALUE));
        if (size < NANOS_PER_SECOND) {
            return sign + belowASecond(size);
        }
        long seconds = size / NANOS_PER_SECOND;
        String last = seconds % 60 + fraction((int) (size % NANOS_PER_SECOND)) + "s";
        long minutes = seconds / 60;
        if (minutes == 0) {
            return sign + last;
        }
        return sign + (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + last;
    }

    private static String belowASecond(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        boolean micros = nanos < 1_000_000;
        long unit = micros ? 1_000 : 1_000_000;
        return nanos / unit + fraction((int) (nanos % unit * (NANOS_PER_SECOND / unit))) + (micros ? "µs" : "ms");
    }

    /** After the point, without zeros at the end; nothing for none. */
    private static String fraction(int nanos) {
        if (nanos == 0) {
            return "";
        }
        String digits = Long.toString(NANOS_PER_SECOND + nanos).substring(1);
        return "." + digits.replaceAll("0+$", "");
    }
}
