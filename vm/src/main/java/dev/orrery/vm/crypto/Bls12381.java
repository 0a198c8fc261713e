package dev.orrery.vm.crypto;

import dev.orrery.vm.crypto.CryptoResult.Output;
import dev.orrery.vm.crypto.CryptoResult.Refused;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The imports {@code bls12_381_*}: sums of points, equality of pairing products, hashing to the curve. Any thread.
 *
 * <p>Edge cases: points are compressed and must lie in the prime-order subgroup, else the answer is 8; infinity is a point like
 * any other. A sum of nothing is refused (14), a product of no pairings is one. Hashing takes any tag: an empty one, and one
 * longer than 255 bytes, which RFC 9380 shortens by hashing it.
 */
public final class Bls12381 {
    /** The only hash function a contract can name. cosmwasm-crypto bls12_381/hash.rs. */
    private static final int SHA_256 = 0;

    private Bls12381() {}

    /** 48 bytes; or codes 8, 14, 15. */
    public static CryptoResult aggregateG1(byte[] points) {
        return aggregate(points, Blst.g1());
    }

    /** 96 bytes; or codes 8, 14, 15. */
    public static CryptoResult aggregateG2(byte[] points) {
        return aggregate(points, Blst.g2());
    }

    private static CryptoResult aggregate(byte[] points, BlstGroup group) {
        if (points.length == 0) {
            return new Refused(CryptoCode.AGGREGATE_EMPTY);
        }
        if (points.length % group.compressedBytes() != 0) {
            return new Refused(CryptoCode.AGGREGATE_LENGTH);
        }
        Optional<byte[]> sum = group.sum(points);
        return sum.<CryptoResult>map(Output::new).orElseGet(() -> new Refused(CryptoCode.INVALID_POINT));
    }

    /** Whether Π e(p, q) over the lists equals e(r, s). Codes 0, 1, 8, 11, 12, 13. */
    public static CryptoCode pairingEquality(byte[] ps, byte[] qs, byte[] r, byte[] s) {
        int g1Bytes = Blst.g1().compressedBytes();
        int g2Bytes = Blst.g2().compressedBytes();
        if (ps.length % g1Bytes != 0) {
            return CryptoCode.PAIRING_G1_LENGTH;
        }
        if (qs.length % g2Bytes != 0) {
            return CryptoCode.PAIRING_G2_LENGTH;
        }
        if (ps.length / g1Bytes != qs.length / g2Bytes) {
            return CryptoCode.PAIRING_UNEQUAL_COUNTS;
        }
        if (r.length != g1Bytes || s.length != g2Bytes) {
            return CryptoCode.INVALID_POINT;
        }
        try (Arena arena = Arena.ofConfined()) {
            Optional<MemorySegment> leftP = Blst.g1().decode(ps, arena);
            Optional<MemorySegment> leftQ = Blst.g2().decode(qs, arena);
            Optional<MemorySegment> rightP = Blst.g1().decode(r, arena);
            Optional<MemorySegment> rightQ = Blst.g2().decode(s, arena);
            if (leftP.isEmpty() || leftQ.isEmpty() || rightP.isEmpty() || rightQ.isEmpty()) {
                return CryptoCode.INVALID_POINT;
            }
            boolean equal = Blst.pairing().equal(leftP.get(), leftQ.get(), rightP.get(), rightQ.get(), arena);
            return equal ? CryptoCode.VALID : CryptoCode.INVALID;
        }
    }

    /** 48 bytes; or code 9. */
    public static CryptoResult hashToG1(int hashFunction, byte[] message, byte[] tag) {
        return hash(hashFunction, message, tag, Blst.g1());
    }

    /** 96 bytes; or code 9. */
    public static CryptoResult hashToG2(int hashFunction, byte[] message, byte[] tag) {
        return hash(hashFunction, message, tag, Blst.g2());
    }

    private static CryptoResult hash(int hashFunction, byte[] message, byte[] tag, BlstGroup group) {
        return hashFunction == SHA_256
                ? new Output(group.hash(message, tag))
                : new Refused(CryptoCode.UNKNOWN_HASH_FUNCTION);
    }
}
