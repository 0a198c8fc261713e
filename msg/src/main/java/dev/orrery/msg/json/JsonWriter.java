package dev.orrery.msg.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Collects the compact JSON bytes that Go's encoder writes. Confined to one encode. */
public final class JsonWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** Punctuation, numbers and words: text that is plain ASCII and needs no escape. */
    void ascii(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void base64(byte[] content) {
        bytes.write('"');
        bytes.writeBytes(Base64.getEncoder().encode(content));
        bytes.write('"');
    }

    /** A quoted string with Go's escapes, the HTML ones included. */
    void string(String text) {
        bytes.write('"');
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            character(c);
        }
        bytes.write('"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> ascii("\\\"");
            case '\\' -> ascii("\\\\");
            case '\b' -> ascii("\\b");
            case '\f' -> ascii("\\f");
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            case '<', '>', '&', 0x2028, 0x2029 -> unicodeEscape(c);
            default -> {
                if (c < ' ') {
                    unicodeEscape(c);
                } else if (c < 0x80) {
                    bytes.write(c);
                } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    ascii("\\ufffd"); // no UTF-8 exists for it: what Go writes for a broken byte
                } else {
                    bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private void unicodeEscape(int c) {
        String hex = Integer.toHexString(c);
        ascii("\\u" + "0".repeat(4 - hex.length()) + hex);
    }

    /**
     * A document written by someone else: without its white space and with Go's HTML escapes, otherwise unchanged.
     *
     * @throws JsonException if it is not JSON
     */
    void compact(byte[] document) {
        SyntaxCheck.check(document);
        boolean quoted = false;
        for (int i = 0; i < document.length; i++) {
            byte c = document[i];
            if (c == '<' || c == '>' || c == '&') {
                unicodeEscape(c);
            } else if (isLineSeparator(document, i)) {
                unicodeEscape(0x2028 + (document[i + 2] & 1));
                i += 2;
            } else if (quoted || !JsonReader.isSpace(c)) {
                bytes.write(c);
            }
            if (quoted && c == '\\') {
                bytes.write(document[++i]);
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
    }

    /** U+2028 or U+2029 in UTF-8. */
    private static boolean isLineSeparator(byte[] data, int at) {
        return at + 2 < data.length
                && (data[at] & 0xff) == 0xE2
                && (data[at + 1] & 0xff) == 0x80
                && (data[at + 2] & 0xFE) == 0xA8;
    }
}
