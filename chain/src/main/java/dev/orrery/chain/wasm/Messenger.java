package dev.orrery.chain.wasm;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.GoTypeNames;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.msg.BankMsg;
import dev.orrery.msg.CosmosMsg;
import dev.orrery.msg.Event;
import java.util.ArrayList;
import java.util.List;

/** Carries out one message of a contract. wasmd x/wasm/keeper/handler_plugin.go. */
public final class Messenger {
    private final MessageEncoder encoder;
    private final ChainMessages chain;
    private final List<Handler> handlers = new ArrayList<>();

    /**
     * What came of a message.
     *
     * @param data of each message of the chain that it turned into
     * @param responses of each message of the chain
     */
    public record Sent(List<Event> events, List<byte[]> data, List<List<Any>> responses) {
        public static final Sent SILENTLY = new Sent(List.of(), List.of(), List.of());
    }

    /** Deals with messages that are not for a module. */
    @FunctionalInterface
    public interface Handler {
        /**
         * @throws ChainException of the kind {@link WasmError#UNKNOWN_MSG} for messages of other kinds
         */
        Sent send(Context ctx, Address contract, String ibcPort, CosmosMsg msg);
    }

    /** @param more asked in this order, after the modules and before the bank */
    Messenger(MessageEncoder encoder, ChainMessages chain, List<Handler> more, Bank bank) {
        this.encoder = encoder;
        this.chain = chain;
        handlers.add((ctx, contract, ibcPort, msg) -> sendToModule(ctx, contract, msg));
        handlers.addAll(more);
        handlers.add((ctx, contract, ibcPort, msg) -> burn(ctx, contract, msg, bank));
    }

    /** Quirk: what is unknown to somebody that a handler asked in turn is taken for unknown to the handler. */
    Sent send(Context ctx, Address contract, String ibcPort, CosmosMsg msg) {
        for (Handler handler : handlers) {
            try {
                return handler.send(ctx, contract, ibcPort, msg);
            } catch (ChainException e) {
                if (e.kind() != WasmError.UNKNOWN_MSG) {
                    throw e;
                }
            }
        }
        throw WasmError.UNKNOWN_MSG.failure("no handler found");
    }

    private Sent sendToModule(Context ctx, Address contract, CosmosMsg msg) {
        List<Event> events = new ArrayList<>();
        List<byte[]> data = new ArrayList<>();
        List<List<Any>> responses = new ArrayList<>();
        for (Message message : encoder.encode(ctx, contract, msg)) {
            ChainMessages.Result result = sendToModule(ctx, contract, message);
            data.add(GoWire.encode(result.response()));
            responses.add(List.of(KnownTypes.pack(result.response())));
            events.addAll(result.events());
        }
        return new Sent(events, data, responses);
    }

    private ChainMessages.Result sendToModule(Context ctx, Address contract, Message message) {
        try {
            chain.check(message);
        } catch (ChainException e) {
            throw e.in("failed basic validation for message type "
                    + GoTypeNames.pointerTo(message.getDescriptorForType()));
        }
        if (!chain.signers(message).stream().allMatch(contract::equals)) {
            throw SdkError.UNAUTHORIZED.failure("contract doesn't have permission");
        }
        if (!chain.knows(message)) {
            throw SdkError.UNKNOWN_REQUEST.failure("can't route message " + KnownTypes.urlOf(message));
        }
        return chain.run(ctx, message);
    }

    private static Sent burn(Context ctx, Address contract, CosmosMsg msg, Bank bank) {
        if (!(msg instanceof BankMsg.Burn burn)) {
            throw WasmError.UNKNOWN_MSG.failure();
        }
        var coins = WasmCoins.of(burn.amount());
        if (coins.isZero()) {
            throw WasmError.EMPTY.failure("amount");
        }
        bank.burn(ctx, contract, coins);
        return Sent.SILENTLY;
    }
}
