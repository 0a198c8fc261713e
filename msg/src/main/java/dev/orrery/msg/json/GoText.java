package dev.orrery.msg.json;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Go's view of text: bytes that should be UTF-8 but need not be, and how they are quoted in error texts. */
public final class GoText {
    private static final int REPLACEMENT = 0xFFFD;

    private GoText() {}

    /**
     * Text from bytes that Go would hold in a string. Each byte that is not part of valid UTF-8 becomes a lone
     * surrogate, which {@link JsonWriter} writes as Go writes such a byte: {@code \ufffd}.
     */
    public static String fromBytes(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        appendUtf8(text, bytes, 0, bytes.length, 0xDC00);
        return text.toString();
    }

    /** The same with U+FFFD for each such byte, for texts that don't leave as JSON. */
    public static String readable(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        appendUtf8(text, bytes, 0, bytes.length, REPLACEMENT);
        return text.toString();
    }

    /** The text of a checked JSON string without its quotes. Broken UTF-8 and lone surrogates become U+FFFD. */
    static String unquote(byte[] data, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            if (data[at] == '\\') {
                at = appendEscape(text, data, at + 1, to);
            } else {
                int end = at;
                while (end < to && data[end] != '\\') {
                    end++;
                }
                appendUtf8(text, data, at, end, REPLACEMENT);
                at = end;
            }
        }
        return text.toString();
    }

    /** Appends the escape whose letter is at {@code at}; returns the index after it. */
    private static int appendEscape(StringBuilder text, byte[] data, int at, int to) {
        switch (data[at]) {
            case 'u' -> {
                int unit = hex4(data, at + 1);
                int next = at + 5;
                if (!Character.isSurrogate((char) unit)) {
                    text.append((char) unit);
                    return next;
                }
                if (Character.isHighSurrogate((char) unit)
                        && next + 6 <= to
                        && data[next] == '\\'
                        && data[next + 1] == 'u'
                        && Character.isLowSurrogate((char) hex4(data, next + 2))) {
                    text.append((char) unit).append((char) hex4(data, next + 2));
                    return next + 6;
                }
                text.append((char) REPLACEMENT);
                return next;
            }
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            default -> text.append((char) data[at]);
        }
        return at + 1;
    }

    private static int hex4(byte[] data, int at) {
        return Integer.parseInt(new String(data, at, 4, StandardCharsets.ISO_8859_1), 16);
    }

    /** Appends UTF-8, with one {@code substitute} per byte that Go's decoder does not accept. */
    private static void appendUtf8(StringBuilder text, byte[] data, int from, int to, int substitute) {
        int at = from;
        while (at < to) {
            int length = sequenceLength(data, at, to);
            if (length == 0) {
                text.append((char) (substitute == REPLACEMENT ? REPLACEMENT : substitute + (data[at] & 0xff)));
                at++;
            } else if (length == 1) {
                text.append((char) data[at++]);
            } else {
                text.append(new String(data, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
    }

    /** Bytes of the valid UTF-8 sequence at {@code at}, 0 if there is none (overlong, surrogate, cut off). */
    private static int sequenceLength(byte[] data, int at, int to) {
        int lead = data[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int second = data[at + 1] & 0xff;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((data[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** A byte as the JSON scanner names it: as if it were a Latin-1 character, in single quotes. */
    static String quoteByte(int c) {
        return switch (c) {
            case '\'' -> "'\\''";
            case '"' -> "'\"'";
            default -> "'" + escaped(c) + "'";
        };
    }

    /** Go's {@code %#U}: the code point, and the character if it can be shown. */
    static String quoteRune(int c) {
        String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        String padded = "0".repeat(Math.max(0, 4 - hex.length())) + hex;
        return "U+" + padded + (isPrintable(c) ? " '" + Character.toString(c) + "'" : "");
    }

    /** Go's {@code %q} of a string. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> quoted.append(c == '"' ? "\\\"" : escaped(c)));
        return quoted.append('"').toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 11 -> "\\v";
            default -> {
                if (isPrintable(c)) {
                    yield Character.toString(c);
                }
                String hex = Integer.toHexString(c);
                if (c < ' ' || c == 0x7f) {
                    yield "\\x" + "0".repeat(2 - hex.length()) + hex;
                }
                yield c < 0x10000
                        ? "\\u" + "0".repeat(4 - hex.length()) + hex
                        : "\\U" + "0".repeat(8 - hex.length()) + hex;
            }
        };
    }

    /** Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
