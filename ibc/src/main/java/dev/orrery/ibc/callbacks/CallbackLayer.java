package dev.orrery.ibc.callbacks;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.port.Ics4Wrapper;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A layer between core and an application: after the application dealt with a packet, the contract that its memo names is told. A contract
 * that fails never holds up the sender's packet, but a receiver's turns the answer into an error. ibc-go apps/callbacks
 * ibc_middleware.go.
 *
 * @param application above
 * @param below what packets are sent through
 * @param maxGas what a callback may use at the most, SDK gas
 */
public record CallbackLayer(
        IbcModule application,
        Ics4Wrapper below,
        CallbackReader reader,
        ContractCallbacks contracts,
        CallbackGas gas,
        long maxGas)
        implements IbcModule, Ics4Wrapper {
    /** What a contract is told. */
    private enum Step {
        SEND("send_packet", "ibc_src_callback", "src"),
        ACKNOWLEDGE("acknowledgement_packet", "ibc_src_callback", "src"),
        TIMEOUT("timeout_packet", "ibc_src_callback", "src"),
        RECEIVE("receive_packet", "ibc_dest_callback", "dest");

        final String word;
        final String event;
        final String end;

        Step(String word, String event, String end) {
            this.word = word;
            this.event = event;
            this.end = end;
        }
    }

    /** Where a packet left or came in. */
    private record Place(String port, String channel, long sequence) {
        static Place source(Packet packet) {
            return new Place(packet.getSourcePort(), packet.getSourceChannel(), packet.getSequence());
        }

        static Place destination(Packet packet) {
            return new Place(packet.getDestinationPort(), packet.getDestinationChannel(), packet.getSequence());
        }
    }

    @Override
    public long send(
            IbcContext ctx, String port, String channel, Height timeoutHeight, long timeoutNanos, byte[] data) {
        long sequence = below.send(ctx, port, channel, timeoutHeight, timeoutNanos, data);
        data(ctx, port, channel, data, CallbackData.SOURCE).ifPresent(callback -> {
            Optional<IbcException> failure = run(
                    ctx,
                    Step.SEND,
                    callback,
                    inner -> contracts.sent(
                            inner, callback.address(), callback.packet().sender()));
            if (failure.isPresent()) {
                throw failure.get();
            }
            tell(ctx, Step.SEND, callback, new Place(port, channel, sequence), failure);
        });
        return sequence;
    }

    private Optional<CallbackData> data(IbcContext ctx, String port, String channel, byte[] data, String key) {
        return reader.read(ctx, port, channel, data)
                .flatMap(packet -> CallbackData.of(packet, key, gas.remaining(ctx), maxGas));
    }

    @Override
    public void onAcknowledge(
            IbcContext ctx, String channelVersion, Packet packet, byte[] acknowledgement, String relayer) {
        application.onAcknowledge(ctx, channelVersion, packet, acknowledgement, relayer);
        atSource(
                ctx,
                packet,
                Step.ACKNOWLEDGE,
                callback -> inner -> contracts.acknowledged(
                        inner, callback.address(), callback.packet().sender(), packet, acknowledgement, relayer));
    }

    @Override
    public void onTimeout(IbcContext ctx, String channelVersion, Packet packet, String relayer) {
        application.onTimeout(ctx, channelVersion, packet, relayer);
        atSource(
                ctx,
                packet,
                Step.TIMEOUT,
                callback -> inner -> contracts.timedOut(
                        inner, callback.address(), callback.packet().sender(), packet, relayer));
    }

    /** Names the call for a contract. */
    private interface Call {
        Consumer<IbcContext> to(CallbackData callback);
    }

    private void atSource(IbcContext ctx, Packet packet, Step step, Call call) {
        data(
                        ctx,
                        packet.getSourcePort(),
                        packet.getSourceChannel(),
                        packet.getData().toByteArray(),
                        CallbackData.SOURCE)
                .ifPresent(callback -> {
                    Optional<IbcException> failure = run(ctx, step, callback, call.to(callback));
                    tell(ctx, step, callback, Place.source(packet), failure);
                });
    }

    @Override
    public Optional<Acknowledgement> onReceive(IbcContext ctx, String channelVersion, Packet packet, String relayer) {
        Optional<Acknowledgement> answer = application.onReceive(ctx, channelVersion, packet, relayer);
        if (answer.isEmpty() || !answer.get().success()) {
            return answer;
        }
        try {
            return atDestination(ctx, packet, answer.get())
                    .map(Acknowledgement::error)
                    .or(() -> answer);
        } catch (IbcException malformed) {
            return Optional.of(Acknowledgement.error(malformed));
        }
    }

    /** Returns why the contract failed, if it did. */
    private Optional<IbcException> atDestination(IbcContext ctx, Packet packet, Acknowledgement answer) {
        Optional<CallbackData> callback = data(
                ctx,
                packet.getDestinationPort(),
                packet.getDestinationChannel(),
                packet.getData().toByteArray(),
                CallbackData.DESTINATION);
        if (callback.isEmpty()) {
            return Optional.empty();
        }
        Optional<IbcException> failure = run(
                ctx,
                Step.RECEIVE,
                callback.get(),
                inner -> contracts.received(inner, callback.get().address(), packet, answer));
        tell(ctx, Step.RECEIVE, callback.get(), Place.destination(packet), failure);
        return failure;
    }

    /** What a later answer's contract does is only told: the answer is written already. */
    @Override
    public void writeAcknowledgement(IbcContext ctx, Packet packet, byte[] acknowledgement) {
        below.writeAcknowledgement(ctx, packet, acknowledgement);
        atDestination(ctx, packet, new Acknowledgement(acknowledgement, true));
    }

    /** Returns why the contract failed, if it did; lack of gas that the relayer could bring ends the transaction. */
    private Optional<IbcException> run(IbcContext ctx, Step step, CallbackData callback, Consumer<IbcContext> call) {
        String what = "ibc " + step.word + " callback";
        return switch (gas.run(ctx, callback.gasLimit(), what, call)) {
            case CallbackGas.Outcome.Done done -> Optional.empty();
            case CallbackGas.Outcome.Refused refused -> Optional.of(refused.failure());
            case CallbackGas.Outcome.Panicked panicked -> {
                if (step == Step.SEND) {
                    throw panicked.panic();
                }
                yield Optional.of(CallbackError.CALLBACK_PANIC.failure(
                        what + " panicked with: " + panicked.panic().getMessage()));
            }
            case CallbackGas.Outcome.OutOfGas out -> {
                if (callback.mayRetry() || step == Step.SEND) {
                    throw gas.outOfGas(
                            what + " out of gas; commitGasLimit: " + Long.toUnsignedString(callback.commitGasLimit()));
                }
                yield Optional.of(CallbackError.CALLBACK_OUT_OF_GAS.failure(what + " out of gas"));
            }
        };
    }

    private static void tell(
            IbcContext ctx, Step step, CallbackData callback, Place place, Optional<IbcException> failure) {
        IbcEvent event = IbcEvent.of(
                step.event,
                "module",
                "ibccallbacks",
                "callback_type",
                step.word,
                "callback_address",
                callback.address(),
                "callback_exec_gas_limit",
                Long.toUnsignedString(callback.gasLimit()),
                "callback_commit_gas_limit",
                Long.toUnsignedString(callback.commitGasLimit()),
                "packet_sequence",
                Long.toUnsignedString(place.sequence()),
                "callback_base_application_version",
                callback.packet().version());
        event = failure.isEmpty()
                ? event.with("callback_result", "success")
                : event.with("callback_error", failure.get().text()).with("callback_result", "failure");
        ctx.events()
                .emit(event.with("packet_" + step.end + "_port", place.port())
                        .with("packet_" + step.end + "_channel", place.channel()));
    }

    @Override
    public Optional<String> appVersion(IbcContext ctx, String port, String channel) {
        return below.appVersion(ctx, port, channel);
    }

    @Override
    public String onOpenInit(IbcContext ctx, Opening opening) {
        return application.onOpenInit(ctx, opening);
    }

    @Override
    public String onOpenTry(IbcContext ctx, Opening opening) {
        return application.onOpenTry(ctx, opening);
    }

    @Override
    public void onOpenAck(
            IbcContext ctx, String port, String channel, String counterpartyChannel, String counterpartyVersion) {
        application.onOpenAck(ctx, port, channel, counterpartyChannel, counterpartyVersion);
    }

    @Override
    public void onOpenConfirm(IbcContext ctx, String port, String channel) {
        application.onOpenConfirm(ctx, port, channel);
    }

    @Override
    public void onCloseInit(IbcContext ctx, String port, String channel) {
        application.onCloseInit(ctx, port, channel);
    }

    @Override
    public void onCloseConfirm(IbcContext ctx, String port, String channel) {
        application.onCloseConfirm(ctx, port, channel);
    }
}
