package dev.orrery.javawasm.library.function;

/** Says yes or no. */
public interface JPredicate<T> {
    boolean test(T argument);
}
