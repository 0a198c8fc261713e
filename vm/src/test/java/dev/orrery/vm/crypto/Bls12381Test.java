package dev.orrery.vm.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes, their order, and the edges of the encoding. The probe rows were measured on libwasmvm 3.0.7. */
final class Bls12381Test {
    private static final byte[] G1_INFINITY = Vectors.hex("c0" + "00".repeat(47));
    private static final byte[] G2_INFINITY = Vectors.hex("c0" + "00".repeat(95));
    private static final byte[] G1 = Vectors.hex(
            "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905" + "a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb");
    private static final byte[] G2 = Vectors.hex("93e02b6052719f607dacd3a088274f65596bd0d09920b61a"
            + "b5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
            + "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02"
            + "b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8");
    private static final byte[] EMPTY = {};

    @Test
    void aggregatingG1() {
        assertEquals(CryptoCode.AGGREGATE_EMPTY, Vectors.code(Bls12381.aggregateG1(EMPTY)));
        assertEquals(CryptoCode.AGGREGATE_LENGTH, Vectors.code(Bls12381.aggregateG1(new byte[47])));
        assertEquals(CryptoCode.AGGREGATE_LENGTH, Vectors.code(Bls12381.aggregateG1(new byte[49])));
        assertArrayEquals(G1_INFINITY, Vectors.output(Bls12381.aggregateG1(G1_INFINITY)));
        assertArrayEquals(G1, Vectors.output(Bls12381.aggregateG1(G1)));
        assertArrayEquals(G1, Vectors.output(Bls12381.aggregateG1(Vectors.concat(G1_INFINITY, G1, G1_INFINITY))));
        byte[] twice = Vectors.output(Bls12381.aggregateG1(Vectors.concat(G1, G1)));
        assertTrue(Vectors.hex(twice).startsWith("a572cbea904d6746"));
        assertArrayEquals(G1_INFINITY, Vectors.output(Bls12381.aggregateG1(Vectors.concat(G1, opposite(G1)))));
    }

    @Test
    void aggregatingG2() {
        assertEquals(CryptoCode.AGGREGATE_EMPTY, Vectors.code(Bls12381.aggregateG2(EMPTY)));
        assertEquals(CryptoCode.AGGREGATE_LENGTH, Vectors.code(Bls12381.aggregateG2(new byte[95])));
        assertEquals(CryptoCode.AGGREGATE_LENGTH, Vectors.code(Bls12381.aggregateG2(new byte[48])));
        assertArrayEquals(G2_INFINITY, Vectors.output(Bls12381.aggregateG2(G2_INFINITY)));
        assertArrayEquals(G2, Vectors.output(Bls12381.aggregateG2(G2)));
        assertArrayEquals(G2_INFINITY, Vectors.output(Bls12381.aggregateG2(Vectors.concat(G2, opposite(G2)))));
    }

    private static byte[] opposite(byte[] point) {
        byte[] opposite = point.clone();
        opposite[0] ^= 0x20;
        return opposite;
    }

    static Stream<String> refusedG1() {
        String p = "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";
        Stream<String> smallX = Stream.of(1, 2, 3, 4, 5, 6, 7).map(x -> "80" + "00".repeat(46) + "0" + x);
        return Stream.concat(
                smallX, // not on the curve, or on it outside of the subgroup
                Stream.of(
                        "e0" + "00".repeat(47),
                        "c0" + "00".repeat(46) + "01",
                        "00".repeat(48),
                        "40" + "00".repeat(47),
                        "80" + "00".repeat(47), // (0, 2) has order three
                        "a0" + "00".repeat(47),
                        "9f" + "ff".repeat(47),
                        "9a" + p.substring(2), // x = p, which would be 0
                        Vectors.hex(G1).replaceFirst("97", "17"), // not marked as compressed
                        Vectors.hex(G1).replaceFirst("97", "d7")));
    }

    @ParameterizedTest
    @MethodSource("refusedG1")
    void refusedG1Points(String point) {
        byte[] bytes = Vectors.hex(point);
        assertEquals(CryptoCode.INVALID_POINT, Vectors.code(Bls12381.aggregateG1(bytes)));
        assertEquals(CryptoCode.INVALID_POINT, Vectors.code(Bls12381.aggregateG1(Vectors.concat(G1, bytes))));
        assertEquals(CryptoCode.INVALID_POINT, Bls12381.pairingEquality(bytes, G2, G1, G2));
        assertEquals(CryptoCode.INVALID_POINT, Bls12381.pairingEquality(G1, G2, bytes, G2));
    }

    static Stream<String> refusedG2() {
        String p = "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";
        return Stream.of(
                "e0" + "00".repeat(95),
                "c0" + "00".repeat(94) + "01",
                "00".repeat(96),
                "80" + "00".repeat(95),
                "80" + "00".repeat(94) + "02",
                "9f" + "ff".repeat(95),
                "9a" + p.substring(2) + "00".repeat(48),
                Vectors.hex(G2).substring(0, 96) + p,
                Vectors.hex(G2).replaceFirst("93", "13"),
                // Only the first byte carries flags.
                Vectors.hex(G2).substring(0, 96) + "8" + Vectors.hex(G2).substring(97));
    }

    @ParameterizedTest
    @MethodSource("refusedG2")
    void refusedG2Points(String point) {
        byte[] bytes = Vectors.hex(point);
        assertEquals(CryptoCode.INVALID_POINT, Vectors.code(Bls12381.aggregateG2(bytes)));
        assertEquals(CryptoCode.INVALID_POINT, Bls12381.pairingEquality(G1, bytes, G1, G2));
        assertEquals(CryptoCode.INVALID_POINT, Bls12381.pairingEquality(G1, G2, G1, bytes));
    }

