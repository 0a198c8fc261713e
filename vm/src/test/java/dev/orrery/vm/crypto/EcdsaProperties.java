package dev.orrery.vm.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random signatures and random bytes. Every sample comes from a seed that a failure prints. */
final class EcdsaProperties {
    @Property(tries = 15)
    void signaturesVerifyAndGiveTheirKeyBack(@ForAll long seed) {
        Random random = new Random(seed);
        for (EcdsaSubject subject : EcdsaSubject.all()) {
            BigInteger privateKey = scalar(random, subject.order());
            byte[] key = subject.publicKey(privateKey).getEncoded(false);
            byte[] hash = bytes(random, 32);
            byte[] signature = subject.sign(hash, privateKey, scalar(random, subject.order()));
            byte[] other = subject.otherS(signature);
            assertEquals(CryptoCode.VALID, subject.ecdsa().verify(hash, signature, key), subject.name());
            assertEquals(CryptoCode.VALID, subject.ecdsa().verify(hash, other, key), subject.name());
            int id = recoveryId(subject, hash, signature, key);
            assertArrayEquals(key, Vectors.output(subject.ecdsa().recoverPubkey(hash, other, 1 - id)));
            hash[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
            assertEquals(CryptoCode.INVALID, subject.ecdsa().verify(hash, signature, key), subject.name());
        }
    }

    private static int recoveryId(EcdsaSubject subject, byte[] hash, byte[] signature, byte[] key) {
        return IntStream.range(0, 2)
                .filter(id -> subject.ecdsa().recoverPubkey(hash, signature, id) instanceof CryptoResult.Output found
                        && Arrays.equals(found.bytes(), key))
                .findFirst()
                .orElseThrow();
    }

    /** Whatever a random signature recovers to is a key it verifies under, and nothing else is refused for it. */
    @Property(tries = 25)
    void recoveredKeysVerify(@ForAll long seed) {
        Random random = new Random(seed);
        for (EcdsaSubject subject : EcdsaSubject.all()) {
            byte[] hash = bytes(random, 32);
            byte[] signature = EcdsaSubject.signature(scalar(random, subject.order()), scalar(random, subject.order()));
            for (int id = 0; id < 2; id++) {
                switch (subject.ecdsa().recoverPubkey(hash, signature, id)) {
                    case CryptoResult.Output key ->
                        assertEquals(
                                CryptoCode.VALID, subject.ecdsa().verify(hash, signature, key.bytes()), subject.name());
                    case CryptoResult.Refused refused -> assertEquals(CryptoCode.GENERIC, refused.code());
                }
            }
        }
    }

    @Property(tries = 100)
    void bothK1ImplementationsAgree(@ForAll long seed) {
        Random random = new Random(seed);
        List<EcdsaSubject> k1 = EcdsaSubject.on("secp256k1");
        byte[] hash = biased(random);
        byte[] signature = Vectors.concat(biased(random), biased(random));
        byte[] key = random.nextBoolean()
                ? Vectors.concat(new byte[] {(byte) (2 + random.nextInt(2))}, biased(random))
                : Vectors.concat(new byte[] {4}, biased(random), biased(random));
        Ecdsa libsecp = k1.get(0).ecdsa();
        Ecdsa bouncy = k1.get(1).ecdsa();
        assertEquals(bouncy.verify(hash, signature, key), libsecp.verify(hash, signature, key));
        for (int id = 0; id < 2; id++) {
            CryptoResult expected = bouncy.recoverPubkey(hash, signature, id);
            CryptoResult found = libsecp.recoverPubkey(hash, signature, id);
            assertEquals(Vectors.code(expected), Vectors.code(found));
            if (expected instanceof CryptoResult.Output output) {
                assertArrayEquals(output.bytes(), Vectors.output(found));
                assertTrue(libsecp.verify(hash, signature, output.bytes()) == CryptoCode.VALID);
            }
        }
    }

    /** 32 random bytes, often at an end of the range where carries and comparisons go wrong. */
    private static byte[] biased(Random random) {
        byte[] bytes = bytes(random, 32);
        int kind = random.nextInt(4);
        if (kind < 2) {
            Arrays.fill(bytes, 0, random.nextInt(32), (byte) (kind == 0 ? 0 : 0xff));
        } else if (kind == 2) {
            BigInteger n = BouncyCurve.named("secp256k1").order();
            return Scalars.bigEndian(n.add(BigInteger.valueOf(random.nextInt(7) - 3L)));
        }
        return bytes;
    }

    private static BigInteger scalar(Random random, BigInteger order) {
        BigInteger scalar;
        do {
            scalar = new BigInteger(256, random);
        } while (scalar.signum() == 0 || scalar.compareTo(order) >= 0);
        return scalar;
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
