package dev.orrery.vm.imports;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64 of the standard alphabet with as much of its padding as one likes, but no bits beyond the last byte. cosmwasm std
 * encoding.rs: B64_ENGINE.
 */
final class LenientBase64 {
    private static final int GROUP = 4;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private LenientBase64() {}

    /** The bytes, or empty if {@code text} is not Base64. */
    static Optional<byte[]> decode(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        int inLastGroup = end % GROUP;
        int mostPadding = inLastGroup == 0 ? 0 : GROUP - inLastGroup;
        if (inLastGroup == 1 || text.length() - end > mostPadding) {
            return Optional.empty();
        }
        for (int i = 0; i < end; i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        int unusedBits = inLastGroup * 6 % 8;
        if (unusedBits > 0 && ALPHABET.indexOf(text.charAt(end - 1)) % (1 << unusedBits) != 0) {
            return Optional.empty();
        }
        return Optional.of(Base64.getDecoder().decode(text.substring(0, end)));
    }
}
