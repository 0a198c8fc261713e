package dev.orrery.javawasm.library.util;

import dev.orrery.javawasm.library.Memory;

/** A list that grows at its end. */
public final class JArrayList<E> implements JList<E> {
    private static final int FIRST_ROOM = 8;

    private Object[] elements = new Object[FIRST_ROOM];
    private int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    @SuppressWarnings("unchecked")
    public E get(int index) {
        check(index);
        return (E) elements[index];
    }

    @Override
    public E set(int index, E element) {
        E before = get(index);
        elements[index] = element;
        return before;
    }

    @Override
    public boolean add(E element) {
        if (size == elements.length) {
            Object[] larger = new Object[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = elements[i];
            }
            elements = larger;
        }
        elements[size++] = element;
        return true;
    }

    private void check(int index) {
        if (index < 0 || index >= size) {
            Memory.trap();
        }
    }

    @Override
    public JIterator<E> iterator() {
        return new Walk();
    }

    private final class Walk implements JIterator<E> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public E next() {
            return get(next++);
        }
    }
}
