package dev.orrery.vm.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many Ed25519 signatures in one equation: 8·((Σ z·s)·B − Σ z·R − Σ (Σ z·k)·A) = 0, with one term per distinct key. Confined to one
 * thread.
 *
 * <p>A signature that fails alone makes the sum miss the identity except with probability 2^-128 over the weights z. Like the
 * challenge of a signature, the weights are a hash of everything they weigh, not random numbers: the same call gives the same
 * answer on every node.
 */
final class Ed25519Batch {
    /** Weights are half as long as scalars: as hard to foresee as a signature is to forge. */
    private static final int WEIGHT_BYTES = 16;

    private record Entry(byte[] signature, BigInteger challenge, BigInteger s) {}

    private final Map<ByteBuffer, List<Entry>> byKey = new LinkedHashMap<>();
    private final MessageDigest transcript = Ed25519.sha512();

    /** Challenge and s are below L. The challenge stands for key, nonce and message in the transcript. */
    void add(byte[] signature, byte[] publicKey, BigInteger challenge, BigInteger s) {
        transcript.update(Scalars.bigEndian(challenge));
        transcript.update(Scalars.bigEndian(s));
        byKey.computeIfAbsent(ByteBuffer.wrap(publicKey), key -> new ArrayList<>())
                .add(new Entry(signature, challenge, s));
    }

    boolean holds() {
        Weights weights = new Weights(transcript.digest());
        PointSum sum = new PointSum();
        BigInteger base = BigInteger.ZERO;
        for (Map.Entry<ByteBuffer, List<Entry>> signer : byKey.entrySet()) {
            Optional<EdwardsPoint> key = EdwardsPoint.decode(signer.getKey().array(), 0);
            if (key.isEmpty()) {
                return false;
            }
            BigInteger onKey = BigInteger.ZERO;
            for (Entry entry : signer.getValue()) {
                Optional<EdwardsPoint> nonce = EdwardsPoint.decode(entry.signature(), 0);
                if (nonce.isEmpty()) {
                    return false;
                }
                BigInteger weight = weights.next();
                sum.subtract(weight, nonce.get());
                onKey = onKey.add(weight.multiply(entry.challenge()));
                base = base.add(weight.multiply(entry.s()));
            }
            sum.subtract(onKey.mod(EdScalars.ORDER), key.get());
        }
        sum.addBase(base.mod(EdScalars.ORDER));
        return sum.value().isSmallOrder();
    }

    /** SHA-512 of seed and counter, four weights each. */
    private static final class Weights {
        private final byte[] seed;
        private byte[] block = {};
        private int used;
        private int counter;

        Weights(byte[] seed) {
            this.seed = seed;
        }

        BigInteger next() {
            if (used == block.length) {
                MessageDigest hash = Ed25519.sha512();
                hash.update(seed);
                block = hash.digest(
                        ByteBuffer.allocate(Integer.BYTES).putInt(counter++).array());
                used = 0;
            }
            byte[] weight = Arrays.copyOfRange(block, used, used + WEIGHT_BYTES);
            used += WEIGHT_BYTES;
            return new BigInteger(1, weight);
        }
    }
}
