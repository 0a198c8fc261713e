package dev.orrery.chain.ibchost;

import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wasm.IbcCalls;
import dev.orrery.chain.wasm.Ports;
import dev.orrery.chain.wasm.WasmError;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.SdkError;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.IbcChannel;
import dev.orrery.msg.IbcChannelCloseMsg;
import dev.orrery.msg.IbcChannelConnectMsg;
import dev.orrery.msg.IbcChannelOpenMsg;
import dev.orrery.msg.IbcEndpoint;
import dev.orrery.msg.IbcPacketMsg;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Contracts as applications of IBC: the port names the contract. wasmd x/wasm/ibc.go.
 *
 * <p>What a contract's error does to a packet it receives, and what its failure does, is {@link #onReceive}'s affair.
 */
record ContractChannels(IbcCalls calls, ChannelKeeper channels, AddressFormat format) implements IbcModule {
    /** wasmd: math.MaxUint32 in ValidateChannelParams. */
    private static final long MAX_CHANNEL = 0xffff_ffffL;

    @Override
    public String onOpenInit(IbcContext ctx, Opening opening) {
        return HostFailures.forIbc(() -> {
            checkNumber(opening);
            String wanted = calls.openChannel(
                    HostContext.of(ctx), contract(opening.port()), new IbcChannelOpenMsg.OpenInit(channel(opening)));
            if (wanted.isEmpty() && opening.version().isEmpty()) {
                throw WasmError.EMPTY.failure("version");
            }
            return wanted.isEmpty() ? opening.version() : wanted;
        });
    }

    @Override
    public String onOpenTry(IbcContext ctx, Opening opening) {
        return HostFailures.forIbc(() -> {
            checkNumber(opening);
            String wanted = calls.openChannel(
                    HostContext.of(ctx),
                    contract(opening.port()),
                    new IbcChannelOpenMsg.OpenTry(channel(opening), opening.version()));
            return wanted.isEmpty() ? opening.version() : wanted;
        });
    }

    private static void checkNumber(Opening opening) {
        long number = Identifiers.channelNumber(opening.channel());
        if (Long.compareUnsigned(number, MAX_CHANNEL) > 0) {
            throw WasmError.MAX_IBC_CHANNELS.failure("channel sequence " + Long.toUnsignedString(number)
                    + " is greater than max allowed transfer channels " + MAX_CHANNEL);
        }
    }

    private Address contract(String port) {
        try {
            return Ports.ofV1(port, format);
        } catch (ChainException noContract) {
            throw noContract.in("contract port id");
        }
    }

    private static IbcChannel channel(Opening opening) {
        return new IbcChannel(
                new IbcEndpoint(opening.port(), opening.channel()),
                new IbcEndpoint(
                        opening.counterparty().getPortId(),
                        opening.counterparty().getChannelId()),
                opening.order().name(),
                opening.version(),
                opening.hops().getFirst());
    }

    @Override
    public void onOpenAck(
            IbcContext ctx, String port, String channel, String counterpartyChannel, String counterpartyVersion) {
        HostFailures.forIbc(() -> calls.connectChannel(
                HostContext.of(ctx),
                contract(port),
                new IbcChannelConnectMsg.OpenAck(stored(ctx, port, channel), counterpartyVersion)));
    }

    private IbcChannel stored(IbcContext ctx, String port, String id) {
        Channel channel = channels.require(ctx, port, id);
        return ContractPackets.channel(port, id, channel);
    }

    @Override
    public void onOpenConfirm(IbcContext ctx, String port, String channel) {
        HostFailures.forIbc(() -> calls.connectChannel(
                HostContext.of(ctx), contract(port), new IbcChannelConnectMsg.OpenConfirm(stored(ctx, port, channel))));
    }

    @Override
    public void onCloseInit(IbcContext ctx, String port, String channel) {
        HostFailures.forIbc(() -> calls.closeChannel(
                HostContext.of(ctx), contract(port), new IbcChannelCloseMsg.CloseInit(stored(ctx, port, channel))));
    }

