package dev.orrery.vm.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * ECDSA in plain Java on BouncyCastle's curve classes, without its provider: all of secp256r1, and secp256k1 where no native
 * library loads. Any thread.
 */
final class BouncyCurve implements EcdsaCurve {
    private static final int X_REDUCED = 2;

    private final X9ECParameters parameters;
    private final BigInteger order;

    private BouncyCurve(X9ECParameters parameters) {
        this.parameters = parameters;
        this.order = parameters.getN();
    }

    /** @param name SEC 2 name */
    static BouncyCurve named(String name) {
        return new BouncyCurve(CustomNamedCurves.getByName(name));
    }

    BigInteger order() {
        return order;
    }

    @Override
    public CryptoCode verify(byte[] hash, byte[] signature, byte[] publicKey) {
        Optional<ECPoint> key = decode(publicKey);
        if (key.isEmpty()) {
            return CryptoCode.GENERIC;
        }
        BigInteger r = Scalars.fromBigEndian(signature, 0);
        BigInteger s = Scalars.fromBigEndian(signature, Ecdsa.SCALAR_BYTES);
        BigInteger inverse = BigIntegers.modOddInverseVar(order, s);
        BigInteger u1 = Scalars.fromBigEndian(hash, 0).multiply(inverse).mod(order);
        BigInteger u2 = r.multiply(inverse).mod(order);
        ECPoint nonce = ECAlgorithms.sumOfTwoMultiplies(parameters.getG(), u1, key.get(), u2);
        if (nonce.isInfinity()) {
            return CryptoCode.INVALID;
        }
        BigInteger x = nonce.normalize().getAffineXCoord().toBigInteger();
        return x.mod(order).equals(r) ? CryptoCode.VALID : CryptoCode.INVALID;
    }

    @Override
    public Optional<byte[]> recover(byte[] hash, byte[] signature, int recoveryId) {
        BigInteger r = Scalars.fromBigEndian(signature, 0);
        BigInteger x = (recoveryId & X_REDUCED) == 0 ? r : r.add(order);
        if (x.compareTo(parameters.getCurve().getField().getCharacteristic()) >= 0) {
            return Optional.empty();
        }
        return decode(compressed(x, recoveryId & 1)).flatMap(nonce -> keyOf(nonce, hash, signature, r));
    }

    /** r⁻¹ (s·R − hash·G), the only key the nonce point R fits. */
    private Optional<byte[]> keyOf(ECPoint nonce, byte[] hash, byte[] signature, BigInteger r) {
        BigInteger inverse = BigIntegers.modOddInverseVar(order, r);
        BigInteger s = Scalars.fromBigEndian(signature, Ecdsa.SCALAR_BYTES);
        BigInteger u1 =
                Scalars.fromBigEndian(hash, 0).negate().multiply(inverse).mod(order);
        BigInteger u2 = s.multiply(inverse).mod(order);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(parameters.getG(), u1, nonce, u2);
        return key.isInfinity() ? Optional.empty() : Optional.of(key.normalize().getEncoded(false));
    }

    private static byte[] compressed(BigInteger x, int parity) {
        byte[] encoding = new byte[Ecdsa.COMPRESSED_KEY_BYTES];
        encoding[0] = (byte) (2 + parity);
        System.arraycopy(Scalars.bigEndian(x), 0, encoding, 1, Ecdsa.SCALAR_BYTES);
        return encoding;
    }

    /** Empty if a coordinate is not below p, or the point is not on the curve. */
    private Optional<ECPoint> decode(byte[] encoding) {
        try {
            return Optional.of(parameters.getCurve().decodePoint(encoding));
        } catch (IllegalArgumentException notAPoint) {
            return Optional.empty();
        }
    }
}
