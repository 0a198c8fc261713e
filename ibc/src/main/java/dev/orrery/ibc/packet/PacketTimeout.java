package dev.orrery.ibc.packet;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.channel.ChannelEvents;
import dev.orrery.ibc.channel.ChannelHandshake;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.connection.ProofChecks;
import dev.orrery.ibc.connection.ProofChecks.Proof;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import java.util.Optional;

/**
 * Gives up packets that the other chain can no longer receive: its clock is past their limits, or it closed its end. ibc-go
 * 04-channel keeper/timeout.go.
 */
public record PacketTimeout(
        ClientKeeper clients,
        ConnectionKeeper connections,
        ChannelKeeper channels,
        ChannelHandshake handshake,
        ProofChecks proofs) {
    /**
     * Gives up a packet that is too late at the height of the other chain that the proof is for.
     *
     * @param nextReceive what an ordered channel of the other chain expects next
     * @return the channel's version; empty if the packet was acknowledged or timed out before
     */
    public Optional<String> timeout(IbcContext ctx, Packet packet, Proof unreceived, long nextReceive) {
        Channel channel = source(ctx, packet);
        ConnectionEnd connection = connections.require(ctx, channel.getConnectionHops(0));
        long nanos = clients.timestampAt(ctx, connection.getClientId(), unreceived.height());
        if (!Packets.isElapsed(packet, unreceived.height(), nanos)) {
            throw Packets.notReached(packet, unreceived.height(), nanos).in("packet timeout not reached");
        }
        if (isGone(ctx, packet, channel)) {
            return Optional.empty();
        }
        proveUnreceived(ctx, packet, channel, connection, unreceived, nextReceive, false);
        return Optional.of(giveUp(ctx, packet, channel));
    }

    /** Gives up a packet, late or not, because the other end of its channel is closed. */
    public Optional<String> timeoutOnClose(
            IbcContext ctx, Packet packet, Proof unreceived, byte[] closeProof, long nextReceive) {
        Channel channel = source(ctx, packet);
        ConnectionEnd connection = connections.require(ctx, channel.getConnectionHops(0));
        if (isGone(ctx, packet, channel)) {
            return Optional.empty();
        }
        Proof closed = new Proof(closeProof, unreceived.height());
        handshake.proveCounterparty(
                ctx,
                packet.getSourcePort(),
                packet.getSourceChannel(),
                channel,
                connection,
                State.STATE_CLOSED,
                closed);
        proveUnreceived(ctx, packet, channel, connection, unreceived, nextReceive, true);
        return Optional.of(giveUp(ctx, packet, channel));
    }

    private Channel source(IbcContext ctx, Packet packet) {
        Channel channel = channels.require(ctx, packet.getSourcePort(), packet.getSourceChannel());
        Mismatch.requireDestination(packet, channel);
        return channel;
    }

    private static boolean isGone(IbcContext ctx, Packet packet, Channel channel) {
        Optional<byte[]> commitment =
                PacketStore.commitment(ctx, packet.getSourcePort(), packet.getSourceChannel(), packet.getSequence());
        if (commitment.isEmpty()) {
            PacketEvents.timedOut(ctx, packet, channel);
            return true;
        }
        Packets.requireSent("packet commitment bytes", packet, commitment.get(), true);
        return false;
    }

    private void proveUnreceived(
            IbcContext ctx,
            Packet packet,
            Channel channel,
            ConnectionEnd connection,
            Proof proof,
            long nextReceive,
            boolean closed) {
        String port = packet.getDestinationPort();
        String id = packet.getDestinationChannel();
        switch (channel.getOrdering()) {
            case ORDER_ORDERED -> {
                if (Long.compareUnsigned(nextReceive, packet.getSequence()) > 0) {
                    throw received(nextReceive, packet.getSequence(), closed);
                }
                proofs.nextSequenceReceive(ctx, connection, proof, port, id, nextReceive);
            }
            case ORDER_UNORDERED -> proofs.receiptAbsent(ctx, connection, proof, port, id, packet.getSequence());
            case ORDER_NONE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException("order of a stored channel: " + channel.getOrdering());
        }
    }

    /** Quirk: the reference's text after a close lacks its last parenthesis and has another kind. */
    private static IbcException received(long next, long sequence, boolean closed) {
        String text = "packet already received, next sequence receive > packet sequence (" + Long.toUnsignedString(next)
                + " > " + Long.toUnsignedString(sequence);
        return closed ? ChannelError.INVALID_PACKET.failure(text) : ChannelError.PACKET_RECEIVED.failure(text + ")");
    }

    /** Forgets the packet; a channel that promised order can't go on without it. */
    private String giveUp(IbcContext ctx, Packet packet, Channel channel) {
        String port = packet.getSourcePort();
        String id = packet.getSourceChannel();
        PacketStore.deleteCommitment(ctx, port, id, packet.getSequence());
        if (channel.getOrdering() == Order.ORDER_ORDERED) {
            Channel closed = channel.toBuilder().setState(State.STATE_CLOSED).build();
            channels.set(ctx, port, id, closed);
            ChannelEvents.closed(ctx, port, id, closed);
        }
        PacketEvents.timedOut(ctx, packet, channel);
        return channel.getVersion();
    }
}
