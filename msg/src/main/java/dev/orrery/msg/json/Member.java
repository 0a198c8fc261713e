package dev.orrery.msg.json;

import java.util.Optional;
import java.util.function.Function;

/**
 * One field of a Go struct: its JSON name, its codec and where a record keeps it.
 *
 * @param <T> the record
 * @param <F> the field's value
 */
record Member<T, F>(String name, Codec<F> codec, Function<? super T, F> accessor, boolean omitEmpty) {
    static <T, F> Member<T, F> field(String name, Codec<F> codec, Function<? super T, F> accessor) {
        return new Member<>(name, codec, accessor, false);
    }

    /** A field with Go's {@code omitempty}. */
    static <T, F> Member<T, F> omittable(String name, Codec<F> codec, Function<? super T, F> accessor) {
        return new Member<>(name, codec, accessor, true);
    }

    /** One alternative of a union, which Go spells as a struct of pointers of which one should be set. */
    static <T, V extends T> Member<T, Optional<V>> variant(String name, Codec<V> codec, Class<V> type) {
        return variantOf(name, Containers.optional(codec), type);
    }

    static <T, V extends T> Member<T, Optional<V>> variantOf(String name, Codec<Optional<V>> codec, Class<V> type) {
        return omittable(
                name, codec, value -> type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty());
    }

    /** A name that is read but never written. */
    static <T, V> Member<T, Optional<V>> oldName(String name, Codec<V> codec) {
        return omittable(name, Containers.optional(codec), value -> Optional.empty());
    }

    F of(T record) {
        return accessor.apply(record);
    }

    /** The field's value among those of the struct. Sound because only this member's codec fills the slot. */
    @SuppressWarnings("unchecked")
    F in(Object[] slots, int index) {
        return (F) slots[index];
    }

    /** The value to start from: the record's own, or the previous one of a repeated key. */
    void readInto(JsonReader in, Object[] slots, int index) {
        slots[index] = codec.read(in, in(slots, index));
    }
}
