package dev.orrery.chain;

/**
 * Names something that a module carries along in a {@link Context} for itself, such as the depth of its calls. Keys compare by
 * identity: the module keeps its keys as constants.
 *
 * @param <T> what is carried
 */
public final class ContextKey<T> {
    private final Class<T> type;

    private ContextKey(Class<T> type) {
        this.type = type;
    }

    public static <T> ContextKey<T> of(Class<T> type) {
        return new ContextKey<>(type);
    }

    T cast(Object value) {
        return type.cast(value);
    }
}
