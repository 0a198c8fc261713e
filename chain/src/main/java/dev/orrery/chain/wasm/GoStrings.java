package dev.orrery.chain.wasm;

import dev.orrery.chain.error.ChainException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** What Go's {@code strings} and {@code unicode} think of characters, which is not what Java thinks. */
final class GoStrings {
    private GoStrings() {}

    /** Without white space around. Go strings: TrimSpace. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Length in UTF-8. */
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Go unicode: IsPrint, that is letters, marks, numbers, punctuation, symbols and the ASCII space. */
    static boolean isPrintable(int codePoint) {
        return codePoint == ' '
                || switch (Character.getType(codePoint)) {
                    case Character.UNASSIGNED,
                            Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    /** Go unicode: IsSpace, the property White_Space of Unicode. All of it is in the basic plane. */
    private static boolean isSpace(char c) {
        return switch (c) {
            case '\t', '\n', 0x0b, '\f', '\r', ' ', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
            default -> c >= 0x2000 && c <= 0x200a;
        };
    }

    /**
     * Reads hexadecimal digits. Go encoding/hex: DecodeString.
     *
     * @throws ChainException in Go's words
     */
    static byte[] parseHex(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                int first = text.substring(i, text.offsetByCodePoints(i, 1)).getBytes(StandardCharsets.UTF_8)[0] & 0xff;
                throw ChainException.plain(
                        String.format(Locale.ROOT, "encoding/hex: invalid byte: U+%04X %s", first, quoted(first)));
            }
        }
        if (text.length() % 2 != 0) {
            throw ChainException.plain("encoding/hex: odd length hex string");
        }
        return HexFormat.of().parseHex(text);
    }

    /** A byte as a character in quotes, where it can be printed. */
    private static String quoted(int code) {
        return isPrintable(code) ? "'" + Character.toString(code) + "'" : "";
    }
}
