package dev.orrery.vm.crypto;

import java.math.BigInteger;

/**
 * The imports {@code secp256k1_verify} and {@code secp256k1_recover_pubkey}. Any thread. Runs on the native libsecp256k1 where
 * it loads, otherwise on BouncyCastle, with the same answers.
 *
 * <p>Edge cases: the hash is any 32 bytes and taken modulo n, all zeros included. High s is accepted. r or s equal to 0 or not
 * below n, and a key that is not on the curve or has a coordinate not below p, answer 10; hybrid keys (06, 07) answer 5.
 * Recovery knows the parameters 0 and 1 only, also for signatures whose nonce point has x ≥ n, and answers as Ethereum's
 * ecrecover does; where the key would be the point at infinity the answer is 10.
 */
public final class Secp256k1 {
    private static final int RECOVERY_IDS = 2;

    /** Number of points of the curve. SEC 2, 2.4.1. */
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final Ecdsa ECDSA = new Ecdsa(
            LibSecp256k1.load().<EcdsaCurve>map(library -> library).orElseGet(() -> BouncyCurve.named("secp256k1")),
            ORDER,
            RECOVERY_IDS);

    private Secp256k1() {}

    /** Codes 0, 1, 3, 4, 5, 10. */
    public static CryptoCode verify(byte[] hash, byte[] signature, byte[] publicKey) {
        return ECDSA.verify(hash, signature, publicKey);
    }

    /** 65 bytes, uncompressed; or codes 3, 4, 6, 10. */
    public static CryptoResult recoverPubkey(byte[] hash, byte[] signature, int recoveryParam) {
        return ECDSA.recoverPubkey(hash, signature, recoveryParam);
    }
}
