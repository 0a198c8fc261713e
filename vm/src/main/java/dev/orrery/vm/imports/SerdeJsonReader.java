package dev.orrery.vm.imports;

import dev.orrery.vm.abi.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Reads JSON in the way of Rust's serde_json and complains in its words, since contracts get to see them. Positions count
 * bytes; an error is placed either behind the last byte taken or on the byte that was only looked at. serde_json de.rs.
 */
final class SerdeJsonReader {
    /** What {@link #peek} answers at the end; no byte has this value. */
    static final int END = -1;

    private static final Map<Integer, Character> ESCAPES = Map.of(
            (int) '"',
            '"',
            (int) '\\',
            '\\',
            (int) '/',
            '/',
            (int) 'b',
            '\b',
            (int) 'f',
            '\f',
            (int) 'n',
            '\n',
            (int) 'r',
            '\r',
            (int) 't',
            '\t');

    private final byte[] json;
    private int at;

    SerdeJsonReader(byte[] json) {
        this.json = json;
    }

    /** The bytes are not the JSON that was expected. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message, null, false, false);
        }
    }

    /** The next byte that is not white space, not taken. */
    int peek() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\t' || json[at] == '\r')) {
            at++;
        }
        return at < json.length ? json[at] & 0xFF : END;
    }

    /** Takes the byte that {@link #peek} showed. */
    void take() {
        at++;
    }

    /** An error placed behind the last byte taken. */
    SyntaxException error(String message) {
        return placed(message, at);
    }

    /** An error placed on the byte that comes next. */
    SyntaxException errorAhead(String message) {
        return placed(message, Math.min(json.length, at + 1));
    }

    private SyntaxException placed(String message, int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (json[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new SyntaxException(message + " at line " + line + " column " + (index - lineStart));
    }

    void colon() throws SyntaxException {
        switch (peek()) {
            case ':' -> take();
            case END -> throw errorAhead("EOF while parsing an object");
            default -> throw errorAhead("expected `:`");
        }
    }

    /** Nothing but white space may follow. */
    void end() throws SyntaxException {
        if (peek() != END) {
            throw errorAhead("trailing characters");
        }
    }

    /** A string where {@code expected} stands in the complaint if it is something else. */
    String string(String expected) throws SyntaxException {
        return switch (peek()) {
            case '"' -> quoted();
            case END -> throw errorAhead("EOF while parsing a value");
            default -> throw unexpected(expected);
        };
    }

    /** A u64, as its digits. */
    String unsigned() throws SyntaxException {
        int first = peek();
        if (first == END) {
            throw errorAhead("EOF while parsing a value");
        }
        if (first != '-' && (first < '0' || first > '9')) {
            throw unexpected("u64");
        }
        String number = number();
        if (isFloat(number)) {
            throw error("invalid type: floating point `" + floatText(number) + "`, expected u64");
        }
        if (number.startsWith("-")) {
            throw error("invalid value: integer `" + number + "`, expected u64");
        }
        return number;
    }

    /** The complaint about a value of another type than {@code expected}. */
    SyntaxException unexpected(String expected) throws SyntaxException {
        int first = peek();
        String found = switch (first) {
            case 'n' -> word("null");
            case 't' -> "boolean `" + word("true") + "`";
            case 'f' -> "boolean `" + word("false") + "`";
            case '"' -> "string " + RustDebug.quote(quoted());
            case '[' -> "sequence";
            case '{' -> "map";
            default -> {
                if (first != '-' && (first < '0' || first > '9')) {
                    throw errorAhead("expected value");
                }
                String number = number();
                yield isFloat(number) ? "floating point `" + floatText(number) + "`" : "integer `" + number + "`";
            }
        };
        return error("invalid type: " + found + ", expected " + expected);
    }

    /** Takes one value, whatever it is. Not recursive, so that depth does not matter. */
    void skip() throws SyntaxException {
        Deque<Character> open = new ArrayDeque<>();
        do {
            skipToken(open);
            closeFinished(open);
        } while (!open.isEmpty());
    }

    private void skipToken(Deque<Character> open) throws SyntaxException {
        int first = peek();
        switch (first) {
            case END -> throw errorAhead("EOF while parsing a value");
            case '"' -> quoted();
            case 'n' -> word("null");
            case 't' -> word("true");
            case 'f' -> word("false");
            case '[' -> {
                take();
                open.push(']');
            }
            case '{' -> {
                take();
                open.push('}');
                if (peek() != '}') {
                    key();
                }
            }
            default -> {
                if (first != '-' && (first < '0' || first > '9')) {
                    throw errorAhead("expected value");
                }
                number();
            }
        }
    }

    /** Closes what ends here, and goes to the next value where there is one. */
    private void closeFinished(Deque<Character> open) throws SyntaxException {
        boolean justOpened = at > 0 && (json[at - 1] == '[' || json[at - 1] == '{') && !open.isEmpty();
        while (!open.isEmpty()) {
            int next = peek();
            char close = open.peek();
            if (next == close) {
                take();
                open.pop();
                justOpened = false;
            } else if (justOpened) {
                return;
            } else if (next == ',') {
                take();
                if (close == '}') {
                    key();
                }
                return;
            } else if (next == ':') {
                return;
            } else {
                throw errorAhead(
                        next == END
                                ? "EOF while parsing " + (close == '}' ? "an object" : "a list")
                                : "expected `,` or `" + close + "`");
            }
        }
    }

    private void key() throws SyntaxException {
        if (peek() != '"') {
            throw errorAhead(peek() == END ? "EOF while parsing an object" : "key must be a string");
        }
        quoted();
        colon();
    }

    private String word(String word) throws SyntaxException {
        take();
        for (int i = 1; i < word.length(); i++) {
            if (at >= json.length) {
                throw error("EOF while parsing a value");
            }
            at++;
            if (json[at - 1] != word.charAt(i)) {
                throw error("expected ident");
            }
        }
        return word;
    }

    private String number() throws SyntaxException {
        int start = at;
        if (json[at] == '-') {
            at++;
        }
        int firstDigit = at;
        digits();
        if (json[firstDigit] == '0' && at - firstDigit > 1) {
            at = firstDigit + 1;
            throw errorAhead("invalid number");
        }
        if (at < json.length && json[at] == '.') {
            at++;
            digits();
        }
        if (at < json.length && (json[at] == 'e' || json[at] == 'E')) {
            at++;
            if (at < json.length && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            digits();
        }
        return new String(json, start, at - start, StandardCharsets.US_ASCII);
    }

    private void digits() throws SyntaxException {
        int start = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw at < json.length ? errorAhead("invalid number") : errorAhead("EOF while parsing a value");
        }
    }

    /** Whether serde_json keeps this number as a float: a fraction, an exponent, minus zero, or beyond 64 bits. */
    private static boolean isFloat(String number) {
        if (!number.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
            return true;
        }
        var value = new java.math.BigInteger(number);
        return number.equals("-0") || value.bitLength() > (value.signum() < 0 ? Long.SIZE - 1 : Long.SIZE);
    }

    private static String floatText(String number) {
        return RustDebug.number(Double.parseDouble(number));
    }

    /** The string that starts at the quote that {@link #peek} showed. */
    private String quoted() throws SyntaxException {
        take();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            if (at >= json.length) {
                throw error("EOF while parsing a string");
            }
            int next = json[at++] & 0xFF;
            if (next == '"') {
                break;
            } else if (next == '\\') {
                escape(text);
            } else if (next < ' ') {
                throw error("control character (\\u0000-\\u001F) found while parsing a string");
            } else {
                text.write(next);
            }
        }
        byte[] bytes = text.toByteArray();
        return Utf8.strict(bytes).orElseThrow(() -> error("invalid unicode code point"));
    }

    private void escape(ByteArrayOutputStream text) throws SyntaxException {
        if (at >= json.length) {
            throw error("EOF while parsing a string");
        }
        int next = json[at++] & 0xFF;
        if (next == 'u') {
            text.writeBytes(Character.toString(escapedCodePoint()).getBytes(StandardCharsets.UTF_8));
        } else if (ESCAPES.containsKey(next)) {
            text.write(ESCAPES.get(next));
        } else {
            throw error("invalid escape");
        }
    }

    private int escapedCodePoint() throws SyntaxException {
        char first = hexDigits();
        if (Character.isLowSurrogate(first)) {
            throw error("lone leading surrogate in hex escape");
        }
        if (!Character.isHighSurrogate(first)) {
            return first;
        }
        for (int expected : new int[] {'\\', 'u'}) {
            if (at >= json.length) {
                throw error("EOF while parsing a string");
            }
            if (json[at++] != expected) {
                throw error("unexpected end of hex escape");
            }
        }
        char second = hexDigits();
        if (!Character.isLowSurrogate(second)) {
            throw error("lone leading surrogate in hex escape");
        }
        return Character.toCodePoint(first, second);
    }

    private char hexDigits() throws SyntaxException {
        if (json.length - at < 4) {
            at = json.length;
            throw error("EOF while parsing a string");
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 4) | Character.digit(json[at + i], 16);
        }
        at += 4;
        if (value < 0) {
            throw error("invalid escape");
        }
        return (char) value;
    }
}
