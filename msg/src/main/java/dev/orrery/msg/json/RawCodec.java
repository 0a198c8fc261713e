package dev.orrery.msg.json;

import dev.orrery.msg.Bytes;
import java.util.Optional;
import java.util.function.Function;

/**
 * Go's {@code json.RawMessage} as a variant of a union: the value's bytes as they are. Even null is a value; written,
 * the bytes lose their white space and get Go's HTML escapes.
 */
record RawCodec<T>(Function<Bytes, T> wrap, Function<T, Bytes> unwrap) implements Codec<Optional<T>> {
    @Override
    public String goType() {
        return "json.RawMessage";
    }

    @Override
    public Optional<T> zero() {
        return Optional.empty();
    }

    @Override
    public Optional<T> read(JsonReader in, Optional<T> previous) {
        return Optional.of(wrap.apply(Bytes.of(in.raw())));
    }

    @Override
    public void write(JsonWriter out, Optional<T> value) {
        out.compact(unwrap.apply(value.orElseThrow()).toArray());
    }

    @Override
    public boolean isEmpty(Optional<T> value) {
        return value.map(present -> unwrap.apply(present).isEmpty()).orElse(true);
    }
}
