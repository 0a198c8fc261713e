package dev.orrery.javawasm.library.function;

/** Gives something. */
public interface JSupplier<T> {
    T get();
}
