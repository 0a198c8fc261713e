package dev.orrery.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.tx.Secp256k1PublicKey;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.tx.signing.v1beta1.SignMode;
import dev.orrery.proto.cosmos.tx.v1beta1.AuthInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.Fee;
import dev.orrery.proto.cosmos.tx.v1beta1.ModeInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.SignDoc;
import dev.orrery.proto.cosmos.tx.v1beta1.SignerInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.TxBody;
import dev.orrery.proto.cosmos.tx.v1beta1.TxRaw;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/** An account whose key is made from a name, and which signs what it is asked to. */
public final class TestAccount {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

    private final BigInteger secret;
    private final Secp256k1PublicKey key;
    private final long number;
    private long sequence;

    public TestAccount(String name, long number) {
        secret = new BigInteger(1, sha256(name.getBytes(StandardCharsets.UTF_8)));
        key = new Secp256k1PublicKey(
                ByteString.copyFrom(CURVE.getG().multiply(secret).getEncoded(true)));
        this.number = number;
    }

    Address address() {
        return key.address();
    }

    public String text() {
        return ChainConfig.of("wasm").formats().account().text(address());
    }

    /** A transaction with the next sequence. */
    public byte[] sign(String chainId, Coins fee, long gas, Message... messages) {
        ByteString body = TxBody.newBuilder()
                .addAllMessages(List.of(messages).stream().map(KnownTypes::pack).toList())
                .build()
                .toByteString();
        ByteString authInfo = AuthInfo.newBuilder()
                .addSignerInfos(SignerInfo.newBuilder()
                        .setPublicKey(key.toAny())
                        .setModeInfo(ModeInfo.newBuilder()
                                .setSingle(ModeInfo.Single.newBuilder().setMode(SignMode.SIGN_MODE_DIRECT)))
                        .setSequence(sequence++))
                .setFee(Fee.newBuilder().addAllAmount(fee.toProto()).setGasLimit(gas))
                .build()
                .toByteString();
        byte[] document = SignDoc.newBuilder()
                .setBodyBytes(body)
                .setAuthInfoBytes(authInfo)
                .setChainId(chainId)
                .setAccountNumber(number)
                .build()
                .toByteArray();
        return TxRaw.newBuilder()
                .setBodyBytes(body)
                .setAuthInfoBytes(authInfo)
                .addSignatures(ByteString.copyFrom(sign(document)))
                .build()
                .toByteArray();
    }

    private byte[] sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, new ECDomainParameters(CURVE)));
        BigInteger[] parts = signer.generateSignature(sha256(message));
        BigInteger s = parts[1].min(CURVE.getN().subtract(parts[1]));
        byte[] signature = new byte[64];
        copyTo(parts[0], signature, 0);
        copyTo(s, signature, 32);
        return signature;
    }

    private static void copyTo(BigInteger number, byte[] into, int at) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, into, at + 32 - length, length);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
