package dev.orrery.javawasm.library.function;

/** Takes something. */
public interface JConsumer<T> {
    void accept(T argument);
}
