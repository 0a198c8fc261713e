package dev.orrery.vm.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes, their order, and the edges of the curves. The probe rows were measured on libwasmvm 3.0.7. */
final class EcdsaTest {
    private static final byte[] K1_HASH =
            Vectors.hex("5ae8317d34d1e595e3fa7247db80c0af4320cce1116de187f8f7e2e099c0d8d0");
    private static final byte[] K1_SIGNATURE =
            Vectors.hex("207082eb2c3dfa0b454e0906051270ba4074ac93760ba9e7110cd94714751111"
                    + "51eb0dbbc9920e72146fb564f99d039802bf6ef2561446eb126ef364d21ee9c4");
    private static final byte[] K1_KEY =
            Vectors.hex("04051c1ee2190ecfb174bfe4f90763f2b4ff7517b70a2aec1876ebcfd644c4633f"
                    + "b03f3cfbd94b1f376e34592d9d41ccaf640bb751b00a1fadeb0c01157769eb73");
    private static final byte[] R1_HASH =
            Vectors.hex("b804cf88af0c2eff8bbbfb3660ebb3294138e9d3ebd458884e19818061dacff0");
    private static final byte[] R1_SIGNATURE =
            Vectors.hex("35fb60f5ca0f3ca08542fb3cc641c8263a2cab7a90ee6a5e1583fac2bb6f6bd1"
                    + "ee59d81bc9db1055cc0ed97b159d8784af04e98511d0a9a407b99bb292572e96");
    private static final byte[] R1_KEY =
            Vectors.hex("0474ccd8a62fba0e667c50929a53f78c21b8ff0c3c737b0b40b1750b2302b0bde8"
                    + "29074e21f3a0ef88b9efdf10d06aa4c295cc1671f758ca0e4cd108803d0f2614");

    record Verify(String name, byte[] hash, byte[] signature, byte[] key, CryptoCode expected) {}

    private static List<Verify> verifyRows(EcdsaSubject subject) {
        byte[] hash = subject.isK1() ? K1_HASH : R1_HASH;
        byte[] signature = subject.isK1() ? K1_SIGNATURE : R1_SIGNATURE;
        byte[] key = subject.isK1() ? K1_KEY : R1_KEY;
        BigInteger r = Scalars.fromBigEndian(signature, 0);
        BigInteger s = Scalars.fromBigEndian(signature, 32);
        BigInteger n = subject.order();
        BigInteger max = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        byte[] offCurve = key.clone();
        offCurve[64] ^= 1;
        byte[] hybrid = key.clone();
        hybrid[0] = (byte) (6 + (key[64] & 1));
        byte[] wrongHash = hash.clone();
        wrongHash[0] ^= 1;
        byte[] compressed = new byte[33];
        System.arraycopy(key, 0, compressed, 0, 33);
        compressed[0] = (byte) (2 + (key[64] & 1));
        byte[] otherY = compressed.clone();
        otherY[0] ^= 1;
        byte[] largeX = Vectors.hex("02" + "ff".repeat(32));
        byte[] empty = {};
        return List.of(
                new Verify("valid", hash, signature, key, CryptoCode.VALID),
                new Verify("the other s", hash, subject.otherS(signature), key, CryptoCode.VALID),
                new Verify("compressed key", hash, signature, compressed, CryptoCode.VALID),
                new Verify("opposite key", hash, signature, otherY, CryptoCode.INVALID),
                new Verify("r = 0", hash, EcdsaSubject.signature(BigInteger.ZERO, s), key, CryptoCode.GENERIC),
                new Verify("s = 0", hash, EcdsaSubject.signature(r, BigInteger.ZERO), key, CryptoCode.GENERIC),
                new Verify("r = n", hash, EcdsaSubject.signature(n, s), key, CryptoCode.GENERIC),
                new Verify("s = n", hash, EcdsaSubject.signature(r, n), key, CryptoCode.GENERIC),
                new Verify("r = 2^256 - 1", hash, EcdsaSubject.signature(max, s), key, CryptoCode.GENERIC),
                new Verify("s = 2^256 - 1", hash, EcdsaSubject.signature(r, max), key, CryptoCode.GENERIC),
                new Verify(
                        "s = n - 1 is in range",
                        hash,
                        EcdsaSubject.signature(r, n.subtract(BigInteger.ONE)),
                        key,
                        CryptoCode.INVALID),
                new Verify(
                        "r = s = 1 are in range",
                        hash,
                        EcdsaSubject.signature(BigInteger.ONE, BigInteger.ONE),
                        key,
                        CryptoCode.INVALID),
                new Verify("key off the curve", hash, signature, offCurve, CryptoCode.GENERIC),
                new Verify("key with x above p", hash, signature, largeX, CryptoCode.GENERIC),
                new Verify("hash of 31 bytes", new byte[31], signature, key, CryptoCode.HASH_FORMAT),
                new Verify("hash of 33 bytes", new byte[33], signature, key, CryptoCode.HASH_FORMAT),
                new Verify("empty hash", empty, signature, key, CryptoCode.HASH_FORMAT),
                new Verify("signature of 63 bytes", hash, new byte[63], key, CryptoCode.SIGNATURE_FORMAT),
                new Verify("signature of 65 bytes", hash, new byte[65], key, CryptoCode.SIGNATURE_FORMAT),
                new Verify("key of 64 bytes", hash, signature, new byte[64], CryptoCode.PUBKEY_FORMAT),
                new Verify("empty key", hash, signature, empty, CryptoCode.PUBKEY_FORMAT),
                new Verify("infinity as key", hash, signature, new byte[1], CryptoCode.PUBKEY_FORMAT),
                new Verify("hybrid key", hash, signature, hybrid, CryptoCode.PUBKEY_FORMAT),
                new Verify("02 with 65 bytes", hash, signature, prefixed(key, 2), CryptoCode.PUBKEY_FORMAT),
                new Verify("04 with 33 bytes", hash, signature, prefixed(compressed, 4), CryptoCode.PUBKEY_FORMAT),
                new Verify("00 with 33 bytes", hash, signature, new byte[33], CryptoCode.PUBKEY_FORMAT),
                new Verify("all empty: hash first", empty, empty, empty, CryptoCode.HASH_FORMAT),
                new Verify("signature before key", hash, empty, empty, CryptoCode.SIGNATURE_FORMAT),
                new Verify("key shape before range", hash, new byte[64], empty, CryptoCode.PUBKEY_FORMAT),
                new Verify("wrong hash", wrongHash, signature, key, CryptoCode.INVALID),
                new Verify("all-zero hash", new byte[32], signature, key, CryptoCode.INVALID));
    }

