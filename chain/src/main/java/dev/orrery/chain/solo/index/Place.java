package dev.orrery.chain.solo.index;

import java.util.Comparator;

/** Where a transaction stands. */
public record Place(long height, int index) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::height).thenComparingInt(Place::index);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
