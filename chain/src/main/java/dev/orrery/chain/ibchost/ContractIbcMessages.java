package dev.orrery.chain.ibchost;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.Circumstances;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wasm.MessageEncoder;
import dev.orrery.chain.wasm.Messenger;
import dev.orrery.chain.wasm.Ports;
import dev.orrery.chain.wasm.WasmError;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.core.IbcCore;
import dev.orrery.ibc.v2.Acknowledgements;
import dev.orrery.ibc.v2.PacketStoreV2;
import dev.orrery.msg.CosmosMsg;
import dev.orrery.msg.Ibc2Msg;
import dev.orrery.msg.IbcMsg;
import dev.orrery.msg.IbcTimeout;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgIBCSendResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgIBCWriteAcknowledgementResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseInit;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v2.MsgSendPacket;
import dev.orrery.proto.ibc.core.channel.v2.Payload;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What contracts send about IBC: some of it becomes messages of the chain, the rest is dealt with here. wasmd
 * x/wasm/keeper/handler_plugin_encoders.go, handler_plugin.go.
 */
public record ContractIbcMessages(IbcCore core, AddressFormat format)
        implements MessageEncoder.IbcEncoder, Messenger.Handler {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    @Override
    public Optional<Message> encode(Context ctx, Address contract, IbcMsg msg) {
        return switch (msg) {
            case IbcMsg.CloseChannel close ->
                Optional.of(MsgChannelCloseInit.newBuilder()
                        .setPortId(Ports.v1(contract, format))
                        .setChannelId(close.channelId())
                        .setSigner(format.text(contract))
                        .build());
            case IbcMsg.Transfer transfer -> Optional.of(transfer(contract, transfer));
            case IbcMsg.SendPacket sent -> Optional.empty();
            case IbcMsg.WriteAcknowledgement written -> Optional.empty();
            case IbcMsg.PayPacketFee gone -> Optional.empty();
            case IbcMsg.PayPacketFeeAsync gone -> Optional.empty();
            case IbcMsg.Unknown nothing -> Optional.empty();
        };
    }

    private Message transfer(Address contract, IbcMsg.Transfer transfer) {
        MsgTransfer.Builder message = MsgTransfer.newBuilder()
                .setSourcePort("transfer")
                .setSourceChannel(transfer.channelId())
                .setSender(format.text(contract))
                .setReceiver(transfer.toAddress())
                .setTimeoutTimestamp(transfer.timeout().timestampNanos())
                .setMemo(transfer.memo());
        message.getTokenBuilder()
                .setDenom(transfer.amount().denom())
                .setAmount(transfer.amount().amount());
        Height height = height(transfer.timeout());
        message.getTimeoutHeightBuilder().setRevisionNumber(height.revision()).setRevisionHeight(height.number());
        return message.build();
    }

    private static Height height(IbcTimeout timeout) {
        return timeout.block()
                .map(block -> new Height(block.revision(), block.height()))
                .orElse(Height.ZERO);
    }

    /** Limits are cut to whole seconds. */
    @Override
    public Optional<Message> encode(Address contract, Ibc2Msg msg) {
        if (!(msg instanceof Ibc2Msg.SendPacket send)) {
            return Optional.empty();
        }
        MsgSendPacket.Builder message = MsgSendPacket.newBuilder()
                .setSourceClient(send.sourceClient())
                .setTimeoutTimestamp(Math.floorDiv(send.timeoutNanos(), NANOS_PER_SECOND))
                .setSigner(format.text(contract));
        send.payloads()
                .forEach(payload -> message.addPayloads(Payload.newBuilder()
                        .setSourcePort(payload.sourcePort())
                        .setDestinationPort(payload.destinationPort())
                        .setVersion(payload.version())
                        .setEncoding(payload.encoding())
                        .setValue(ByteString.copyFrom(payload.value().toArray()))));
        return Optional.of(message.build());
    }

    @Override
    public Messenger.Sent send(Context ctx, Address contract, String ibcPort, CosmosMsg msg) {
        return switch (msg) {
            case IbcMsg.SendPacket sent -> sendPacket(ctx, ibcPort, sent);
            case IbcMsg.WriteAcknowledgement written -> acknowledge(ctx, ibcPort, written);
            case Ibc2Msg.WriteAcknowledgement written -> acknowledge(ctx, contract, written);
            default -> throw WasmError.UNKNOWN_MSG.failure();
        };
    }

    private Messenger.Sent sendPacket(Context ctx, String port, IbcMsg.SendPacket sent) {
        requireChannel(port, sent.channelId());
        long sequence = within(
                "channel",
                () -> core.send(
                        new HostContext(ctx),
                        port,
                        sent.channelId(),
                        height(sent.timeout()),
                        sent.timeout().timestampNanos(),
                        sent.data().toArray()));
        return answer(MsgIBCSendResponse.newBuilder().setSequence(sequence).build());
    }

    private static void requireChannel(String port, String channel) {
        if (port.isEmpty()) {
            throw WasmError.UNSUPPORTED_FOR_CONTRACT.failure("ibc not supported");
        }
        if (channel.isEmpty()) {
            throw WasmError.EMPTY.failure("ibc channel");
        }
    }

    private static Messenger.Sent answer(Message response) {
        return new Messenger.Sent(
                List.of(), List.of(GoWire.encode(response)), List.of(List.of(KnownTypes.pack(response))));
    }

    /** Works once: the packet is forgotten with its answer. */
    private Messenger.Sent acknowledge(Context ctx, String port, IbcMsg.WriteAcknowledgement written) {
        requireChannel(port, written.channelId());
        Packet packet = WaitingPackets.find(ctx, port, written.channelId(), written.packetSequence())
                .orElseThrow(() -> WasmError.INVALID.failure("packet"));
        within("acknowledgement", () -> {
            core.writeAcknowledgement(
                    new HostContext(ctx), packet, written.ack().toArray());
            return true;
        });
        WaitingPackets.remove(ctx, port, written.channelId(), written.packetSequence());
        return answer(MsgIBCWriteAcknowledgementResponse.getDefaultInstance());
    }

    /** Only the contract that a packet is addressed to acknowledges it. */
    private Messenger.Sent acknowledge(Context ctx, Address contract, Ibc2Msg.WriteAcknowledgement written) {
        String client = written.destinationClient();
        if (client.isEmpty()) {
            throw WasmError.EMPTY.failure("ibc2 destination client");
        }
        HostContext ibc = new HostContext(ctx);
        var packet = PacketStoreV2.waiting(ibc, client, written.packetSequence())
                .orElseThrow(() -> WasmError.INVALID.failure("no pending async packet for client " + client
                        + " sequence " + Long.toUnsignedString(written.packetSequence())));
        String own = Ports.v2(contract, format);
        String addressed = packet.getPayloads(0).getDestinationPort();
        if (!addressed.equals(own)) {
            throw SdkError.UNAUTHORIZED.failure(
                    "contract port " + own + " is not authorized to acknowledge packet addressed to port " + addressed);
        }
        within("ibc2 Write Acknowledgement", () -> {
            ByteString acknowledgement = ByteString.copyFrom(written.ack().toArray());
            core.packetsV2().writeLater(ibc, client, written.packetSequence(), Acknowledgements.of(acknowledgement));
            return true;
        });
        return answer(MsgIBCWriteAcknowledgementResponse.getDefaultInstance());
    }

    private static <T> T within(String circumstance, Supplier<T> step) {
        return Circumstances.within(circumstance, () -> HostFailures.forChain(step));
    }
}
