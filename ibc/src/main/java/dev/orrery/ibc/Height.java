package dev.orrery.ibc;

import java.util.Comparator;

/** A height of a chain that may begin again under a new revision. Both numbers are unsigned. ibc-go 02-client: Height. */
public record Height(long revision, long number) implements Comparable<Height> {
    public static final Height ZERO = new Height(0, 0);

    private static final Comparator<Height> ORDER = Comparator.comparing(Height::revision, Long::compareUnsigned)
            .thenComparing(Height::number, Long::compareUnsigned);

    public boolean isZero() {
        return revision == 0 && number == 0;
    }

    @Override
    public int compareTo(Height other) {
        return ORDER.compare(this, other);
    }

    /** As in events, keys and texts: {@code 1-25}. */
    @Override
    public String toString() {
        return Long.toUnsignedString(revision) + "-" + Long.toUnsignedString(number);
    }
}
