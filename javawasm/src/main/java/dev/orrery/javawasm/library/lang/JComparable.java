package dev.orrery.javawasm.library.lang;

/** Has a natural order. */
public interface JComparable<T> {
    int compareTo(T other);
}
