package dev.orrery.msg.json;

import dev.orrery.msg.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Codecs of Go's built-in types and of wasmvm's few scalar types with their own JSON. */
final class Scalars {
    static final Codec<String> STRING = new StringCodec();
    static final Codec<Boolean> BOOL = new BoolCodec();
    static final Codec<Long> UINT64 = new Unsigned.Plain("uint64", -1L);
    static final Codec<Long> UINT32 = new Unsigned.Plain("uint32", 0xFFFF_FFFFL);
    static final Codec<Long> UINT16 = new Unsigned.Plain("uint16", 0xFFFFL);
    /** Go's {@code uint64} with the {@code string} option. */
    static final Codec<Long> QUOTED_UINT64 = new Unsigned.Quoted();
    /** wasmvm's {@code types.Uint64}: always a string, stricter than {@link #QUOTED_UINT64}. */
    static final Codec<Long> STRING_UINT64 = new Unsigned.Text();
    /** A byte slice where a host has no use for the difference between null and empty. */
    static final Codec<Bytes> BYTES = new BytesCodec();
    /** A byte slice where null means something. */
    static final Codec<Optional<Bytes>> NULLABLE_BYTES = Containers.nullable(BYTES);

    private Scalars() {}

    private record StringCodec() implements Codec<String> {
        @Override
        public String goType() {
            return "string";
        }

        @Override
        public String zero() {
            return "";
        }

        @Override
        public String read(JsonReader in, String previous) {
            if (in.peek() == '"') {
                return in.string();
            }
            if (!in.takeNull()) {
                in.skipMismatch(goType());
            }
            return previous;
        }

        @Override
        public void write(JsonWriter out, String value) {
            out.string(value);
        }

        @Override
        public boolean isEmpty(String value) {
            return value.isEmpty();
        }
    }

    private record BoolCodec() implements Codec<Boolean> {
        @Override
        public String goType() {
            return "bool";
        }

        @Override
        public Boolean zero() {
            return false;
        }

        @Override
        public Boolean read(JsonReader in, Boolean previous) {
            int first = in.peek();
            if (first == 't' || first == 'f') {
                in.skip();
                return first == 't';
            }
            if (!in.takeNull()) {
                in.skipMismatch(goType());
            }
            return previous;
        }

        @Override
        public void write(JsonWriter out, Boolean value) {
            out.ascii(value.toString());
        }

        @Override
        public boolean isEmpty(Boolean value) {
            return !value;
        }
    }

    /** Base64 text, or, as Go has it, an array of numbers. */
    private record BytesCodec() implements Codec<Bytes> {
        private static final Codec<List<Long>> NUMBERS = Containers.list("[]uint8", new Unsigned.Plain("uint8", 0xFF));

        @Override
        public String goType() {
            return "[]uint8";
        }

        @Override
        public Bytes zero() {
            return Bytes.EMPTY;
        }

        @Override
        public Bytes read(JsonReader in, Bytes previous) {
            switch (in.peek()) {
                case '"' -> {
                    try {
                        return Bytes.of(GoBase64.decode(in.string().getBytes(StandardCharsets.UTF_8)));
                    } catch (GoBase64.Corrupt corrupt) {
                        in.invalid(corrupt.getMessage());
                        return previous;
                    }
                }
                case '[' -> {
                    List<Long> numbers = NUMBERS.read(in, NUMBERS.zero());
                    byte[] bytes = new byte[numbers.size()];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = numbers.get(i).byteValue();
                    }
                    return Bytes.of(bytes);
                }
                default -> {
                    if (in.takeNull()) {
                        return Bytes.EMPTY;
                    }
                    in.skipMismatch(goType());
                    return previous;
                }
            }
        }

        @Override
        public void write(JsonWriter out, Bytes value) {
            out.base64(value.toArray());
        }

        @Override
        public boolean isEmpty(Bytes value) {
            return value.isEmpty();
        }
    }
}
