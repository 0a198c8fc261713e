package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.util.JIterator;

/** What a for loop goes over. */
public interface JIterable<T> {
    JIterator<T> iterator();
}