    private static byte[] prefixed(byte[] key, int prefix) {
        byte[] copy = key.clone();
        copy[0] = (byte) prefix;
        return copy;
    }

    static Stream<Arguments> verifyCases() {
        return EcdsaSubject.all().stream()
                .flatMap(subject -> verifyRows(subject).stream().map(row -> Arguments.of(subject, row.name(), row)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("verifyCases")
    void verifyAnswers(EcdsaSubject subject, String name, Verify row) {
        assertEquals(row.expected(), subject.ecdsa().verify(row.hash(), row.signature(), row.key()), name);
    }

    static Stream<EcdsaSubject> subjects() {
        return EcdsaSubject.all().stream();
    }

    static Stream<EcdsaSubject> k1() {
        return EcdsaSubject.on("secp256k1").stream();
    }

    static Stream<EcdsaSubject> r1() {
        return EcdsaSubject.on("secp256r1").stream();
    }

    @ParameterizedTest
    @MethodSource("k1")
    void recoveryFlipsTheIdOfHighS(EcdsaSubject subject) {
        assertArrayEquals(K1_KEY, Vectors.output(subject.ecdsa().recoverPubkey(K1_HASH, K1_SIGNATURE, 0)));
        byte[] high = subject.otherS(K1_SIGNATURE);
        assertArrayEquals(K1_KEY, Vectors.output(subject.ecdsa().recoverPubkey(K1_HASH, high, 1)));
    }

    @ParameterizedTest
    @MethodSource("r1")
    void r1RecoveryKnowsFourIds(EcdsaSubject subject) {
        Ecdsa r1 = subject.ecdsa();
        assertArrayEquals(R1_KEY, Vectors.output(r1.recoverPubkey(R1_HASH, R1_SIGNATURE, 1)));
        assertArrayEquals(R1_KEY, Vectors.output(r1.recoverPubkey(R1_HASH, subject.otherS(R1_SIGNATURE), 0)));
        assertEquals(CryptoCode.GENERIC, Vectors.code(r1.recoverPubkey(R1_HASH, R1_SIGNATURE, 2)));
        assertEquals(CryptoCode.GENERIC, Vectors.code(r1.recoverPubkey(R1_HASH, R1_SIGNATURE, 3)));
        assertEquals(CryptoCode.RECOVERY_PARAM, Vectors.code(r1.recoverPubkey(R1_HASH, R1_SIGNATURE, 4)));
        assertEquals(CryptoCode.RECOVERY_PARAM, Vectors.code(r1.recoverPubkey(R1_HASH, R1_SIGNATURE, 255)));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void recoveryChecksHashSignatureParameterRange(EcdsaSubject subject) {
        Ecdsa ecdsa = subject.ecdsa();
        byte[] hash = new byte[32];
        byte[] zeros = new byte[64];
        assertEquals(CryptoCode.HASH_FORMAT, Vectors.code(ecdsa.recoverPubkey(new byte[31], new byte[0], 9)));
        assertEquals(CryptoCode.SIGNATURE_FORMAT, Vectors.code(ecdsa.recoverPubkey(hash, new byte[63], 9)));
        assertEquals(CryptoCode.RECOVERY_PARAM, Vectors.code(ecdsa.recoverPubkey(hash, zeros, 9)));
        assertEquals(CryptoCode.RECOVERY_PARAM, Vectors.code(ecdsa.recoverPubkey(hash, zeros, 0x1_0000)));
        assertEquals(CryptoCode.RECOVERY_PARAM, Vectors.code(ecdsa.recoverPubkey(hash, zeros, -1)));
        assertEquals(CryptoCode.GENERIC, Vectors.code(ecdsa.recoverPubkey(hash, zeros, 0)));
    }

    @Test
    void k1RefusesTheReducedIds() {
        assertEquals(CryptoCode.RECOVERY_PARAM, Vectors.code(Secp256k1.recoverPubkey(K1_HASH, K1_SIGNATURE, 2)));
        assertEquals(CryptoCode.RECOVERY_PARAM, Vectors.code(Secp256k1.recoverPubkey(K1_HASH, K1_SIGNATURE, 3)));
    }

    /** s·R = hash·G: the recovered key would be infinity. */
    @ParameterizedTest
    @MethodSource("subjects")
    void recoveryRefusesInfinity(EcdsaSubject subject) {
        BigInteger nonce = BigInteger.valueOf(7);
        ECPoint point = subject.publicKey(nonce);
        BigInteger r = point.getAffineXCoord().toBigInteger();
        BigInteger s = BigInteger.valueOf(11);
        byte[] hash = Scalars.bigEndian(s.multiply(nonce));
        int odd = point.getAffineYCoord().testBitZero() ? 1 : 0;
        byte[] signature = EcdsaSubject.signature(r, s);
        assertEquals(CryptoCode.GENERIC, Vectors.code(subject.ecdsa().recoverPubkey(hash, signature, odd)));
        assertEquals(CryptoCode.VALID, Vectors.code(subject.ecdsa().recoverPubkey(hash, signature, 1 - odd)));
    }

    /** hash + r·d = 0: both multiples cancel to infinity, which has no x to compare. */
    @ParameterizedTest
    @MethodSource("subjects")
    void verificationRefusesInfinity(EcdsaSubject subject) {
        BigInteger r = BigInteger.valueOf(5);
        byte[] hash = Scalars.bigEndian(BigInteger.valueOf(35));
        byte[] key = subject.publicKey(subject.order().subtract(BigInteger.valueOf(7)))
                .getEncoded(true);
        byte[] signature = EcdsaSubject.signature(r, BigInteger.TWO);
        assertEquals(CryptoCode.INVALID, subject.ecdsa().verify(hash, signature, key));
    }

    /** The nonce point's x lies between n and p, so r is x − n; only r1 can name it in recovery. */
    @ParameterizedTest
    @MethodSource("subjects")
    void noncePointsAboveTheOrderVerify(EcdsaSubject subject) {
        BigInteger n = subject.order();
        BigInteger r = BigInteger.ZERO;
        ECPoint nonce;
        do {
            r = r.add(BigInteger.ONE);
            nonce = pointAt(subject, n.add(r));
        } while (nonce.isInfinity());
        BigInteger s = BigInteger.valueOf(12345);
        byte[] hash = Scalars.bigEndian(BigInteger.valueOf(678));
        BigInteger inverse = BigIntegers.modOddInverse(n, r);
        byte[] key = nonce.multiply(s)
                .subtract(subject.generator().multiply(BigInteger.valueOf(678)))
                .multiply(inverse)
                .normalize()
                .getEncoded(false);
        byte[] signature = EcdsaSubject.signature(r, s);
        assertEquals(CryptoCode.VALID, subject.ecdsa().verify(hash, signature, key));
        assertEquals(CryptoCode.VALID, subject.ecdsa().verify(hash, subject.otherS(signature), key));
        if (!subject.isK1()) {
            assertArrayEquals(key, Vectors.output(subject.ecdsa().recoverPubkey(hash, signature, 2)));
            assertArrayEquals(key, Vectors.output(subject.ecdsa().recoverPubkey(hash, subject.otherS(signature), 3)));
        }
    }

    /** The point with that x and even y, infinity if there is none. */
    private static ECPoint pointAt(EcdsaSubject subject, BigInteger x) {
        try {
            return subject.generator().getCurve().decodePoint(Vectors.concat(new byte[] {2}, Scalars.bigEndian(x)));
        } catch (IllegalArgumentException none) {
            return subject.generator().getCurve().getInfinity();
        }
    }

    @Test
    void theHashIsTakenModuloTheOrder() {
        for (EcdsaSubject subject : EcdsaSubject.all()) {
            byte[] small = Scalars.bigEndian(BigInteger.valueOf(3));
            byte[] large = Scalars.bigEndian(subject.order().add(BigInteger.valueOf(3)));
            byte[] signature = subject.sign(small, BigInteger.valueOf(99), BigInteger.valueOf(1234));
            byte[] key = subject.publicKey(BigInteger.valueOf(99)).getEncoded(true);
            assertEquals(CryptoCode.VALID, subject.ecdsa().verify(large, signature, key), subject.name());
            byte[] zeros = new byte[32];
            byte[] ofZeros = subject.sign(zeros, BigInteger.valueOf(99), BigInteger.valueOf(1234));
            assertEquals(CryptoCode.VALID, subject.ecdsa().verify(zeros, ofZeros, key), subject.name());
        }
    }
}
