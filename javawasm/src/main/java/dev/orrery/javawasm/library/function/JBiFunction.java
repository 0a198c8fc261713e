package dev.orrery.javawasm.library.function;

/** From two to one. */
public interface JBiFunction<T, U, R> {
    R apply(T first, U second);
}
