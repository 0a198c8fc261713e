package dev.orrery.server.contracts;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.wasm.ChainMessages;
import dev.orrery.chain.wasm.WasmMessages;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.options.v1.OptionsProto;
import java.util.List;
import java.util.function.Supplier;

/** Carries out messages to contracts, and moves coins. Messages to modules that are not here are taken for done. */
final class OwnMessages implements ChainMessages {
    private static final KnownTypes WASM = KnownTypes.of(WasmMessages.prototypes());

    private final Supplier<WasmMessages> wasm;
    private final HeldCoins coins;

    /** @param wasm asked when there is a message: the module is being made when this is */
    OwnMessages(Supplier<WasmMessages> wasm, HeldCoins coins) {
        this.wasm = wasm;
        this.coins = coins;
    }

    @Override
    public Message unpack(String typeUrl, byte[] value) {
        return WASM.unpack(Any.newBuilder()
                .setTypeUrl(typeUrl)
                .setValue(ByteString.copyFrom(value))
                .build());
    }

    @Override
    public void check(Message message) {
        if (isToContract(message)) {
            wasm.get().check(message);
        }
    }

    @Override
    public List<Address> signers(Message message) {
        return message.getDescriptorForType().getOptions().getExtension(OptionsProto.signer).stream()
                .map(name -> message.getDescriptorForType().findFieldByName(name))
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.STRING)
                .map(field -> address((String) message.getField(field)))
                .toList();
    }

    @Override
    public boolean knows(Message message) {
        return true;
    }

    @Override
    public Result run(Context ctx, Message message) {
        if (message instanceof MsgSend send) {
            coins.transfer(
                    ctx,
                    address(send.getFromAddress()),
                    address(send.getToAddress()),
                    Coins.ofProto(send.getAmountList()));
        }
        if (!isToContract(message)) {
            return new Result(Empty.getDefaultInstance(), List.of());
        }
        EventLog events = new EventLog();
        Message response = wasm.get().run(ctx.withEvents(events), message);
        return new Result(response, events.events());
    }

    private Address address(String text) {
        return coins.format().parse(text);
    }

    private static boolean isToContract(Message message) {
        return WASM.prototype(KnownTypes.urlOf(message)).isPresent();
    }
}
