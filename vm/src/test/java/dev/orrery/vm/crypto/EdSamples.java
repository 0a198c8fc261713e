package dev.orrery.vm.crypto;

import dev.orrery.vm.crypto.PlainEd25519.Point;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Signatures made with freely chosen keys, nonces and small-order parts. */
final class EdSamples {
    record Sample(byte[] message, byte[] signature, byte[] key) {
        CryptoCode verify() {
            return Ed25519.verify(message, signature, key);
        }

        boolean plainlyValid() {
            return PlainEd25519.verify(message, signature, key);
        }
    }

    /** All encodings of the eight small-order points, six of them not canonical. */
    static final List<byte[]> SMALL_ORDER = smallOrderEncodings();

    private EdSamples() {}

    private static List<byte[]> smallOrderEncodings() {
        BigInteger p = PlainEd25519.P;
        // The two y of order eight are opposite roots; of each, both signs of x exist.
        String eight = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
        byte[] eightY = Vectors.hex(eight);
        byte[] oppositeY = PlainEd25519.littleEndian(p.subtract(PlainEd25519.fromLittleEndian(eightY)));
        return List.of(
                encoded(BigInteger.ONE, 0), // identity
                encoded(BigInteger.ONE, 1),
                encoded(p.add(BigInteger.ONE), 0),
                encoded(p.add(BigInteger.ONE), 1),
                encoded(p.subtract(BigInteger.ONE), 0), // order two
                encoded(p.subtract(BigInteger.ONE), 1),
                encoded(BigInteger.ZERO, 0), // order four
                encoded(BigInteger.ZERO, 1),
                encoded(p, 0),
                encoded(p, 1),
                eightY,
                withSign(eightY),
                oppositeY,
                withSign(oppositeY));
    }

    private static byte[] encoded(BigInteger y, int sign) {
        byte[] bytes = PlainEd25519.littleEndian(y);
        return sign == 0 ? bytes : withSign(bytes);
    }

    private static byte[] withSign(byte[] encoding) {
        byte[] signed = encoding.clone();
        signed[31] |= (byte) 0x80;
        return signed;
    }

    /** A signature that holds, with small-order points added to key and nonce. */
    static Sample sample(Random random, Point onKey, Point onNonce) {
        return sample(scalar(random), random, onKey, onNonce);
    }

    static Sample sample(BigInteger privateKey, Random random, Point onKey, Point onNonce) {
        BigInteger nonce = scalar(random);
        byte[] key = PlainEd25519.BASE.times(privateKey).plus(onKey).encode();
        byte[] noncePoint = PlainEd25519.BASE.times(nonce).plus(onNonce).encode();
        byte[] message = new byte[random.nextInt(100)];
        random.nextBytes(message);
        BigInteger k = PlainEd25519.challenge(message, Vectors.concat(noncePoint, new byte[32]), key);
        BigInteger s = nonce.add(k.multiply(privateKey)).mod(PlainEd25519.L);
        return new Sample(message, Vectors.concat(noncePoint, PlainEd25519.littleEndian(s)), key);
    }

    static Sample plainSample(Random random) {
        return sample(random, PlainEd25519.IDENTITY, PlainEd25519.IDENTITY);
    }

    static Point smallOrder(Random random) {
        return PlainEd25519.decode(SMALL_ORDER.get(random.nextInt(SMALL_ORDER.size())))
                .orElseThrow();
    }

    static BigInteger scalar(Random random) {
        return new BigInteger(252, random).add(BigInteger.ONE);
    }

    /** The same with one bit of message, signature or key turned. */
    static Sample damaged(Sample sample, Random random) {
        byte[] signature = sample.signature().clone();
        byte[] key = sample.key().clone();
        byte[] target = random.nextBoolean() ? signature : key;
        target[random.nextInt(target.length)] ^= (byte) (1 << random.nextInt(8));
        return new Sample(sample.message(), signature, key);
    }
}
