package dev.orrery.relayer.account;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;

/** A key of secp256k1, as accounts of the Cosmos SDK have. */
public final class SigningKey {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

    static final BigInteger ORDER = CURVE.getN();

    private static final int SCALAR_BYTES = 32;
    private static final int ADDRESS_BYTES = 20;

    private final BigInteger secret;
    private final ByteString publicKey;

    private SigningKey(BigInteger secret) {
        this.secret = secret;
        this.publicKey = ByteString.copyFrom(publicKey(secret));
    }

    /** The key of a wallet's first account. */
    public static SigningKey ofWords(String words) {
        return new SigningKey(HdKey.secret(words));
    }

    /** @param secret above 0 and below the order of secp256k1 */
    public static SigningKey ofSecret(BigInteger secret) {
        return new SigningKey(secret);
    }

    /** Compressed. */
    static byte[] publicKey(BigInteger secret) {
        return CURVE.getG().multiply(secret).getEncoded(true);
    }

    static byte[] unsigned(BigInteger scalar) {
        return BigIntegers.asUnsignedByteArray(SCALAR_BYTES, scalar);
    }

    /** Compressed. */
    public ByteString publicKey() {
        return publicKey;
    }

    /** Of its account, without the prefix of a chain. */
    public ByteString address() {
        byte[] hash = sha256(publicKey.toByteArray());
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(hash, 0, hash.length);
        byte[] address = new byte[ADDRESS_BYTES];
        digest.doFinal(address, 0);
        return ByteString.copyFrom(address);
    }

    /** R and S; the same each time, and S in the lower half, which chains insist on. */
    public ByteString sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, new ECDomainParameters(CURVE)));
        BigInteger[] parts = signer.generateSignature(sha256(message));
        BigInteger lower = parts[1].min(ORDER.subtract(parts[1]));
        return ByteString.copyFrom(unsigned(parts[0])).concat(ByteString.copyFrom(unsigned(lower)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
