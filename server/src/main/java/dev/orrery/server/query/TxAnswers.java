package dev.orrery.server.query;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.block.Times;
import dev.orrery.proto.cosmos.base.abci.v1beta1.TxResponse;
import dev.orrery.proto.cosmos.tx.v1beta1.Tx;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Transactions and their results as the transaction service tells them. cosmos-sdk types/result.go. */
final class TxAnswers {
    private static final String TX_TYPE = "/cosmos.tx.v1beta1.Tx";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final NodeView node;

    TxAnswers(NodeView node) {
        this.node = node;
    }

    /** A transaction in a block. */
    TxResponse committed(TxResult found) {
        ExecTxResult result = found.getResult();
        return TxResponse.newBuilder()
                .setHeight(found.getHeight())
                .setTxhash(hash(found.getTx()))
                .setCodespace(result.getCodespace())
                .setCode(result.getCode())
                .setData(HEX.formatHex(result.getData().toByteArray()))
                .setRawLog(result.getLog())
                .setInfo(result.getInfo())
                .setGasWanted(result.getGasWanted())
                .setGasUsed(result.getGasUsed())
                .setTx(Any.newBuilder().setTypeUrl(TX_TYPE).setValue(found.getTx()))
                .setTimestamp(timestamp(found.getHeight()))
                .addAllEvents(result.getEventsList())
                .build();
    }

    /** A transaction just handed in. */
    TxResponse checked(ByteString transaction, ResponseCheckTx answer) {
        return TxResponse.newBuilder()
                .setTxhash(hash(transaction))
                .setCodespace(answer.getCodespace())
                .setCode(answer.getCode())
                .setData(HEX.formatHex(answer.getData().toByteArray()))
                .setRawLog(answer.getLog())
                .build();
    }

    static Tx decode(ByteString transaction) {
        try {
            return Tx.parseFrom(transaction);
        } catch (InvalidProtocolBufferException e) {
            throw QueryStatus.UNKNOWN.failure("tx parse error");
        }
    }

    static String hash(ByteString transaction) {
        return HEX.formatHex(BlockHashes.transaction(transaction).toByteArray());
    }

    /** To the second. */
    private String timestamp(long height) {
        return Times.instant(node.header(height).getTime())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
