package dev.orrery.ibc.packet;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.connection.ProofChecks;
import dev.orrery.ibc.connection.ProofChecks.Proof;
import dev.orrery.ibc.host.Counter;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import java.util.Arrays;
import java.util.Optional;

/** Learns what was answered to packets of this chain. ibc-go 04-channel keeper/packet.go: AcknowledgePacket. */
public record PacketAcknowledge(ConnectionKeeper connections, ChannelKeeper channels, ProofChecks proofs) {
    /**
     * Checks an answer and forgets the packet.
     *
     * @return the channel's version; empty if the packet was acknowledged or timed out before
     */
    public Optional<String> acknowledge(IbcContext ctx, Packet packet, byte[] acknowledgement, Proof written) {
        String port = packet.getSourcePort();
        String id = packet.getSourceChannel();
        Channel channel = ChannelKeeper.requireOpen(channels.require(ctx, port, id));
        Mismatch.requireDestination(packet, channel);
        ConnectionEnd connection = connections.requireOpen(ctx, channel.getConnectionHops(0));
        Optional<byte[]> commitment = PacketStore.commitment(ctx, port, id, packet.getSequence());
        if (commitment.isEmpty()) {
            PacketEvents.acknowledged(ctx, packet, channel);
            return Optional.empty();
        }
        if (Acknowledgement.parse(acknowledgement)
                .filter(envelope -> !Arrays.equals(envelope.encode(), acknowledgement))
                .isPresent()) {
            throw ChannelError.INVALID_ACKNOWLEDGEMENT.failure("acknowledgement marshalling error");
        }
        Packets.requireSent("commitment bytes", packet, commitment.get(), false);
        proofs.acknowledgement(
                ctx,
                connection,
                written,
                packet.getDestinationPort(),
                packet.getDestinationChannel(),
                packet.getSequence(),
                Sha256.of(acknowledgement));
        if (channel.getOrdering() == Order.ORDER_ORDERED) {
            advance(ctx, packet);
        }
        PacketStore.deleteCommitment(ctx, port, id, packet.getSequence());
        PacketEvents.acknowledged(ctx, packet, channel);
        return Optional.of(channel.getVersion());
    }

    private static void advance(IbcContext ctx, Packet packet) {
        Counter next = ChannelKeeper.nextAcknowledge(packet.getSourcePort(), packet.getSourceChannel());
        long expected = next.get(ctx)
                .orElseThrow(() -> ChannelError.SEQUENCE_ACK_NOT_FOUND.failure(
                        "source port: " + packet.getSourcePort() + ", source channel: " + packet.getSourceChannel()));
        if (packet.getSequence() != expected) {
            throw PacketReceive.outOfOrder("ack", packet.getSequence(), expected);
        }
        next.set(ctx, expected + 1);
    }
}
