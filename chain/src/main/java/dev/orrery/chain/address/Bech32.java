package dev.orrery.chain.address;

import dev.orrery.chain.error.ChainException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** BIP-173 text for bytes, with a longer limit than Bitcoin's and the error texts of github.com/cosmos/btcutil. */
public final class Bech32 {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] VALUES = values();
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    /** What each value of the state's top five bits brings into the next one: sums of the generators. */
    private static final int[] FEEDBACK = feedback();

    /** Characters. Cosmos SDK types/bech32: DecodeAndConvert. */
    private static final int MAX_LENGTH = 1023;

    /** Prefix, separator and checksum at the least. */
    private static final int MIN_LENGTH = 8;

    private static final int CHECKSUM_LENGTH = 6;

    private Bech32() {}

    /** What a text says. */
    public record Decoded(String prefix, byte[] data) {}

    public static String encode(String prefix, byte[] data) {
        byte[] groups = regroupToFive(data);
        StringBuilder text = new StringBuilder(prefix.length() + 1 + groups.length + CHECKSUM_LENGTH);
        text.append(prefix).append('1');
        for (byte group : groups) {
            text.append(ALPHABET.charAt(group));
        }
        return text.append(checksum(prefix, groups)).toString();
    }

    /**
     * @throws ChainException if the text is not bech32
     */
    public static Decoded decode(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
        if (ascii.length > MAX_LENGTH || ascii.length < MIN_LENGTH) {
            throw failure("invalid bech32 string length " + ascii.length);
        }
        String lower = lowerCase(ascii);
        int separator = lower.lastIndexOf('1');
        if (separator < 1 || separator + 1 + CHECKSUM_LENGTH > lower.length()) {
            throw failure("invalid separator index " + separator);
        }
        String prefix = lower.substring(0, separator);
        byte[] groups = groups(lower, separator + 1);
        byte[] payload = Arrays.copyOf(groups, groups.length - CHECKSUM_LENGTH);
        String expected = checksum(prefix, payload);
        String actual = lower.substring(lower.length() - CHECKSUM_LENGTH);
        if (!expected.equals(actual)) {
            throw failure("invalid checksum (expected " + expected + " got " + actual + ")");
        }
        return new Decoded(prefix, regroupToEight(payload));
    }

    private static String lowerCase(byte[] ascii) {
        boolean lower = false;
        boolean upper = false;
        for (byte b : ascii) {
            int c = b & 0xff;
            if (c < 33 || c > 126) {
                throw failure("invalid character in string: '" + (char) c + "'");
            }
            lower |= c >= 'a' && c <= 'z';
            upper |= c >= 'A' && c <= 'Z';
            if (lower && upper) {
                throw failure("string not all lowercase or all uppercase");
            }
        }
        return new String(ascii, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }

    private static byte[] groups(String text, int from) {
        byte[] groups = new byte[text.length() - from];
        for (int i = 0; i < groups.length; i++) {
            char c = text.charAt(from + i);
            if (VALUES[c] < 0) {
                throw failure("invalid character not part of charset: " + (int) c);
            }
            groups[i] = (byte) VALUES[c];
        }
        return groups;
    }

    private static String checksum(String prefix, byte[] groups) {
        int state = 1;
        for (int i = 0; i < prefix.length(); i++) {
            state = step(state, prefix.charAt(i) >> 5);
        }
        state = step(state, 0);
        for (int i = 0; i < prefix.length(); i++) {
            state = step(state, prefix.charAt(i) & 31);
        }
        for (byte group : groups) {
            state = step(state, group);
        }
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            state = step(state, 0);
        }
        state ^= 1;
        char[] text = new char[CHECKSUM_LENGTH];
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            text[i] = ALPHABET.charAt((state >> (5 * (CHECKSUM_LENGTH - 1 - i))) & 31);
        }
        return new String(text);
    }

    private static int step(int state, int value) {
        return ((state & 0x1ffffff) << 5) ^ value ^ FEEDBACK[state >>> 25];
    }

    private static int[] feedback() {
        int[] feedback = new int[1 << GENERATOR.length];
        for (int top = 0; top < feedback.length; top++) {
            for (int i = 0; i < GENERATOR.length; i++) {
                if (((top >> i) & 1) == 1) {
                    feedback[top] ^= GENERATOR[i];
                }
            }
        }
        return feedback;
    }

    private static byte[] regroupToFive(byte[] bytes) {
        byte[] groups = new byte[(bytes.length * 8 + 4) / 5];
        int pending = 0;
        int bits = 0;
        int at = 0;
        for (byte b : bytes) {
            pending = ((pending << 8) | (b & 0xff)) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                groups[at++] = (byte) ((pending >> bits) & 31);
            }
        }
        if (bits > 0) {
            groups[at] = (byte) ((pending << (5 - bits)) & 31);
        }
        return groups;
    }

    private static byte[] regroupToEight(byte[] groups) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(groups.length);
        int pending = 0;
        int bits = 0;
        for (byte group : groups) {
            pending = ((pending << 5) | group) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(pending >> bits);
            }
        }
        if (bits > 4 || (pending & ((1 << bits) - 1)) != 0) {
            throw failure("invalid incomplete group");
        }
        return bytes.toByteArray();
    }

    private static ChainException failure(String text) {
        return ChainException.plain("decoding bech32 failed: " + text);
    }

    private static int[] values() {
        int[] values = new int[128];
        Arrays.fill(values, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = i;
        }
        return values;
    }
}
