package dev.orrery.msg.json;

import java.util.BitSet;

/**
 * Go's first pass over a document: well-formed or not, with the text of Go's scanner. Used once per document.
 *
 * <p>Source: Go 1.26 encoding/json scanner.go. Nesting is counted in a bit set, so no input can exhaust the stack.
 */
final class SyntaxCheck {
    /** Deepest nesting of arrays and objects. encoding/json scanner.go: maxNestingDepth. */
    static final int MAX_DEPTH = 10_000;

    private static final int END = -1;

    private final byte[] data;
    private final BitSet objects = new BitSet();
    private int depth;
    private int at;

    private SyntaxCheck(byte[] data) {
        this.data = data;
    }

    static void check(byte[] document) {
        new SyntaxCheck(document).document();
    }

    private void document() {
        beginValue("looking for beginning of value");
        skipSpace();
        if (at < data.length) {
            throw invalid("after top-level value");
        }
    }

    /** Reads one value with all that is nested in it, by a loop over the open containers. */
    private void beginValue(String context) {
        do {
            skipSpace();
            switch (peek()) {
                case '{' -> {
                    if (openObject()) {
                        continue;
                    }
                }
                case '[' -> {
                    if (openArray()) {
                        continue;
                    }
                }
                case '"' -> string();
                case 't' -> literal("true");
                case 'f' -> literal("false");
                case 'n' -> literal("null");
                case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
                default -> throw invalid(context);
            }
            closeFinished();
        } while (depth > 0);
    }

    /** Enters an object up to its first value; false if it was empty. */
    private boolean openObject() {
        push(true);
        skipSpace();
        if (peek() == '}') {
            pop();
            return false;
        }
        key();
        return true;
    }

    private boolean openArray() {
        push(false);
        skipSpace();
        if (peek() == ']') {
            pop();
            return false;
        }
        return true;
    }

    /** After a value: leaves every container that ends here and stops before the next value, if there is one. */
    private void closeFinished() {
        while (depth > 0) {
            skipSpace();
            boolean object = objects.get(depth);
            int c = peek();
            if (c == (object ? '}' : ']')) {
                pop();
            } else if (c == ',') {
                at++;
                if (object) {
                    skipSpace();
                    key();
                }
                return;
            } else {
                throw invalid(object ? "after object key:value pair" : "after array element");
            }
        }
    }

    private void push(boolean object) {
        if (depth == MAX_DEPTH) {
            throw invalid("exceeded max depth");
        }
        depth++;
        objects.set(depth, object);
        at++;
    }

    private void pop() {
        depth--;
        at++;
    }

    private void key() {
        if (peek() != '"') {
            throw invalid("looking for beginning of object key string");
        }
        string();
        skipSpace();
        if (peek() != ':') {
            throw invalid("after object key");
        }
        at++;
    }

    private void string() {
        at++;
        while (true) {
            int c = peek();
            if (c == '"') {
                at++;
                return;
            }
            if (c == '\\') {
                at++;
                escape();
            } else if (c < ' ') {
                throw invalid("in string literal");
            } else {
                at++;
            }
        }
    }

    private void escape() {
        switch (peek()) {
            case 'b', 'f', 'n', 'r', 't', '\\', '/', '"' -> at++;
            case 'u' -> {
                at++;
                for (int i = 0; i < 4; i++, at++) {
                    if (Character.digit(peek(), 16) < 0) {
                        throw brokenToken("in \\u hexadecimal character escape");
                    }
                }
            }
            default -> throw brokenToken("in string escape code");
        }
    }

    private void number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits("in numeric literal");
        }
        if (peek() == '.') {
            at++;
            digits("after decimal point in numeric literal");
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits("in exponent of numeric literal");
        }
    }

    private void digits(String context) {
        if (!isDigit(peek())) {
            throw brokenToken(context);
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private void literal(String word) {
        at++;
        for (int i = 1; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw brokenToken("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
            at++;
        }
    }

    private void skipSpace() {
        while (at < data.length && JsonReader.isSpace(data[at])) {
            at++;
        }
    }

    private int peek() {
        return at < data.length ? data[at] & 0xff : END;
    }

    private JsonException invalid(String context) {
        return at < data.length ? brokenToken(context) : new JsonException("unexpected end of JSON input");
    }

    // Quirk: Go ends every document with a space of its own, which is wrong inside a token. scanner.go: eof
    private JsonException brokenToken(String context) {
        int c = at < data.length ? peek() : ' ';
        return new JsonException("invalid character " + GoText.quoteByte(c) + " " + context);
    }
}
