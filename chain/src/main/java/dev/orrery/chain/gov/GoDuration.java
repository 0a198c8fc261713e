package dev.orrery.chain.gov;

import java.time.Duration;

/** Durations as Go prints them, such as {@code 48h0m0s} or {@code 1.5s}. */
final class GoDuration {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private GoDuration() {}

    static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return small(duration.toNanos());
        }
        String seconds = decimal(duration.toSecondsPart() * NANOS_PER_SECOND + duration.toNanosPart(), 9) + "s";
        if (duration.toMinutes() == 0) {
            return seconds;
        }
        String minutes = duration.toMinutesPart() + "m" + seconds;
        return duration.toHours() == 0 ? minutes : duration.toHours() + "h" + minutes;
    }

    private static String small(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000 ? decimal(nanos, 3) + "µs" : decimal(nanos, 6) + "ms";
    }

    /** The number with a point before its last digits, without zeros at the end. */
    private static String decimal(long number, int places) {
        String digits = "0".repeat(places) + number;
        String whole = digits.substring(0, digits.length() - places).replaceFirst("^0+(?=.)", "");
        String fraction = digits.substring(digits.length() - places).replaceFirst("0+$", "");
        return fraction.isEmpty() ? whole : whole + "." + fraction;
    }
}
