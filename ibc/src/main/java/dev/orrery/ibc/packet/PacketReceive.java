package dev.orrery.ibc.packet;

import static dev.orrery.ibc.Circumstances.within;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.connection.ProofChecks;
import dev.orrery.ibc.connection.ProofChecks.Proof;
import dev.orrery.ibc.host.Counter;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import java.util.Optional;

/** Takes in packets, each once, and writes down what was answered. ibc-go 04-channel keeper/packet.go. */
public record PacketReceive(ConnectionKeeper connections, ChannelKeeper channels, ProofChecks proofs) {
    /**
     * Checks a packet and remembers that it came.
     *
     * @return the channel's version; empty if it came before
     */
    public Optional<String> receive(IbcContext ctx, Packet packet, Proof committed) {
        Channel channel = destination(ctx, packet);
        Mismatch.requireSource(packet, channel);
        ConnectionEnd connection = connections.requireOpen(ctx, channel.getConnectionHops(0));
        if (Packets.isElapsed(packet, ctx.height(), ctx.clock().nanos())) {
            throw Packets.elapsed(packet, ctx.height(), ctx.clock().nanos()).in("packet timeout elapsed");
        }
        byte[] commitment = Packets.commitment(packet);
        within(
                "couldn't verify counterparty packet commitment",
                () -> proofs.commitment(
                        ctx,
                        connection,
                        committed,
                        packet.getSourcePort(),
                        packet.getSourceChannel(),
                        packet.getSequence(),
                        commitment));
        boolean first = markReceived(ctx, packet, channel);
        PacketEvents.received(ctx, packet, channel);
        return first ? Optional.of(channel.getVersion()) : Optional.empty();
    }

    /**
     * Remembers that a packet came whose proof was verified before. ibc-go 04-channel keeper/ante.go: RecvPacketReCheckTx.
     *
     * @return whether it didn't come in the meantime
     */
    public boolean receiveProved(IbcContext ctx, Packet packet) {
        return markReceived(ctx, packet, known(ctx, packet));
    }

    /** Whether the packet didn't come before. */
    private static boolean markReceived(IbcContext ctx, Packet packet, Channel channel) {
        return switch (channel.getOrdering()) {
            case ORDER_UNORDERED -> markUnordered(ctx, packet);
            case ORDER_ORDERED -> markOrdered(ctx, packet);
            case ORDER_NONE_UNSPECIFIED, UNRECOGNIZED ->
                throw ChannelError.INVALID_CHANNEL_ORDERING.failure(
                        "invalid channel ordering: " + channel.getOrdering());
        };
    }

    private static boolean markUnordered(IbcContext ctx, Packet packet) {
        String port = packet.getDestinationPort();
        String channel = packet.getDestinationChannel();
        if (PacketStore.hasReceipt(ctx, port, channel, packet.getSequence())) {
            return false;
        }
        PacketStore.setReceipt(ctx, port, channel, packet.getSequence());
        return true;
    }

    private static boolean markOrdered(IbcContext ctx, Packet packet) {
        Counter next = ChannelKeeper.nextReceive(packet.getDestinationPort(), packet.getDestinationChannel());
        long expected = next.get(ctx)
                .orElseThrow(() -> ChannelError.SEQUENCE_RECEIVE_NOT_FOUND.failure("destination port: "
                        + packet.getDestinationPort() + ", destination channel: " + packet.getDestinationChannel()));
        int order = Long.compareUnsigned(packet.getSequence(), expected);
        if (order < 0) {
            return false;
        }
        if (order > 0) {
            throw outOfOrder("receive", packet.getSequence(), expected);
        }
        next.set(ctx, expected + 1);
        return true;
    }

    static IbcException outOfOrder(String what, long sequence, long expected) {
        return ChannelError.PACKET_SEQUENCE_OUT_OF_ORDER.failure("packet sequence ≠ next " + what + " sequence ("
                + Long.toUnsignedString(sequence) + " ≠ " + Long.toUnsignedString(expected) + ")");
    }

    /** Writes down the answer to a packet, once. */
    public void writeAcknowledgement(IbcContext ctx, Packet packet, byte[] acknowledgement) {
        Channel channel = destination(ctx, packet);
        String port = packet.getDestinationPort();
        String id = packet.getDestinationChannel();
        if (PacketStore.hasAcknowledgement(ctx, port, id, packet.getSequence())) {
            throw ChannelError.ACKNOWLEDGEMENT_EXISTS.failure();
        }
        if (acknowledgement.length == 0) {
            throw ChannelError.INVALID_ACKNOWLEDGEMENT.failure("acknowledgement cannot be empty");
        }
        PacketStore.setAcknowledgement(ctx, port, id, packet.getSequence(), Sha256.of(acknowledgement));
        PacketEvents.acknowledgementWritten(ctx, packet, channel, acknowledgement);
    }

    private Channel destination(IbcContext ctx, Packet packet) {
        return ChannelKeeper.requireOpen(known(ctx, packet));
    }

    private Channel known(IbcContext ctx, Packet packet) {
        return channels.get(ctx, packet.getDestinationPort(), packet.getDestinationChannel())
                .orElseThrow(() -> ChannelError.CHANNEL_NOT_FOUND.failure(packet.getDestinationChannel()));
    }
}
