package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.gas.OutOfGasException;
import dev.orrery.chain.trace.Tracer;
import dev.orrery.msg.Attribute;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.ContractResult;
import dev.orrery.msg.CosmosMsg;
import dev.orrery.msg.Event;
import dev.orrery.msg.Reply;
import dev.orrery.msg.ReplyOn;
import dev.orrery.msg.SubMsg;
import dev.orrery.msg.WasmMsg;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Carries out what a contract wants sent: each message in a branch of the state, kept if it succeeds, and the contract told if it
 * wants to be. wasmd x/wasm/keeper/msg_dispatcher.go.
 */
final class SubmessageDispatcher implements ResponseHandler {
    private static final Comparator<Attribute> BY_KEY = Comparator.comparing(
            attribute -> attribute.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final Messenger messenger;
    private final Replies replies;

    /** Tells a contract what came of its message. */
    @FunctionalInterface
    interface Replies {
        Optional<Bytes> reply(Context ctx, Address contract, Reply reply);
    }

    SubmessageDispatcher(Messenger messenger, Replies replies) {
        this.messenger = messenger;
        this.replies = replies;
    }

    /** The last reply that gives data decides; without one it is the contract's own. */
    @Override
    public Optional<Bytes> handle(
            Context ctx, Address contract, String ibcPort, List<SubMsg> messages, Optional<Bytes> data) {
        Optional<Bytes> answer = data;
        for (SubMsg message : messages) {
            Optional<Bytes> replied = dispatch(ctx, contract, ibcPort, message);
            answer = replied.isPresent() ? replied : answer;
        }
        return answer;
    }

    private Optional<Bytes> dispatch(Context ctx, Address contract, String ibcPort, SubMsg message) {
        if (message.replyOn() == ReplyOn.UNSET) {
            throw WasmError.INVALID.failure("replyOn value");
        }
        ContractResult<Reply.Success> outcome;
        try {
            outcome = new ContractResult.Ok<>(ctx.carried(Tracer.KEY)
                    .map(tracer -> tracer.submessage(ctx, message, () -> send(ctx, contract, ibcPort, message)))
                    .orElseGet(() -> send(ctx, contract, ibcPort, message)));
        } catch (ChainException e) {
            if (message.replyOn() == ReplyOn.SUCCESS || message.replyOn() == ReplyOn.NEVER) {
                throw e;
            }
            outcome = new ContractResult.Err<>(Redaction.textFor(e));
        }
        boolean succeeded = outcome instanceof ContractResult.Ok<?>;
        if (message.replyOn() == ReplyOn.NEVER || (message.replyOn() == ReplyOn.ERROR && succeeded)) {
            return Optional.empty();
        }
        try {
            return replies.reply(ctx, contract, new Reply(0, message.id(), outcome, message.payload()));
        } catch (ChainException e) {
            throw e.in("reply");
        }
    }

    /** Sends in a branch; keeps its writes and events if nothing is thrown. */
    private Reply.Success send(Context ctx, Address contract, String ibcPort, SubMsg message) {
        Context inner = ctx.branch().withEvents(new EventLog());
        Messenger.Sent sent = isLimited(ctx, message)
                ? sendLimited(
                        inner,
                        contract,
                        ibcPort,
                        message.msg(),
                        message.gasLimit().orElseThrow())
                : messenger.send(inner, contract, ibcPort, message.msg());
        inner.state().commit();
        boolean toContract = message.msg() instanceof WasmMsg;
        List<Event> events = Stream.concat(inner.events().events().stream(), sent.events().stream())
                .filter(event -> !event.type().equals("message"))
                // Quirk: sorting them for the reply sorts those that the transaction reports, too.
                .map(event -> toContract ? sorted(event) : event)
                .toList();
        ctx.events().emitAll(events);
        return new Reply.Success(
                toContract ? events : List.of(),
                sent.data().isEmpty() ? Bytes.EMPTY : Bytes.of(sent.data().getFirst()),
                sent.responses().stream()
                        .flatMap(List::stream)
                        .map(any -> new Reply.MsgResponse(
                                any.getTypeUrl(), Bytes.of(any.getValue().toByteArray())))
                        .toList());
    }

    private static boolean isLimited(Context ctx, SubMsg message) {
        long left = ctx.gas().limit() - ctx.gas().consumed();
        return message.gasLimit()
                .map(limit -> Long.compareUnsigned(limit, left) < 0)
                .orElse(false);
    }

    /** What is used is charged however it ends. CWA-2025-004. */
    private Messenger.Sent sendLimited(
            Context ctx, Address contract, String ibcPort, CosmosMsg message, long gasLimit) {
        GasMeter limited = GasMeter.limitedTo(gasLimit);
        Messenger.Sent sent;
        try {
            sent = messenger.send(ctx.withGas(limited), contract, ibcPort, message);
        } catch (OutOfGasException e) {
            ctx.gas().consume(gasLimit, "Sub-Message OutOfGas panic");
            throw SdkError.OUT_OF_GAS.failure("SubMsg hit gas limit");
        } catch (RuntimeException e) {
            ctx.gas().consume(limited.consumed(), "From limited Sub-Message");
            throw e;
        }
        ctx.gas().consume(limited.consumed(), "From limited Sub-Message");
        return sent;
    }

    private static Event sorted(Event event) {
        List<Attribute> attributes = new ArrayList<>(event.attributes());
        attributes.sort(BY_KEY);
        return new Event(event.type(), attributes);
    }
}
