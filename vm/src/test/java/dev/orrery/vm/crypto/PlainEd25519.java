package dev.orrery.vm.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** ZIP-215 verification in the words of its specification, affine and slow: what {@link Ed25519} is compared with. */
final class PlainEd25519 {
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger ROOT_OF_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
    static final Point IDENTITY = new Point(BigInteger.ZERO, BigInteger.ONE);
    static final Point BASE = decode(littleEndian(BigInteger.valueOf(4)
                    .multiply(BigInteger.valueOf(5).modInverse(P))
                    .mod(P)))
            .orElseThrow();

    private PlainEd25519() {}

    record Point(BigInteger x, BigInteger y) {
        Point plus(Point other) {
            BigInteger product = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y);
            BigInteger numeratorX = x.multiply(other.y).add(y.multiply(other.x));
            BigInteger numeratorY = y.multiply(other.y).add(x.multiply(other.x));
            return new Point(
                    numeratorX
                            .multiply(BigInteger.ONE.add(product).modInverse(P))
                            .mod(P),
                    numeratorY
                            .multiply(BigInteger.ONE.subtract(product).modInverse(P))
                            .mod(P));
        }

        Point times(BigInteger scalar) {
            Point result = IDENTITY;
            for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
                result = result.plus(result);
                if (scalar.testBit(bit)) {
                    result = result.plus(this);
                }
            }
            return result;
        }

        Point opposite() {
            return new Point(x.negate().mod(P), y);
        }

        byte[] encode() {
            byte[] bytes = littleEndian(y);
            if (x.testBit(0)) {
                bytes[31] |= (byte) 0x80;
            }
            return bytes;
        }
    }

    static boolean verify(byte[] message, byte[] signature, byte[] publicKey) {
        BigInteger s = fromLittleEndian(Arrays.copyOfRange(signature, 32, 64));
        Optional<Point> key = decode(publicKey);
        Optional<Point> nonce = decode(Arrays.copyOf(signature, 32));
        if (s.compareTo(L) >= 0 || key.isEmpty() || nonce.isEmpty()) {
            return false;
        }
        BigInteger k = challenge(message, signature, publicKey);
        Point rest = BASE.times(s)
                .plus(key.get().times(k).opposite())
                .plus(nonce.get().opposite());
        return rest.times(BigInteger.valueOf(8)).equals(IDENTITY);
    }

    static BigInteger challenge(byte[] message, byte[] signature, byte[] publicKey) {
        byte[] whole = Vectors.concat(Arrays.copyOf(signature, 32), publicKey, message);
        return fromLittleEndian(Ed25519.sha512().digest(whole)).mod(L);
    }

    static Optional<Point> decode(byte[] bytes) {
        byte[] withoutSign = bytes.clone();
        withoutSign[31] &= 0x7f;
        BigInteger y = fromLittleEndian(withoutSign).mod(P);
        BigInteger square = y.multiply(y);
        BigInteger u = square.subtract(BigInteger.ONE);
        BigInteger v = D.multiply(square).add(BigInteger.ONE);
        BigInteger x2 = u.multiply(v.modInverse(P)).mod(P);
        BigInteger x = x2.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(x2)) {
            x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
        }
        if (!x.multiply(x).mod(P).equals(x2)) {
            return Optional.empty();
        }
        boolean odd = bytes[31] < 0;
        return Optional.of(new Point(x.testBit(0) == odd ? x : x.negate().mod(P), y));
    }

    static byte[] littleEndian(BigInteger number) {
        return reversed(Scalars.bigEndian(number));
    }

    static BigInteger fromLittleEndian(byte[] bytes) {
        return new BigInteger(1, reversed(bytes));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
