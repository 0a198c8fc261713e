package dev.orrery.msg.json;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Unsigned integers in the three ways in which wasmvm's types spell them. All are {@code long}s here. */
final class Unsigned {
    private Unsigned() {}

    /** An unsigned integer up to {@code max}; a number with sign, point or exponent does not fit. */
    record Plain(String goType, long max) implements Codec<Long> {
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

    /** Go's {@code uint64} with the {@code string} option; null leaves what was there. */
    record Quoted() implements Codec<Long> {
        private static final Plain NUMBER = new Plain("uint64", -1L);

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

    /** wasmvm's {@code types.Uint64}, which decodes itself. */
    record Text() implements Codec<Long> {
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
}
