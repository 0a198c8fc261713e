package dev.orrery.vm.crypto;

import java.math.BigInteger;

/** Numbers below 2^256 and their 32-byte encodings. */
final class Scalars {
    private static final int BYTES = 32;

    private Scalars() {}

    static byte[] bigEndian(BigInteger number) {
        byte[] minimal = number.toByteArray(); // a zero sign byte may precede, leading zeros are missing
        byte[] bytes = new byte[BYTES];
        int used = Math.min(minimal.length, BYTES);
        System.arraycopy(minimal, minimal.length - used, bytes, BYTES - used, used);
        return bytes;
    }

    static BigInteger fromBigEndian(byte[] bytes, int offset) {
        return new BigInteger(1, bytes, offset, BYTES);
    }
}
