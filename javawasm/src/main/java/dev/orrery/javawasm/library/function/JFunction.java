package dev.orrery.javawasm.library.function;

/** From one to one. */
public interface JFunction<T, R> {
    R apply(T argument);
}
