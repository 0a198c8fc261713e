package dev.orrery.server.contracts;

import com.google.protobuf.ByteString;
import dev.orrery.chain.BlockInfo;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.wasm.VmGasAllowance;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.SubMsg;
import dev.orrery.msg.json.CosmosMsgJson;
import dev.orrery.msg.json.GoJson;
import dev.orrery.proto.contracts.v1.Attribute;
import dev.orrery.proto.contracts.v1.Block;
import dev.orrery.proto.contracts.v1.CallResult;
import dev.orrery.proto.contracts.v1.EmittedMessage;
import dev.orrery.proto.contracts.v1.Event;
import dev.orrery.proto.contracts.v1.Gas;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What calls did, as messages of the protocol. */
final class Answers {
    private Answers() {}

    /** @param called the contract */
    static CallResult result(ContractsState.Done<?> done, Optional<Bytes> data, Address called, AddressFormat format) {
        String contract = format.text(called);
        CallResult.Builder result = CallResult.newBuilder()
                .setGas(gas(done.gas(), done.ctx()))
                .setBlock(block(done.ctx().block()));
        data.ifPresent(bytes -> result.setData(ByteString.copyFrom(bytes.toArray())));
        List<dev.orrery.msg.Event> events = done.ctx().events().events();
        events.forEach(event -> result.addEvents(
                Event.newBuilder().setType(event.type()).addAllAttributes(attributes(event.attributes()))));
        done.messages().forEach(message -> result.addMessages(emitted(message, format)));
        return result.addAllAttributes(attributesOf(contract, events)).build();
    }

    static Gas gas(VmGasAllowance gas, Context ctx) {
        return Gas.newBuilder()
                .setUsedInternally(gas.usedInternally())
                .setUsedExternally(gas.usedExternally())
                .setLimit(gas.limit())
                .setSdkUsed(ctx.gas().consumed())
                .build();
    }

    private static List<Attribute> attributes(List<dev.orrery.msg.Attribute> attributes) {
        return attributes.stream()
                .map(attribute -> Attribute.newBuilder()
                        .setKey(attribute.key())
                        .setValue(attribute.value())
                        .build())
                .toList();
    }

    /** The chain puts a contract's plain attributes into one event, behind the contract's address. */
    private static List<Attribute> attributesOf(String contract, List<dev.orrery.msg.Event> events) {
        return events.stream()
                .filter(event -> event.type().equals("wasm")
                        && event.attributes().getFirst().value().equals(contract))
                .findFirst()
                .map(event -> attributes(
                        event.attributes().subList(1, event.attributes().size())))
                .orElse(List.of());
    }

    private static EmittedMessage emitted(ContractsState.Emitted from, AddressFormat format) {
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

    private static Block block(BlockInfo block) {
        return Block.newBuilder()
                .setHeight(block.height())
                .setTimeNanos(block.timeNanos())
                .setChainId(block.chainId())
                .build();
    }
}
