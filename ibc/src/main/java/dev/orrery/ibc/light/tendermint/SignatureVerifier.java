package dev.orrery.ibc.light.tendermint;

/**
 * Checks the signatures of validators; the host supplies it. Pure, any thread.
 *
 * <p>Must decide as every node of the chain does: for ed25519 by the rules of ZIP-215, which accept encodings and points that RFC 8032
 * and with it the JDK refuse.
 */
public interface SignatureVerifier {
    /** @param signature of any length */
    boolean ed25519(byte[] publicKey, byte[] message, byte[] signature);

    /**
     * ECDSA over the message's SHA-256 with r and s, 32 bytes each, of which s must be low.
     *
     * @param publicKey compressed
     * @param signature of any length
     */
    boolean secp256k1(byte[] publicKey, byte[] message, byte[] signature);
}
