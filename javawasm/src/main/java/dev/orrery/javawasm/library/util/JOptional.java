package dev.orrery.javawasm.library.util;

import dev.orrery.javawasm.library.function.JFunction;
import dev.orrery.javawasm.library.function.JSupplier;

/** A value that may be absent. */
public final class JOptional<T> {
    private final T value;

    private JOptional(T value) {
        this.value = value;
    }

    public static <T> JOptional<T> empty() {
        return new JOptional<>(null);
    }

    public static <T> JOptional<T> of(T value) {
        return new JOptional<>(JObjects.requireNonNull(value));
    }

    public static <T> JOptional<T> ofNullable(T value) {
        return new JOptional<>(value);
    }

    public boolean isPresent() {
        return value != null;
    }

    public boolean isEmpty() {
        return value == null;
    }

    public T get() {
        return orElseThrow();
    }

    public T orElseThrow() {
        if (value == null) {
            throw new IllegalStateException("No value present");
        }
        return value;
    }

    public <X extends Throwable> T orElseThrow(JSupplier<? extends X> exception) throws X {
        if (value == null) {
            throw exception.get();
        }
        return value;
    }

    public T orElse(T other) {
        return value == null ? other : value;
    }

    public T orElseGet(JSupplier<? extends T> other) {
        return value == null ? other.get() : value;
    }

    public <U> JOptional<U> map(JFunction<? super T, ? extends U> function) {
        return value == null ? empty() : ofNullable(function.apply(value));
    }
}
