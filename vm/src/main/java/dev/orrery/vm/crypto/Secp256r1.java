package dev.orrery.vm.crypto;

/**
 * The imports {@code secp256r1_verify} and {@code secp256r1_recover_pubkey}. Any thread.
 *
 * <p>Edge cases: as {@link Secp256k1}, except that recovery knows the parameters 0 to 3. The ids 2 and 3 say that the x of
 * the nonce point is r + n; where r + n is no field element or no x of a point the answer is 10.
 */
public final class Secp256r1 {
    private static final int RECOVERY_IDS = 4;
    private static final BouncyCurve CURVE = BouncyCurve.named("secp256r1");
    private static final Ecdsa ECDSA = new Ecdsa(CURVE, CURVE.order(), RECOVERY_IDS);

    private Secp256r1() {}

    /** Codes 0, 1, 3, 4, 5, 10. */
    public static CryptoCode verify(byte[] hash, byte[] signature, byte[] publicKey) {
        return ECDSA.verify(hash, signature, publicKey);
    }

    /** 65 bytes, uncompressed; or codes 3, 4, 6, 10. */
    public static CryptoResult recoverPubkey(byte[] hash, byte[] signature, int recoveryParam) {
        return ECDSA.recoverPubkey(hash, signature, recoveryParam);
    }
}
