package dev.orrery.vm.abi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts from outside, by Rust's rules for what is wrong in them. */
public final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** The text, or empty if the bytes are not UTF-8. Rust String::from_utf8. */
    public static Optional<String> strict(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The text, with one replacement character for each longest run of bytes that starts a character but does not complete
     * it. Rust String::from_utf8_lossy. The JDK's own decoder replaces some of these runs (surrogates) as a whole.
     */
    public static String lossy(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int length = wellFormedPrefix(bytes, at);
            int wanted = sequenceLength(bytes[at] & 0xFF);
            if (wanted > 0 && length == wanted) {
                text.appendCodePoint(codePoint(bytes, at, wanted));
            } else {
                text.append(REPLACEMENT);
            }
            at += Math.max(1, length);
        }
        return text.toString();
    }

    /**
     * What is wrong with the bytes in the words of Rust's Utf8Error, or empty if they are UTF-8. Rust core str/error.rs.
     */
    public static Optional<String> fault(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int length = wellFormedPrefix(bytes, at);
            int wanted = sequenceLength(bytes[at] & 0xFF);
            if (wanted == 0 || length < wanted) {
                return Optional.of(
                        wanted > 0 && at + length == bytes.length
                                ? "incomplete utf-8 byte sequence from index " + at
                                : "invalid utf-8 sequence of " + Math.max(1, length) + " bytes from index " + at);
            }
            at += length;
        }
        return Optional.empty();
    }

    /** How many bytes a character takes that starts with {@code lead}; 0 if none does. */
    private static int sequenceLength(int lead) {
        if (lead < 0x80) {
            return 1;
        } else if (lead >= 0xC2 && lead <= 0xDF) {
            return 2;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            return 3;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            return 4;
        }
        return 0;
    }

    /** How many bytes from {@code at} can belong to one character. */
    private static int wellFormedPrefix(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        int wanted = sequenceLength(lead);
        int length = Math.min(1, wanted);
        while (length < wanted && at + length < bytes.length) {
            int next = bytes[at + length] & 0xFF;
            int low = length > 1 ? 0x80 : lowestSecond(lead);
            int high = length > 1 ? 0xBF : highestSecond(lead);
            if (next < low || next > high) {
                break;
            }
            length++;
        }
        return length;
    }

    /** Unicode table 3-7: keeps out over-long forms. */
    private static int lowestSecond(int lead) {
        return switch (lead) {
            case 0xE0 -> 0xA0;
            case 0xF0 -> 0x90;
            default -> 0x80;
        };
    }

    /** Unicode table 3-7: keeps out surrogates and what lies beyond the last code point. */
    private static int highestSecond(int lead) {
        return switch (lead) {
            case 0xED -> 0x9F;
            case 0xF4 -> 0x8F;
            default -> 0xBF;
        };
    }

    private static int codePoint(byte[] bytes, int at, int length) {
        int value = length == 1 ? bytes[at] : bytes[at] & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            value = (value << 6) | (bytes[at + i] & 0x3F);
        }
        return value;
    }
}
