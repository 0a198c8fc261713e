package sdk;

import java.nio.charset.StandardCharsets;

/** Steps over JSON. */
final class JsonReader {
    private final byte[] document;
    private final int to;
    private int at;
    private int nameFrom;
    private int nameTo;

    JsonReader(byte[] document, int from, int to) {
        this.document = document;
        this.to = to;
        at = from;
    }

    /** The next byte that is no space, or -1 at the end. */
    private int peek() {
        while (at < to) {
            int c = document[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
            at++;
        }
        return -1;
    }

    void enter(int bracket) {
        if (peek() != bracket) {
            throw new Refusal(bracket == '{' ? "JSON: object expected" : "JSON: array expected");
        }
        at++;
    }

    /** Steps over the comma and the name of the next field, if there is one. */
    boolean nextName() {
        if (peek() == ',') {
            at++;
        }
        if (peek() != '"') {
            return false;
        }
        nameFrom = at + 1;
        skipString();
        nameTo = at - 1;
        return true;
    }

    /** Compares what stands in the document, escapes and all. */
    boolean nameIs(byte[] wanted) {
        if (nameTo - nameFrom != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (document[nameFrom + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    String name() {
        return new String(document, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
    }

    int beginValue() {
        if (peek() != ':') {
            throw new Refusal("JSON: colon expected");
        }
        at++;
        return beginElement();
    }

    boolean nextElement() {
        if (peek() == ',') {
            at++;
        }
        int c = peek();
        return c >= 0 && c != ']';
    }

    int beginElement() {
        peek();
        return at;
    }

    /** Steps over a value; answers where it ends. */
    int skipValue() {
        int depth = 0;
        int end = at;
        while (at < to) {
            int c = document[at];
            if (c == '"') {
                skipString();
                end = at;
                continue;
            }
            if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
                break;
            }
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            at++;
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                end = at;
            }
        }
        return end;
    }

    private void skipString() {
        for (at++; at < to; at++) {
            int c = document[at];
            if (c == '"') {
                at++;
                return;
            }
            if (c == '\\') {
                at++;
            }
        }
        throw new Refusal("JSON: open string");
    }

    /** The content of a string. */
    static String unescaped(byte[] document, int from, int to) {
        int plain = from;
        StringBuilder text = null;
        for (int i = from; i < to; i++) {
            if (document[i] != '\\') {
                continue;
            }
            if (text == null) {
                text = new StringBuilder();
            }
            text.append(part(document, plain, i));
            i += escape(document, i + 1, to, text);
            plain = i + 1;
        }
        String rest = part(document, plain, to);
        return text == null ? rest : text.append(rest).toString();
    }

    private static String part(byte[] document, int from, int to) {
        return new String(document, from, to - from, StandardCharsets.UTF_8);
    }

    /** Appends what the escape behind a backslash stands for; answers its length. */
    private static int escape(byte[] document, int at, int to, StringBuilder text) {
        int c = at < to ? document[at] : 0;
        switch (c) {
            case '"', '\\', '/' -> text.append((char) c);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                text.append(unicode(document, at + 1, to));
                return 5;
            }
            default -> throw new Refusal("JSON: unknown escape");
        }
        return 1;
    }

    private static char unicode(byte[] document, int from, int to) {
        if (from + 4 > to) {
            throw new Refusal("JSON: open escape");
        }
        int point = 0;
        for (int i = from; i < from + 4; i++) {
            point = point << 4 | hexDigit(document[i]);
        }
        if (point >= 0xD800 && point < 0xE000) {
            throw new Refusal("JSON: characters beyond the first plane are not read");
        }
        return (char) point;
    }

    private static int hexDigit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        if (lower >= 'a' && lower <= 'f') {
            return lower - 'a' + 10;
        }
        throw new Refusal("JSON: hexadecimal digit expected");
    }
}
