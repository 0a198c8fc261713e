package dev.orrery.chain.wire;

import dev.orrery.chain.error.ChainException;
import java.math.BigInteger;

/** Integers in strings as Go's math/big reads them: decimal or with a prefix, underscores between digits. */
public final class GoInteger {
    /** Bits of an amount. cosmossdk.io/math: MaxBitLen. */
    public static final int MAX_BITS = 256;

    /** Bits of a fixed point number: the same with room for 18 decimals. cosmossdk.io/math: maxDecBitLen. */
    public static final int MAX_DECIMAL_BITS = 315;

    /** Characters that are looked at; no number in range is longer, and parsing takes time that grows with the square. */
    private static final int MAX_LENGTH = 1024;

    private GoInteger() {}

    /** Reads an amount; no text is zero. */
    public static BigInteger parse(String text) {
        BigInteger value = text.isEmpty() ? BigInteger.ZERO : read(text);
        if (value.abs().bitLength() > MAX_BITS) {
            throw ChainException.plain(
                    "integer out of range; got: " + value.abs().bitLength() + ", max: " + MAX_BITS);
        }
        return value;
    }

    /** Reads the digits of a number with 18 decimals; no text is zero. */
    public static BigInteger parseDecimal(String text) {
        BigInteger value = text.isEmpty() ? BigInteger.ZERO : read(text);
        if (value.abs().bitLength() > MAX_DECIMAL_BITS) {
            throw ChainException.plain("decimal out of range");
        }
        return value;
    }

    private static BigInteger read(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int radix = 10;
        boolean afterDigit = false;
        if (text.startsWith("0", at) && text.length() > at + 1) {
            radix = radixOf(text.charAt(at + 1));
            at += Character.isLetter(text.charAt(at + 1)) ? 2 : 1; // Quirk: a leading zero alone means octal
            afterDigit = true;
        }
        if (text.length() > MAX_LENGTH || text.length() == at) {
            throw unreadable(text);
        }
        StringBuilder digits = new StringBuilder(text.length() - at);
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDigit = c < 128 && Character.digit(c, radix) >= 0;
            if (!isDigit && !(c == '_' && afterDigit)) {
                throw unreadable(text);
            }
            if (isDigit) {
                digits.append(c);
            }
            afterDigit = isDigit;
        }
        if (!afterDigit) {
            throw unreadable(text);
        }
        BigInteger value = new BigInteger(digits.toString(), radix);
        return text.startsWith("-") ? value.negate() : value;
    }

    private static int radixOf(char afterZero) {
        return switch (afterZero) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
        };
    }

    private static ChainException unreadable(String text) {
        return ChainException.plain("math/big: cannot unmarshal \"" + text + "\" into a *big.Int");
    }
}
