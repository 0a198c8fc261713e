package dev.orrery.vm.crypto;

import dev.orrery.vm.crypto.CryptoResult.Output;
import dev.orrery.vm.crypto.CryptoResult.Refused;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The checks both ECDSA curves share, in the order of cosmwasm-crypto, in front of the curve's arithmetic. Any thread.
 */
final class Ecdsa {
    static final int HASH_BYTES = 32;
    static final int SCALAR_BYTES = 32;
    static final int SIGNATURE_BYTES = 2 * SCALAR_BYTES;
    static final int COMPRESSED_KEY_BYTES = 33;
    static final int UNCOMPRESSED_KEY_BYTES = 65;

    private final EcdsaCurve curve;
    private final byte[] order;
    private final int recoveryIds;

    /**
     * @param order number of points of the curve
     * @param recoveryIds how many recovery parameters, from 0 on, are accepted
     */
    Ecdsa(EcdsaCurve curve, BigInteger order, int recoveryIds) {
        this.curve = curve;
        this.order = Scalars.bigEndian(order);
        this.recoveryIds = recoveryIds;
    }

    CryptoCode verify(byte[] hash, byte[] signature, byte[] publicKey) {
        if (hash.length != HASH_BYTES) {
            return CryptoCode.HASH_FORMAT;
        }
        if (signature.length != SIGNATURE_BYTES) {
            return CryptoCode.SIGNATURE_FORMAT;
        }
        if (!hasKeyShape(publicKey)) {
            return CryptoCode.PUBKEY_FORMAT;
        }
        if (!scalarsInRange(signature)) {
            return CryptoCode.GENERIC;
        }
        return curve.verify(hash, signature, publicKey);
    }

    CryptoResult recoverPubkey(byte[] hash, byte[] signature, int recoveryParam) {
        if (hash.length != HASH_BYTES) {
            return new Refused(CryptoCode.HASH_FORMAT);
        }
        if (signature.length != SIGNATURE_BYTES) {
            return new Refused(CryptoCode.SIGNATURE_FORMAT);
        }
        if (recoveryParam < 0 || recoveryParam >= recoveryIds) {
            return new Refused(CryptoCode.RECOVERY_PARAM);
        }
        if (!scalarsInRange(signature)) {
            return new Refused(CryptoCode.GENERIC);
        }
        Optional<byte[]> key = curve.recover(hash, signature, recoveryParam);
        return key.<CryptoResult>map(Output::new).orElseGet(() -> new Refused(CryptoCode.GENERIC));
    }

    /** SEC 1 without the hybrid prefixes 06 and 07 and without the point at infinity. */
    private static boolean hasKeyShape(byte[] key) {
        if (key.length == 0) {
            return false;
        }
        return switch (key[0]) {
            case 2, 3 -> key.length == COMPRESSED_KEY_BYTES;
            case 4 -> key.length == UNCOMPRESSED_KEY_BYTES;
            default -> false;
        };
    }

    private boolean scalarsInRange(byte[] signature) {
        return inRange(signature, 0) && inRange(signature, SCALAR_BYTES);
    }

    private boolean inRange(byte[] signature, int from) {
        int to = from + SCALAR_BYTES;
        return Arrays.compareUnsigned(signature, from, to, order, 0, SCALAR_BYTES) < 0 && !isZero(signature, from, to);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        int bits = 0;
        for (int i = from; i < to; i++) {
            bits |= bytes[i];
        }
        return bits == 0;
    }
}
