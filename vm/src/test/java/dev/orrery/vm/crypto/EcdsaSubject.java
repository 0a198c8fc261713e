package dev.orrery.vm.crypto;

import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** An implementation of ECDSA under test, and what is needed to make inputs for it. All of them answer alike. */
record EcdsaSubject(String name, String curve, Ecdsa ecdsa) {
    static List<EcdsaSubject> all() {
        return List.of(
                new EcdsaSubject(
                        "libsecp256k1",
                        "secp256k1",
                        new Ecdsa(LibSecp256k1.load().orElseThrow(), order("secp256k1"), 2)),
                new EcdsaSubject(
                        "BouncyCastle k1",
                        "secp256k1",
                        new Ecdsa(BouncyCurve.named("secp256k1"), order("secp256k1"), 2)),
                new EcdsaSubject(
                        "BouncyCastle r1",
                        "secp256r1",
                        new Ecdsa(BouncyCurve.named("secp256r1"), order("secp256r1"), 4)));
    }

    static List<EcdsaSubject> on(String curve) {
        return all().stream().filter(subject -> subject.curve.equals(curve)).toList();
    }

    private static BigInteger order(String curve) {
        return BouncyCurve.named(curve).order();
    }

    BigInteger order() {
        return order(curve);
    }

    boolean isK1() {
        return curve.equals("secp256k1");
    }

    ECPoint generator() {
        return CustomNamedCurves.getByName(curve).getG();
    }

    ECPoint publicKey(BigInteger privateKey) {
        return generator().multiply(privateKey).normalize();
    }

    /** Textbook signature with the given nonce, s as it comes out. */
    byte[] sign(byte[] hash, BigInteger privateKey, BigInteger nonce) {
        BigInteger n = order();
        BigInteger r = publicKey(nonce).getAffineXCoord().toBigInteger().mod(n);
        BigInteger e = new BigInteger(1, hash);
        BigInteger s = BigIntegers.modOddInverse(n, nonce)
                .multiply(e.add(r.multiply(privateKey)))
                .mod(n);
        return signature(r, s);
    }

    static byte[] signature(BigInteger r, BigInteger s) {
        return Vectors.concat(Scalars.bigEndian(r), Scalars.bigEndian(s));
    }

    /** (r, n − s). */
    byte[] otherS(byte[] signature) {
        BigInteger s = Scalars.fromBigEndian(signature, 32);
        return signature(Scalars.fromBigEndian(signature, 0), order().subtract(s));
    }

    @Override
    public String toString() {
        return name;
    }
}
