package sdk;

import java.nio.charset.StandardCharsets;

/** Strings as JSON writes them. */
final class Quotes {
    private static final String HEX = "0123456789abcdef";

    private Quotes() {}

    static void append(StringBuilder to, String text) {
        to.append('"');
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int plain = 0;
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i];
            // What lies beyond ASCII is negative here and stays as it is.
            if (c < 0 || (c >= 0x20 && c != '"' && c != '\\')) {
                continue;
            }
            to.append(part(bytes, plain, i));
            escape(to, c);
            plain = i + 1;
        }
        to.append(plain == 0 ? text : part(bytes, plain, bytes.length)).append('"');
    }

    private static String part(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static void escape(StringBuilder to, int c) {
        switch (c) {
            case '"', '\\' -> to.append('\\').append((char) c);
            case '\b' -> to.append("\\b");
            case '\f' -> to.append("\\f");
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> to.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
    }
}
