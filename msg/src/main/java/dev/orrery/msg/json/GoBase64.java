package dev.orrery.msg.json;

import java.io.ByteArrayOutputStream;

/**
 * Go's standard base64: padding required, line breaks ignored, stray bits in the last digit accepted. Java's decoders
 * differ in all three.
 */
final class GoBase64 {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final byte[] text;
    private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    private int at;

    private GoBase64(byte[] text) {
        this.text = text;
    }

    /** Input that is not base64; the offset is the one in Go's text. */
    static final class Corrupt extends Exception {
        private static final long serialVersionUID = 1L;

        Corrupt(int offset) {
            super("illegal base64 data at input byte " + offset, null, false, false);
        }
    }

    static byte[] decode(byte[] text) throws Corrupt {
        GoBase64 decoder = new GoBase64(text);
        while (decoder.at < text.length) {
            decoder.quantum();
        }
        return decoder.decoded.toByteArray();
    }

    /** Four digits, or fewer with padding at the end of the text. */
    private void quantum() throws Corrupt {
        int bits = 0;
        int digits = 0;
        while (digits < 4) {
            if (at == text.length) {
                if (digits == 0) {
                    return;
                }
                throw new Corrupt(at - digits);
            }
            int c = text[at++];
            int value = DIGITS.indexOf(c);
            if (value >= 0) {
                bits = (bits << 6) | value;
                digits++;
            } else if (c == '=') {
                padding(digits);
                break;
            } else if (c != '\n' && c != '\r') {
                throw new Corrupt(at - 1);
            }
        }
        bits <<= 6 * (4 - digits);
        for (int i = 1; i < digits; i++) {
            decoded.write(bits >> (24 - 8 * i));
        }
    }

    private void padding(int digits) throws Corrupt {
        if (digits < 2) {
            throw new Corrupt(at - 1);
        }
        if (digits == 2) {
            skipLineBreaks();
            if (at == text.length) {
                throw new Corrupt(text.length);
            }
            if (text[at] != '=') {
                throw new Corrupt(at - 1);
            }
            at++;
        }
        skipLineBreaks();
        if (at < text.length) {
            throw new Corrupt(at);
        }
    }

    private void skipLineBreaks() {
        while (at < text.length && (text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
    }
}
