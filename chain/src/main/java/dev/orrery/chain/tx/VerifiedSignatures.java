package dev.orrery.chain.tx;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.Sha256;
import java.nio.ByteBuffer;

/**
 * Verifies signatures, and remembers which ones were good: a transaction's are looked at when it comes and again in its block. A
 * signature is a function of key and message alone, so it makes no difference when it was looked at. Any thread.
 */
public final class VerifiedSignatures {
    /** As many as transactions can wait for a block, each with one signature as most have. */
    private static final int MOST = 5000;

    private final Recent<ByteString, Boolean> good = new Recent<>(MOST);

    boolean verifies(PublicKey.Single key, byte[] message, byte[] signature) {
        ByteString question = question(key, message, signature);
        if (good.get(question).isPresent()) {
            return true;
        }
        boolean verified = key.verifies(message, signature);
        if (verified) {
            good.put(question, true);
        }
        return verified;
    }

    /** One hash for each question: every part of it stands behind its length. */
    private static ByteString question(PublicKey.Single key, byte[] message, byte[] signature) {
        byte[] keyBytes = key.aminoBytes();
        byte[] lengths = ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(keyBytes.length)
                .putInt(signature.length)
                .array();
        return ByteString.copyFrom(Sha256.of(lengths, keyBytes, signature, message));
    }
}
