package dev.orrery.vm.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/** Multipliers of Ed25519 points: numbers modulo the prime order L of the main subgroup, and their signed digits. */
final class EdScalars {
    /** L = 2^252 + 27742317777372353535851937790883648493. RFC 8032, 5.1. */
    static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final int WORD_BITS = 64;
    private static final int WORDS = 4;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EdScalars() {}

    static BigInteger fromLittleEndian(byte[] bytes, int offset, int length) {
        byte[] bigEndian = new byte[length];
        for (int i = 0; i < length; i++) {
            bigEndian[i] = bytes[offset + length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    static long littleEndianLong(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /**
     * Signed digits d of {@code scalar} = Σ d[i]·2^i: odd or zero, between ±(2^(width−1) − 1), any two that are not zero at least
     * {@code width} places apart. Scalars from 0 to 2^255 give one digit more than they have bits.
     */
    static byte[] nonAdjacentForm(BigInteger scalar, int width) {
        long[] words = words(scalar);
        byte[] digits = new byte[scalar.bitLength() + 1];
        int carry = 0;
        int position = 0;
        while (position < digits.length) {
            int window = carry + bits(words, position, width);
            if ((window & 1) == 0) {
                position++; // a carry stays: it meets the next bit
                continue;
            }
            carry = window >> (width - 1); // upper half: take the negative digit and owe one
            digits[position] = (byte) (window - (carry << width));
            position += width;
        }
        return digits;
    }

    /** One word of zeros above the scalar lets {@link #bits} look past its end. */
    private static long[] words(BigInteger scalar) {
        long[] words = new long[WORDS + 1];
        for (int i = 0; i < WORDS; i++) {
            words[i] = scalar.shiftRight(i * WORD_BITS).longValue();
        }
        return words;
    }

    private static int bits(long[] words, int position, int width) {
        int word = position / WORD_BITS;
        int offset = position % WORD_BITS;
        long bits = words[word] >>> offset;
        if (offset + width > WORD_BITS) {
            bits |= words[word + 1] << (WORD_BITS - offset);
        }
        return (int) bits & ((1 << width) - 1);
    }
}
