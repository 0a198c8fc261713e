package dev.orrery.msg.json;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * A cursor over a document that {@link SyntaxCheck} has accepted. Confined to one decode.
 *
 * <p>Like Go's decoder it keeps going after a value of the wrong type and reports the first such error at the end,
 * unless a type with its own decoding fails, which ends the decode at once.
 */
public final class JsonReader {
    private final byte[] data;
    private final Deque<String> path = new ArrayDeque<>();
    private String struct = "";
    private Optional<Mismatch> firstError = Optional.empty();
    private int at;

    private JsonReader(byte[] data, int from) {
        this.data = data;
        this.at = from;
    }

    /** A Go error in the making: the field path is added while it travels outwards. */
    private record Mismatch(String value, String goType, String struct, String field) {
        static Mismatch text(String text) {
            return new Mismatch(text, "", "", "");
        }

        String goText() {
            if (goType.isEmpty()) {
                return value;
            }
            String where = field.isEmpty() ? "value" : "struct field " + struct + "." + field;
            return "json: cannot unmarshal " + value + " into Go " + where + " of type " + goType;
        }
    }

    /** An error that ends the decode at once. Without stack trace: it is ordinary input. */
    private static final class Abort extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Mismatch error;

        Abort(Mismatch error) {
            super(error.goText(), null, false, false);
            this.error = error;
        }
    }

    static <T> T readDocument(Codec<T> codec, byte[] data, int from, int to) {
        try {
            return new JsonReader(data, from).document(codec);
        } catch (Abort abort) {
            throw new JsonException(abort.error.goText());
        }
    }

    private <T> T document(Codec<T> codec) {
        T value;
        try {
            value = codec.read(this, codec.zero());
        } catch (Abort abort) {
            throw new Abort(located(abort.error));
        } catch (JsonException refusal) {
            // A type's own rule about what it has read; an error in the reading goes before it.
            throw new Abort(firstError.orElse(Mismatch.text(refusal.getMessage())));
        }
        firstError.ifPresent(error -> {
            throw new Abort(error);
        });
        return value;
    }

    /** Reads a value as Go does for a type with its own UnmarshalJSON: as a document of its own. */
    <T> T readNested(Codec<T> codec) {
        peek();
        T value = new JsonReader(data, at).document(codec);
        skip();
        return value;
    }

    /** Reports a value of the wrong kind and goes on. */
    void mismatch(String found, String goType) {
        save(new Mismatch(found, goType, "", ""));
    }

    /** Reports an error with a text of its own and goes on. */
    void invalid(String goText) {
        save(Mismatch.text(goText));
    }

    /** Ends the decode with a text of its own. */
    static RuntimeException abort(String goText) {
        return new Abort(Mismatch.text(goText));
    }

    private void save(Mismatch error) {
        if (firstError.isEmpty()) {
            firstError = Optional.of(located(error));
        }
    }

    private Mismatch located(Mismatch error) {
        if (path.isEmpty() || error.goType.isEmpty()) {
            return error;
        }
        String outer = String.join(".", path);
        return new Mismatch(
                error.value, error.goType, struct, error.field.isEmpty() ? outer : outer + "." + error.field);
    }

    /** What an object's reader does with one key; it must consume the value. */
    interface KeyHandler {
        void value(String key);
    }

    void object(KeyHandler handler) {
        at++;
        while (peek() != '}') {
            String key = string();
            peek();
            at++; // the colon
            handler.value(key);
            if (peek() == ',') {
                at++;
            }
        }
        at++;
    }

    /** Calls {@code element} at the start of each element; it must consume the value. */
    void array(Runnable element) {
        at++;
        while (peek() != ']') {
            element.run();
            if (peek() == ',') {
                at++;
            }
        }
        at++;
    }

    /** Runs {@code read} with the field in the path of errors. An abort keeps the path it happened at. */
    void inField(String structName, String field, Runnable read) {
        String outer = struct;
        struct = structName;
        path.addLast(field);
        read.run();
        path.removeLast();
        struct = outer;
    }

    /** The first byte of the next value, after any space. */
    int peek() {
        while (isSpace(data[at])) {
            at++;
        }
        return data[at];
    }

    /** Consumes a null if there is one. */
    boolean takeNull() {
        if (peek() != 'n') {
            return false;
        }
        skip();
        return true;
    }

    String string() {
        peek();
        int from = at;
        skipString();
        return GoText.unquote(data, from + 1, at - 1);
    }

    /** The value's own bytes, without the space around it. */
    byte[] raw() {
        peek();
        int from = at;
        skip();
        return Arrays.copyOfRange(data, from, at);
    }

    /** Consumes a value that does not fit {@code goType} and reports it. */
    void skipMismatch(String goType) {
        String found = switch (peek()) {
            case '{' -> "object";
            case '[' -> "array";
            case '"' -> "string";
            case 't', 'f' -> "bool";
            default -> "number";
        };
        mismatch(found, goType);
        skip();
    }

    void skip() {
        int depth = 0;
        do {
            switch (peek()) {
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                case '"' -> skipString();
                default -> skipWord();
            }
        } while (depth > 0);
    }

    private void skipString() {
        at++;
        while (data[at] != '"') {
            at += data[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipWord() {
        while (at < data.length && isWordPart(data[at])) {
            at++;
        }
    }

    /** Part of a number, true, false or null. */
    private static boolean isWordPart(byte c) {
        return c == '+' || c == '-' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E';
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
