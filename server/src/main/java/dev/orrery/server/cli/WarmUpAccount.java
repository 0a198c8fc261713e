package dev.orrery.server.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.tx.Secp256k1PublicKey;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.ibc.Sha256;
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
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;

/** Signs transactions for {@link WarmUpCommand} with a key that is made from a name. One thread. */
final class WarmUpAccount {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final long GAS = 1_000_000;

    private final BigInteger secret;
    private final Secp256k1PublicKey key;
    private long sequence;

    WarmUpAccount(String name) {
        secret = new BigInteger(1, Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
        key = new Secp256k1PublicKey(
                ByteString.copyFrom(CURVE.getG().multiply(secret).getEncoded(true)));
    }

    String address() {
        return ChainConfig.of("wasm").formats().account().text(key.address());
    }

    /** A transaction of one message with the next sequence. */
    byte[] sign(String chainId, long accountNumber, Message message) {
        ByteString body = TxBody.newBuilder()
                .addMessages(KnownTypes.pack(message))
                .build()
                .toByteString();
        ByteString authInfo = AuthInfo.newBuilder()
                .addSignerInfos(SignerInfo.newBuilder()
                        .setPublicKey(key.toAny())
                        .setModeInfo(ModeInfo.newBuilder()
                                .setSingle(ModeInfo.Single.newBuilder().setMode(SignMode.SIGN_MODE_DIRECT)))
                        .setSequence(sequence++))
                .setFee(Fee.newBuilder().setGasLimit(GAS))
                .build()
                .toByteString();
        byte[] document = SignDoc.newBuilder()
                .setBodyBytes(body)
                .setAuthInfoBytes(authInfo)
                .setChainId(chainId)
                .setAccountNumber(accountNumber)
                .build()
                .toByteArray();
        return TxRaw.newBuilder()
                .setBodyBytes(body)
                .setAuthInfoBytes(authInfo)
                .addSignatures(ByteString.copyFrom(signature(document)))
                .build()
                .toByteArray();
    }

    /** Of the two that there are the one with the lower s, as chains want it. */
    private byte[] signature(byte[] document) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, new ECDomainParameters(CURVE)));
        BigInteger[] parts = signer.generateSignature(Sha256.of(document));
        BigInteger low = parts[1].min(CURVE.getN().subtract(parts[1]));
        return PlainDSAEncoding.INSTANCE.encode(CURVE.getN(), parts[0], low);
    }
}
