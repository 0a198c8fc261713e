package dev.orrery.vm.crypto;

import java.util.Optional;

/**
 * The arithmetic behind ECDSA on one curve. Callers have checked all lengths, the prefix of the key, and that r and s lie in
 * [1, n-1]; signatures are r ‖ s, 32 bytes each, big endian. High s is as valid as low s.
 */
interface EcdsaCurve {
    /** {@code VALID}, {@code INVALID}, or {@code GENERIC} when the key encodes no point of the curve. */
    CryptoCode verify(byte[] hash, byte[] signature, byte[] publicKey);

    /**
     * The uncompressed key for which the signature holds, 65 bytes.
     *
     * @param recoveryId bit 0: y of the nonce point is odd; bit 1: its x is r + n
     */
    Optional<byte[]> recover(byte[] hash, byte[] signature, int recoveryId);
}
