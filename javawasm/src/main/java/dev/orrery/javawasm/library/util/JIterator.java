package dev.orrery.javawasm.library.util;

/** Gives one element after the other. */
public interface JIterator<E> {
    boolean hasNext();

    E next();
}
