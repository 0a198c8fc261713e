package dev.orrery.msg.json;

import dev.orrery.msg.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Codecs of Go's built-in types and of wasmvm's few scalar types with their own JSON. */
final class Scalars {
    static final Codec<String> STRING = new StringCodec();
    static final Codec<Boolean> BOOL = new BoolCodec();
    static final Codec<Long> UINT64 = new UnsignedCodec("uint64", -1L);
    static final Codec<Long> UINT32 = new UnsignedCodec("uint32", 0xFFFF_FFFFL);
    static final Codec<Long> UINT16 = new UnsignedCodec("uint16", 0xFFFFL);
    /** Go's {@code uint64} with the {@code string} option. */
    static final Codec<Long> QUOTED_UINT64 = new QuotedUint64();
    /** wasmvm's {@code types.Uint64}: always a string, stricter than {@link #QUOTED_UINT64}. */
    static final Codec<Long> STRING_UINT64 = new StringUint64();
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

    /** An unsigned integer up to {@code max}; a number with sign, point or exponent does not fit. */
    private record UnsignedCodec(String goType, long max) implements Codec<Long> {
        @Override
        public Long zero() {
            return 0L;
        }

        @Override
        public Long read(JsonReader in, Long previous) {
            int first = in.peek();
            if (first == '-' || (first >= '0' && first <= '9')) {
                return number(in, new String(in.raw(), StandardCharsets.US_ASCII), previous);
            }
            if (!in.takeNull()) {
                in.skipMismatch(goType);
            }
            return previous;
        }

        Long number(JsonReader in, String literal, Long previous) {
            Optional<Long> value = parse(literal);
            if (value.isPresent() && Long.compareUnsigned(value.get(), max) <= 0) {
                return value.get();
            }
            in.mismatch("number " + literal, goType);
            return previous;
        }

        @Override
        public void write(JsonWriter out, Long value) {
            out.ascii(Long.toUnsignedString(value));
        }

        @Override
        public boolean isEmpty(Long value) {
            return value == 0;
        }
    }

    private record QuotedUint64() implements Codec<Long> {
        private static final UnsignedCodec NUMBER = new UnsignedCodec("uint64", -1L);

        @Override
        public String goType() {
            return "uint64";
        }

        @Override
        public Long zero() {
            return 0L;
        }

        @Override
        public Long read(JsonReader in, Long previous) {
            if (in.peek() == '"') {
                return unwrapped(in, in.string(), previous);
            }
            if (!in.takeNull()) {
                in.skip();
                in.invalid(
                        "json: invalid use of ,string struct tag, trying to unmarshal unquoted value into " + goType());
            }
            return previous;
        }

        private Long unwrapped(JsonReader in, String text, Long previous) {
            if (text.equals("null")) {
                return previous;
            }
            String refusal = "json: invalid use of ,string struct tag, trying to unmarshal " + GoText.quote(text)
                    + " into " + goType();
            int first = text.isEmpty() ? 'n' : text.charAt(0);
            if (first == '-' || (first >= '0' && first <= '9')) {
                return NUMBER.number(in, text, previous);
            }
            switch (first) {
                case 'n', 't', 'f' -> in.invalid(refusal);
                case '"' -> {
                    if (!isJsonString(text)) {
                        throw JsonReader.abort(refusal);
                    }
                    in.mismatch("string", goType());
                }
                default -> throw JsonReader.abort(refusal);
            }
            return previous;
        }

        private static boolean isJsonString(String text) {
            try {
                SyntaxCheck.check(text.getBytes(StandardCharsets.UTF_8));
                return text.endsWith("\"");
            } catch (JsonException notJson) {
                return false;
            }
        }

        @Override
        public void write(JsonWriter out, Long value) {
            out.string(Long.toUnsignedString(value));
        }

        @Override
        public boolean isEmpty(Long value) {
            return value == 0;
        }
    }

    private record StringUint64() implements Codec<Long> {
        @Override
        public String goType() {
            return "types.Uint64";
        }

        @Override
        public Long zero() {
            return 0L;
        }

        @Override
        public Long read(JsonReader in, Long previous) {
            int first = in.peek();
            String raw = GoText.fromBytes(in.raw());
            if (first != '"' && first != 'n') {
                throw refused(raw, "expected string-encoded integer");
            }
            // Quirk: null is taken for the empty string, which is no integer. wasmvm types.go: Uint64.UnmarshalJSON
            byte[] utf8 = raw.getBytes(StandardCharsets.UTF_8);
            String text = first == 'n' ? "" : GoText.unquote(utf8, 1, utf8.length - 1);
            return parse(text).orElseThrow(() -> refused(raw, "failed to parse integer"));
        }

        private static RuntimeException refused(String raw, String why) {
            return JsonReader.abort("cannot unmarshal " + raw + " into Uint64, " + why);
        }

        @Override
        public void write(JsonWriter out, Long value) {
            out.string(Long.toUnsignedString(value));
        }
    }

    /** Go's strconv.ParseUint in base 10: ASCII digits only, no sign. */
    private static Optional<Long> parse(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseUnsignedLong(text));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** Base64 text, or, as Go has it, an array of numbers. */
    private record BytesCodec() implements Codec<Bytes> {
        private static final Codec<List<Long>> NUMBERS = Containers.list("[]uint8", new UnsignedCodec("uint8", 0xFF));

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
