package dev.orrery.server.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.address.Address;
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
import dev.orrery.relayer.account.SigningKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Signs transactions for {@link WarmUpCommand} with a key that is made from a name. One thread. */
final class WarmUpAccount {
    private static final long GAS = 1_000_000;

    private final SigningKey key;
    private long sequence;

    WarmUpAccount(String name) {
        key = SigningKey.ofSecret(new BigInteger(1, Sha256.of(name.getBytes(StandardCharsets.UTF_8))));
    }

    String address() {
        return ChainConfig.of("wasm")
                .formats()
                .account()
                .text(Address.of(key.address().toByteArray()));
    }

    /** A transaction of one message with the next sequence. */
    byte[] sign(String chainId, long accountNumber, Message message) {
        ByteString body = TxBody.newBuilder()
                .addMessages(KnownTypes.pack(message))
                .build()
                .toByteString();
        ByteString authInfo = AuthInfo.newBuilder()
                .addSignerInfos(SignerInfo.newBuilder()
                        .setPublicKey(new Secp256k1PublicKey(key.publicKey()).toAny())
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
                .addSignatures(key.sign(document))
                .build()
                .toByteArray();
    }
}
