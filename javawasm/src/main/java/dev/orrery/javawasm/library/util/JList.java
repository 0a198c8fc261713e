package dev.orrery.javawasm.library.util;

import dev.orrery.javawasm.library.lang.JIterable;

/** Elements in order. */
public interface JList<E> extends JIterable<E> {
    int size();

    boolean isEmpty();

    E get(int index);

    E set(int index, E element);

    boolean add(E element);
}
