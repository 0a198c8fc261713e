package dev.orrery.vm.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * The imports {@code ed25519_verify} and {@code ed25519_batch_verify}, by the rules of ZIP-215 (ed25519-zebra 4.0.3). Any
 * thread.
 *
 * <p>Edge cases: keys and nonce points may be encoded with y ≥ p or with a sign bit on x = 0, and may have small order or a
 * small-order part: the equation is multiplied by the cofactor 8. The scalar s must be below L. The hash covers the bytes as given.
 * A key or nonce that is no point makes the signature invalid, it is not a format error. Only lengths are.
 */
public final class Ed25519 {
    private static final int SIGNATURE_BYTES = 64;
    private static final int KEY_BYTES = 32;
    private static final int SCALAR_BYTES = 32;

    private Ed25519() {}

    /** Codes 0, 1, 4, 5. */
    public static CryptoCode verify(byte[] message, byte[] signature, byte[] publicKey) {
        if (signature.length != SIGNATURE_BYTES) {
            return CryptoCode.SIGNATURE_FORMAT;
        }
        if (publicKey.length != KEY_BYTES) {
            return CryptoCode.PUBKEY_FORMAT;
        }
        return holds(message, signature, publicKey) ? CryptoCode.VALID : CryptoCode.INVALID;
    }

    /** 8·(s·B − k·A − R) = 0, multiplied by a t for which t·k ≡ r is short. */
    private static boolean holds(byte[] message, byte[] signature, byte[] publicKey) {
        Optional<BigInteger> s = scalar(signature);
        Optional<EdwardsPoint> key = EdwardsPoint.decode(publicKey, 0);
        Optional<EdwardsPoint> nonce = EdwardsPoint.decode(signature, 0);
        if (s.isEmpty() || key.isEmpty() || nonce.isEmpty()) {
            return false;
        }
        ShortRelation relation = ShortRelation.of(challenge(message, signature, publicKey));
        PointSum sum = new PointSum();
        sum.addBase(s.get().multiply(relation.t()).mod(EdScalars.ORDER));
        sum.subtract(relation.r(), key.get());
        sum.subtract(relation.t(), nonce.get());
        return sum.value().isSmallOrder();
    }

    /**
     * Whether all signatures hold. As many messages as signatures and keys, or one message under all keys, or one key under all
     * messages. Codes 0, 1, 4, 5, 7.
     *
     * <p>Nothing to check is valid, also with one message or one key to spare, which is then not looked at.
     */
    public static CryptoCode batchVerify(List<byte[]> messages, List<byte[]> signatures, List<byte[]> publicKeys) {
        int count = signatures.size();
        boolean messagePerSignature = messages.size() == count;
        boolean keyPerSignature = publicKeys.size() == count;
        boolean oneMessage = messages.size() == 1 && keyPerSignature;
        boolean oneKey = publicKeys.size() == 1 && messagePerSignature;
        if (!(messagePerSignature && keyPerSignature) && !oneMessage && !oneKey) {
            return CryptoCode.BATCH_SHAPE;
        }
        for (int i = 0; i < count; i++) {
            if (signatures.get(i).length != SIGNATURE_BYTES) {
                return CryptoCode.SIGNATURE_FORMAT;
            }
            if (publicKeys.get(keyPerSignature ? i : 0).length != KEY_BYTES) {
                return CryptoCode.PUBKEY_FORMAT;
            }
        }
        if (count == 1) {
            return verify(messages.getFirst(), signatures.getFirst(), publicKeys.getFirst()); // half the doublings
        }
        Ed25519Batch batch = new Ed25519Batch();
        for (int i = 0; i < count; i++) {
            byte[] message = messages.get(messagePerSignature ? i : 0);
            byte[] signature = signatures.get(i);
            byte[] key = publicKeys.get(keyPerSignature ? i : 0);
            Optional<BigInteger> s = scalar(signature);
            if (s.isEmpty()) {
                return CryptoCode.INVALID;
            }
            batch.add(signature, key, challenge(message, signature, key), s.get());
        }
        return batch.holds() ? CryptoCode.VALID : CryptoCode.INVALID;
    }

    /** Second half of a signature; empty if not below L. */
    private static Optional<BigInteger> scalar(byte[] signature) {
        BigInteger s = EdScalars.fromLittleEndian(signature, KEY_BYTES, SCALAR_BYTES);
        return s.compareTo(EdScalars.ORDER) < 0 ? Optional.of(s) : Optional.empty();
    }

    /** k = SHA-512(R ‖ A ‖ message) mod L. */
    private static BigInteger challenge(byte[] message, byte[] signature, byte[] publicKey) {
        MessageDigest hash = sha512();
        hash.update(signature, 0, KEY_BYTES);
        hash.update(publicKey);
        byte[] digest = hash.digest(message);
        return EdScalars.fromLittleEndian(digest, 0, digest.length).mod(EdScalars.ORDER);
    }

    static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }
}
