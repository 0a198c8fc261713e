package dev.orrery.msg.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Codecs of Go's slices and pointers, and of types that decode themselves. */
final class Containers {
    private Containers() {}

    /** A slice whose null a host treats as empty; written as an array always. */
    static <T> Codec<List<T>> list(Codec<T> element) {
        return list("[]" + element.goType(), element);
    }

    static <T> Codec<List<T>> list(String goType, Codec<T> element) {
        return new ListCodec<>(goType, element);
    }

    /** wasmvm's {@code types.Array}: decodes itself, so a repeated key replaces instead of merging. */
    static <T> Codec<List<T>> array(Codec<T> element) {
        return selfDecoding(list(element));
    }

    /** A pointer: null is absence, and absence is what {@code omitempty} leaves out. */
    static <T> Codec<Optional<T>> optional(Codec<T> target) {
        return new OptionalCodec<>(target, true);
    }

    /** A slice where null and empty differ: null is absence, but only an empty one is left out by {@code omitempty}. */
    static <T> Codec<Optional<T>> nullable(Codec<T> slice) {
        return new OptionalCodec<>(slice, false);
    }

    /** A Go type with its own UnmarshalJSON: sees even null, ignores what was there, and its error ends the decode. */
    static <T> Codec<T> selfDecoding(Codec<T> codec) {
        return checked(value -> {}, codec);
    }

    /** The same with a rule of its own for the value read, refusing by {@link JsonReader#abort}. */
    static <T> Codec<T> checked(Consumer<T> rule, Codec<T> codec) {
        return new SelfDecoding<>(codec, rule);
    }

    /** A type that is written as another; {@code decode} may refuse by a {@link JsonException}. */
    static <S, T> Codec<T> mapped(Codec<S> wire, T zero, Function<S, T> decode, Function<T, S> encode) {
        return new Mapped<>(wire, zero, decode, encode);
    }

    private record ListCodec<T>(String goType, Codec<T> element) implements Codec<List<T>> {
        @Override
        public List<T> zero() {
            return List.of();
        }

        @Override
        public List<T> read(JsonReader in, List<T> previous) {
            if (in.peek() != '[') {
                if (in.takeNull()) {
                    return List.of();
                }
                in.skipMismatch(goType);
                return previous;
            }
            List<T> elements = new ArrayList<>();
            in.array(() -> {
                // Quirk: Go reuses the elements of an earlier list of the same name. encoding/json decode.go: array
                int index = elements.size();
                elements.add(element.read(in, index < previous.size() ? previous.get(index) : element.zero()));
            });
            return List.copyOf(elements);
        }

        @Override
        public void write(JsonWriter out, List<T> value) {
            out.ascii("[");
            String separator = "";
            for (T each : value) {
                out.ascii(separator);
                element.write(out, each);
                separator = ",";
            }
            out.ascii("]");
        }

        @Override
        public boolean isEmpty(List<T> value) {
            return value.isEmpty();
        }
    }

    private record OptionalCodec<T>(Codec<T> target, boolean pointer) implements Codec<Optional<T>> {
        @Override
        public String goType() {
            return target.goType();
        }

        @Override
        public Optional<T> zero() {
            return Optional.empty();
        }

        @Override
        public Optional<T> read(JsonReader in, Optional<T> previous) {
            if (in.takeNull()) {
                return Optional.empty();
            }
            return Optional.of(target.read(in, previous.orElseGet(target::zero)));
        }

        @Override
        public void write(JsonWriter out, Optional<T> value) {
            value.ifPresentOrElse(present -> target.write(out, present), () -> out.ascii("null"));
        }

        @Override
        public boolean isEmpty(Optional<T> value) {
            return pointer ? value.isEmpty() : value.map(target::isEmpty).orElse(true);
        }
    }

    private record SelfDecoding<T>(Codec<T> codec, Consumer<T> rule) implements Codec<T> {
        @Override
        public String goType() {
            return codec.goType();
        }

        @Override
        public T zero() {
            return codec.zero();
        }

        @Override
        public T read(JsonReader in, T previous) {
            T value = in.readNested(codec);
            rule.accept(value);
            return value;
        }

        @Override
        public void write(JsonWriter out, T value) {
            codec.write(out, value);
        }

        @Override
        public boolean isEmpty(T value) {
            return codec.isEmpty(value);
        }
    }

    private record Mapped<S, T>(Codec<S> wire, T zero, Function<S, T> decode, Function<T, S> encode)
            implements Codec<T> {
        @Override
        public String goType() {
            return wire.goType();
        }

        @Override
        public T read(JsonReader in, T previous) {
            return decode.apply(wire.read(in, encode.apply(previous)));
        }

        @Override
        public void write(JsonWriter out, T value) {
            wire.write(out, encode.apply(value));
        }

        @Override
        public boolean isEmpty(T value) {
            return wire.isEmpty(encode.apply(value));
        }
    }
}
