package dev.orrery.chain.tx;

import dev.orrery.ibc.Sha256;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** The hashes that make addresses. */
final class Digests {
    private static final int SHORT_HASH_BYTES = 20;

    private Digests() {}

    /** The first 20 bytes of SHA-256. */
    static byte[] shortSha256(byte[] bytes) {
        return Arrays.copyOf(Sha256.of(bytes), SHORT_HASH_BYTES);
    }

    static byte[] ripemd160(byte[] bytes) {
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
