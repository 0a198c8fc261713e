package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.orrery.chain.error.ChainException;
import dev.orrery.msg.Event;
import dev.orrery.proto.cosmos.base.abci.v1beta1.TxMsgData;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import java.util.List;

/** What became of a transaction. */
public sealed interface TxResult {
    /** What it asked for, unsigned; 2^64−1 if it had no limit. */
    long gasWanted();

    long gasUsed();

    List<Event> events();

    /**
     * All messages ran.
     *
     * @param responses one for each message
     */
    record Succeeded(long gasWanted, long gasUsed, List<Event> events, List<Any> responses) implements TxResult {
        public Succeeded {
            events = List.copyOf(events);
            responses = List.copyOf(responses);
        }

        public ByteString data() {
            return TxMsgData.newBuilder().addAllMsgResponses(responses).build().toByteString();
        }
    }

    /**
     * It was refused, or one of its messages failed; the fee is paid in the latter case.
     *
     * @param events of the fee
     */
    record Failed(long gasWanted, long gasUsed, List<Event> events, ChainException failure) implements TxResult {
        public Failed {
            events = List.copyOf(events);
        }
    }

    default boolean isSuccess() {
        return this instanceof Succeeded;
    }

    /** The same with other events. */
    default TxResult withEvents(List<Event> other) {
        return switch (this) {
            case Succeeded(long wanted, long used, List<Event> events, List<Any> responses) ->
                new Succeeded(wanted, used, other, responses);
            case Failed(long wanted, long used, List<Event> events, ChainException failure) ->
                new Failed(wanted, used, other, failure);
        };
    }

    default ExecTxResult toExecTxResult() {
        ExecTxResult.Builder result = ExecTxResult.newBuilder()
                .setGasWanted(gasWanted())
                .setGasUsed(gasUsed())
                .addAllEvents(abciEvents(events()));
        return switch (this) {
            case Succeeded succeeded -> result.setData(succeeded.data()).build();
            case Failed failed ->
                result.setCode(failed.failure().kind().code())
                        .setCodespace(failed.failure().kind().codespace())
                        .setLog(failed.failure().text())
                        .build();
        };
    }

    default ResponseCheckTx toCheckTx() {
        ResponseCheckTx.Builder result = ResponseCheckTx.newBuilder()
                .setGasWanted(gasWanted())
                .setGasUsed(gasUsed())
                .addAllEvents(abciEvents(events()));
        return switch (this) {
            case Succeeded succeeded -> result.setData(succeeded.data()).build();
            case Failed failed ->
                result.setCode(failed.failure().kind().code())
                        .setCodespace(failed.failure().kind().codespace())
                        .setLog(failed.failure().text())
                        .build();
        };
    }

    /** Events as consensus carries them, all of them for the index. */
    static List<dev.orrery.proto.tendermint.abci.Event> abciEvents(List<Event> events) {
        return events.stream().map(event -> abciEvent(event, true)).toList();
    }

    /** Events that nobody will look for: what a simulation would have reported. */
    static List<dev.orrery.proto.tendermint.abci.Event> plainEvents(List<Event> events) {
        return events.stream().map(event -> abciEvent(event, false)).toList();
    }

    private static dev.orrery.proto.tendermint.abci.Event abciEvent(Event event, boolean index) {
        return dev.orrery.proto.tendermint.abci.Event.newBuilder()
                .setType(event.type())
                .addAllAttributes(event.attributes().stream()
                        .map(attribute -> EventAttribute.newBuilder()
                                .setKey(attribute.key())
                                .setValue(attribute.value())
                                .setIndex(index)
                                .build())
                        .toList())
                .build();
    }
}