    @Test
    void pairingChecksLengthsThenCountsThenPoints() {
        byte[] junk = new byte[96];
        assertEquals(CryptoCode.PAIRING_G1_LENGTH, Bls12381.pairingEquality(new byte[47], new byte[95], EMPTY, EMPTY));
        assertEquals(CryptoCode.PAIRING_G2_LENGTH, Bls12381.pairingEquality(EMPTY, new byte[95], EMPTY, EMPTY));
        assertEquals(CryptoCode.PAIRING_UNEQUAL_COUNTS, Bls12381.pairingEquality(G1, EMPTY, EMPTY, EMPTY));
        assertEquals(CryptoCode.PAIRING_UNEQUAL_COUNTS, Bls12381.pairingEquality(EMPTY, junk, EMPTY, EMPTY));
        assertEquals(CryptoCode.INVALID_POINT, Bls12381.pairingEquality(G1, G2, EMPTY, G2));
        assertEquals(CryptoCode.INVALID_POINT, Bls12381.pairingEquality(G1, G2, G1, EMPTY));
        assertEquals(CryptoCode.INVALID_POINT, Bls12381.pairingEquality(EMPTY, EMPTY, EMPTY, EMPTY));
        assertEquals(CryptoCode.INVALID_POINT, Bls12381.pairingEquality(new byte[48], G2, G1, G2));
    }

    @Test
    void pairingsWithInfinityAreOne() {
        assertEquals(CryptoCode.VALID, Bls12381.pairingEquality(EMPTY, EMPTY, G1_INFINITY, G2_INFINITY));
        assertEquals(CryptoCode.VALID, Bls12381.pairingEquality(EMPTY, EMPTY, G1, G2_INFINITY));
        assertEquals(CryptoCode.VALID, Bls12381.pairingEquality(G1, G2_INFINITY, G1_INFINITY, G2_INFINITY));
        assertEquals(CryptoCode.VALID, Bls12381.pairingEquality(G1_INFINITY, G2, G1, G2_INFINITY));
        assertEquals(CryptoCode.INVALID, Bls12381.pairingEquality(EMPTY, EMPTY, G1, G2));
        assertEquals(CryptoCode.INVALID, Bls12381.pairingEquality(G1, G2, G1_INFINITY, G2));
        byte[] ps = Vectors.concat(G1_INFINITY, G1, G1);
        byte[] qs = Vectors.concat(G2, G2, G2_INFINITY);
        assertEquals(CryptoCode.VALID, Bls12381.pairingEquality(ps, qs, G1, G2));
    }

    /** e(P, Q)·e(P, Q)·… = e(k·P, Q) = e(P, k·Q), also beyond the sixteen pairs blst takes at a time. */
    @Test
    void pairingsAreBilinear() {
        for (int k : List.of(1, 2, 15, 16, 17, 40)) {
            byte[] ps = repeat(G1, k);
            byte[] qs = repeat(G2, k);
            assertEquals(
                    CryptoCode.VALID, Bls12381.pairingEquality(ps, qs, Vectors.output(Bls12381.aggregateG1(ps)), G2));
            assertEquals(
                    CryptoCode.VALID, Bls12381.pairingEquality(ps, qs, G1, Vectors.output(Bls12381.aggregateG2(qs))));
            ps[0] ^= 0x20; // one point negated
            assertEquals(
                    CryptoCode.INVALID, Bls12381.pairingEquality(ps, qs, G1, Vectors.output(Bls12381.aggregateG2(qs))));
        }
    }

    private static byte[] repeat(byte[] bytes, int times) {
        byte[][] parts = new byte[times][];
        Arrays.fill(parts, bytes);
        return Vectors.concat(parts);
    }

    @Test
    void hashing() {
        byte[] tagG1 = ascii("BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_");
        assertEquals(CryptoCode.UNKNOWN_HASH_FUNCTION, Vectors.code(Bls12381.hashToG1(1, EMPTY, tagG1)));
        assertEquals(CryptoCode.UNKNOWN_HASH_FUNCTION, Vectors.code(Bls12381.hashToG2(-1, EMPTY, tagG1)));
        byte[] rfc = ascii("QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_");
        assertHash("852926add2207b76ca4fa57a8734416c", Bls12381.hashToG1(0, EMPTY, rfc));
        assertHash("b979f7a9e12c1c9f", Bls12381.hashToG1(0, ascii("any"), EMPTY));
        byte[] rfcG2 = ascii("QUUX-V01-CS02-with-BLS12381G2_XMD:SHA-256_SSWU_RO_");
        assertHash("a5cb8437535e20ec", Bls12381.hashToG2(0, EMPTY, rfcG2));
    }

    @Test
    void tagsOfMoreThan255BytesAreHashed() {
        assertHash("942f6606a205bacc", Bls12381.hashToG1(0, ascii("any"), ascii("a".repeat(300))));
        Random random = new Random(7);
        for (int length : List.of(256, 257, 1000, 5120)) {
            byte[] tag = new byte[length];
            random.nextBytes(tag);
            byte[] message = new byte[random.nextInt(200)];
            byte[] shortened = Vectors.digest("SHA-256", Vectors.concat(ascii("H2C-OVERSIZE-DST-"), tag));
            assertArrayEquals(
                    Vectors.output(Bls12381.hashToG1(0, message, shortened)),
                    Vectors.output(Bls12381.hashToG1(0, message, tag)));
            assertArrayEquals(
                    Vectors.output(Bls12381.hashToG2(0, message, shortened)),
                    Vectors.output(Bls12381.hashToG2(0, message, tag)));
        }
    }

    private static void assertHash(String prefix, CryptoResult result) {
        assertEquals(prefix, Vectors.hex(Vectors.output(result)).substring(0, prefix.length()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