    @Override
    public void onCloseConfirm(IbcContext ctx, String port, String channel) {
        HostFailures.forIbc(() -> calls.closeChannel(
                HostContext.of(ctx), contract(port), new IbcChannelCloseMsg.CloseConfirm(stored(ctx, port, channel))));
    }

    /**
     * A contract's own error is told to the other chain word by word; the failure of what it sent only by its number. Either undoes what
     * it did. A contract that doesn't answer at all fails the transaction.
     */
    @Override
    public Optional<Acknowledgement> onReceive(IbcContext ctx, String channelVersion, Packet packet, String relayer) {
        Context context = HostContext.of(ctx);
        Address contract = orPanic(() -> contract(packet.getDestinationPort()));
        Context own = context.withEvents(new EventLog());
        IbcCalls.Received received;
        try {
            received = calls.receivePacket(
                    own, contract, new IbcPacketMsg.Receive(ContractPackets.packet(packet), relayer));
        } catch (ChainException failed) {
            emit(context, contract, false, failed.text());
            return Optional.of(Acknowledgement.errorWithCodespace(
                    failed.kind().codespace(), failed.kind().code()));
        }
        return switch (received) {
            case IbcCalls.Received.Acknowledged(Bytes acknowledgement) -> {
                context.events().emitAll(own.events().events());
                emit(context, contract, true, "");
                yield Optional.of(new Acknowledgement(acknowledgement.toArray(), true));
            }
            case IbcCalls.Received.Refused(String error) -> {
                emit(context, contract, false, "");
                yield Optional.of(Acknowledgement.error(error));
            }
            case IbcCalls.Received.Later later -> {
                WaitingPackets.put(own, packet);
                context.events().emitAll(own.events().events());
                emit(context, contract, true, "");
                yield Optional.empty();
            }
        };
    }

    private static Address orPanic(Supplier<Address> step) {
        try {
            return step.get();
        } catch (ChainException refused) {
            throw SdkError.PANIC.failureSaying("recovered: " + refused.text());
        }
    }

    /** wasmd x/wasm/types/events.go: EmitAcknowledgementEvent. */
    private void emit(Context context, Address contract, boolean success, String error) {
        emit(context, format.text(contract), success, error);
    }

    static void emit(Context context, String contract, boolean success, String error) {
        String word = Boolean.toString(success);
        if (error.isEmpty()) {
            context.events()
                    .emit("ibc_packet_received", "module", "wasm", "_contract_address", contract, "success", word);
        } else {
            context.events()
                    .emit(
                            "ibc_packet_received",
                            "module",
                            "wasm",
                            "_contract_address",
                            contract,
                            "success",
                            word,
                            "error",
                            error);
        }
    }

    @Override
    public void onAcknowledge(
            IbcContext ctx, String channelVersion, Packet packet, byte[] acknowledgement, String relayer) {
        HostFailures.forIbc(() -> {
            Address contract = contract(packet.getSourcePort());
            IbcPacketMsg.Ack message =
                    new IbcPacketMsg.Ack(Bytes.of(acknowledgement), ContractPackets.packet(packet), relayer);
            in("on ack", () -> calls.acknowledgePacket(HostContext.of(ctx), contract, message));
        });
    }

    @Override
    public void onTimeout(IbcContext ctx, String channelVersion, Packet packet, String relayer) {
        HostFailures.forIbc(() -> {
            Address contract = contract(packet.getSourcePort());
            IbcPacketMsg.Timeout message = new IbcPacketMsg.Timeout(ContractPackets.packet(packet), relayer);
            in("on timeout", () -> calls.timeoutPacket(HostContext.of(ctx), contract, message));
        });
    }

    /** Says what a failed step was part of. */
    static void in(String circumstance, Runnable step) {
        try {
            step.run();
        } catch (ChainException failed) {
            throw failed.in(circumstance);
        } catch (IbcException failed) {
            throw failed.in(circumstance);
        }
    }
}
