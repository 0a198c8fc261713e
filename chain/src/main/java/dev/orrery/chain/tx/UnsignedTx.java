package dev.orrery.chain.tx;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.tx.v1beta1.AuthInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.Fee;
import dev.orrery.proto.cosmos.tx.v1beta1.ModeInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.SignerInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.TxBody;
import dev.orrery.proto.cosmos.tx.v1beta1.TxRaw;
import dev.orrery.proto.devnet.v1.Unsigned;
import java.util.List;
import java.util.Optional;

/**
 * A transaction that nobody signed, which a chain for development carries out in the name of whoever its messages name. To clients it
 * is a transaction like any other; where signatures would be stands a mark.
 *
 * @param gasLimit SDK gas
 */
public record UnsignedTx(List<Message> messages, String memo, long gasLimit, Unsigned mark) {
    /** No signature begins like this by chance: these bytes are text. */
    private static final ByteString PREFIX = ByteString.copyFromUtf8("orrery.devnet.v1.Unsigned:");

    public UnsignedTx {
        messages = List.copyOf(messages);
    }

    /** What stands in place of a transaction's signatures, if nobody signed it. */
    public static Optional<Unsigned> markOf(Tx tx) {
        if (tx.signatures().isEmpty() || !tx.signatures().getFirst().startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Unsigned.parseFrom(tx.signatures().getFirst().substring(PREFIX.size())));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /**
     * The transaction as it stands in a block.
     *
     * @throws dev.orrery.chain.error.ChainException if a message's signer isn't an address
     */
    public ByteString encode(Signers signers) {
        int count = (int) messages.stream()
                .flatMap(message -> signers.of(message).stream())
                .distinct()
                .count();
        SignerInfo nobody = SignerInfo.newBuilder()
                .setModeInfo(ModeInfo.newBuilder().setSingle(ModeInfo.Single.getDefaultInstance()))
                .build();
        AuthInfo.Builder authInfo =
                AuthInfo.newBuilder().setFee(Fee.newBuilder().setGasLimit(gasLimit));
        TxBody.Builder body = TxBody.newBuilder().setMemo(memo);
        messages.forEach(message -> body.addMessages(KnownTypes.pack(message)));
        TxRaw.Builder raw = TxRaw.newBuilder().setBodyBytes(body.build().toByteString());
        for (int i = 0; i < count; i++) {
            authInfo.addSignerInfos(nobody);
            raw.addSignatures(PREFIX.concat(mark.toByteString()));
        }
        return raw.setAuthInfoBytes(authInfo.build().toByteString()).build().toByteString();
    }
}
