package dev.orrery.server.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.devnet.CallWatch;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.wasm.VmGasAllowance;
import dev.orrery.msg.SubMsg;
import dev.orrery.msg.json.CosmosMsgJson;
import dev.orrery.msg.json.GoJson;
import dev.orrery.proto.contracts.v1.Attribute;
import dev.orrery.proto.contracts.v1.Block;
import dev.orrery.proto.contracts.v1.CallResult;
import dev.orrery.proto.contracts.v1.EmittedMessage;
import dev.orrery.proto.contracts.v1.Event;
import dev.orrery.proto.contracts.v1.Gas;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.server.devnet.UnsignedSending;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** What calls did, as messages of the protocol. */
final class Answers {
    private Answers() {}

    /**
     * What a transaction with one message did.
     *
     * @param contract that was called
     * @param data its own, empty if it gave none
     */
    static CallResult result(UnsignedSending.Outcome outcome, ByteString data, String contract, Contracts contracts) {
        TxResult tx = outcome.tx();
        CallResult.Builder result = CallResult.newBuilder()
                .setGas(gas(outcome.watch().gas(), tx.getResult().getGasUsed()))
                .setBlock(block(tx.getHeight(), contracts))
                .setTxHash(HexFormat.of()
                        .withUpperCase()
                        .formatHex(BlockHashes.transaction(tx.getTx()).toByteArray()));
        if (!data.isEmpty()) {
            result.setData(data);
        }
        List<Event> events = tx.getResult().getEventsList().stream()
                .filter(event -> !saysWhichMessage(event))
                .map(Answers::event)
                .toList();
        outcome.watch().messages().forEach(message -> result.addMessages(emitted(message, contracts.format())));
        return result.addAllEvents(events)
                .addAllAttributes(attributesOf(contract, events))
                .build();
    }

    static Gas gas(VmGasAllowance gas, long sdkUsed) {
        return Gas.newBuilder()
                .setUsedInternally(gas.usedInternally())
                .setUsedExternally(gas.usedExternally())
                .setLimit(gas.limit())
                .setSdkUsed(sdkUsed)
                .build();
    }

    /** The event with which a chain begins the events of each message. */
    private static boolean saysWhichMessage(dev.orrery.proto.tendermint.abci.Event event) {
        return event.getType().equals("message")
                && event.getAttributesCount() > 0
                && event.getAttributes(0).getKey().equals("action");
    }

    private static Event event(dev.orrery.proto.tendermint.abci.Event event) {
        return Event.newBuilder()
                .setType(event.getType())
                .addAllAttributes(event.getAttributesList().stream()
                        .filter(attribute -> !attribute.getKey().equals("msg_index"))
                        .map(attribute -> Attribute.newBuilder()
                                .setKey(attribute.getKey())
                                .setValue(attribute.getValue())
                                .build())
                        .toList())
                .build();
    }

    /** The chain puts a contract's plain attributes into one event, behind the contract's address. */
    private static List<Attribute> attributesOf(String contract, List<Event> events) {
        return events.stream()
                .filter(event -> event.getType().equals("wasm")
                        && event.getAttributes(0).getValue().equals(contract))
                .findFirst()
                .map(event -> event.getAttributesList().subList(1, event.getAttributesCount()))
                .orElse(List.of());
    }

    private static EmittedMessage emitted(CallWatch.Emitted from, AddressFormat format) {
        SubMsg message = from.message();
        EmittedMessage.Builder emitted = EmittedMessage.newBuilder()
                .setContract(format.text(from.contract()))
                .setId(message.id())
                .setMessage(new String(GoJson.encode(CosmosMsgJson.COSMOS_MSG, message.msg()), StandardCharsets.UTF_8))
                .setReplyOn(message.replyOn().wireName())
                .setPayload(ByteString.copyFrom(message.payload().toArray()));
        message.gasLimit().ifPresent(emitted::setGasLimit);
        return emitted.build();
    }

    private static Block block(long height, Contracts contracts) {
        Timestamp time =
                contracts.node().blocks().meta(height).orElseThrow().getHeader().getTime();
        return Block.newBuilder()
                .setHeight(height)
                .setTimeNanos(Timestamps.toNanos(time))
                .setChainId(contracts.node().genesis().getChainId())
                .build();
    }
}
