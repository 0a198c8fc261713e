package dev.orrery.ibc.packet;

import static dev.orrery.ibc.Circumstances.within;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.client.ClientStatus;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.host.Counter;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Packet;

/** Sends packets on behalf of applications. ibc-go 04-channel keeper/packet.go: SendPacket. */
public record PacketSend(ClientKeeper clients, ConnectionKeeper connections, ChannelKeeper channels) {
    /** Returns the packet's sequence, unsigned. */
    public long send(
            IbcContext ctx, String port, String channelId, Height timeoutHeight, long timeoutNanos, byte[] data) {
        Channel channel =
                channels.get(ctx, port, channelId).orElseThrow(() -> ChannelError.CHANNEL_NOT_FOUND.failure(channelId));
        ChannelKeeper.requireOpen(channel);
        Counter next = ChannelKeeper.nextSend(port, channelId);
        long sequence = next.get(ctx)
                .orElseThrow(() -> ChannelError.SEQUENCE_SEND_NOT_FOUND.failure(
                        "source port: " + port + ", source channel: " + channelId));
        Packet packet = packet(port, channelId, channel, sequence, timeoutHeight, timeoutNanos, data);
        within("constructed packet failed basic validation", () -> Packets.check(packet));
        requireTime(ctx, packet, channel);
        next.set(ctx, sequence + 1);
        PacketStore.setCommitment(ctx, port, channelId, sequence, Packets.commitment(packet));
        PacketEvents.sent(ctx, packet, channel);
        return sequence;
    }

    /** Refuses if the other chain, as far as is known, is already past the packet's limits. */
    private void requireTime(IbcContext ctx, Packet packet, Channel channel) {
        String client = connections.require(ctx, channel.getConnectionHops(0)).getClientId();
        ClientStatus status = clients.status(ctx, client);
        if (status != ClientStatus.ACTIVE) {
            throw ClientError.CLIENT_NOT_ACTIVE.failure(
                    "cannot send packet using client (" + client + ") with status " + status.word());
        }
        Height latest = clients.latestHeight(ctx, client);
        if (latest.isZero()) {
            throw ClientError.INVALID_HEIGHT.failure(
                    "cannot send packet using client (" + client + ") with zero height");
        }
        long nanos = clients.timestampAt(ctx, client, latest);
        if (Packets.isElapsed(packet, latest, nanos)) {
            throw Packets.elapsed(packet, latest, nanos).in("invalid packet timeout");
        }
    }

    private static Packet packet(
            String port,
            String channelId,
            Channel channel,
            long sequence,
            Height timeoutHeight,
            long timeoutNanos,
            byte[] data) {
        Packet.Builder packet = Packet.newBuilder()
                .setSequence(sequence)
                .setSourcePort(port)
                .setSourceChannel(channelId)
                .setDestinationPort(channel.getCounterparty().getPortId())
                .setDestinationChannel(channel.getCounterparty().getChannelId())
                .setData(ByteString.copyFrom(data))
                .setTimeoutTimestamp(timeoutNanos);
        packet.getTimeoutHeightBuilder()
                .setRevisionNumber(timeoutHeight.revision())
                .setRevisionHeight(timeoutHeight.number());
        return packet.build();
    }
}
