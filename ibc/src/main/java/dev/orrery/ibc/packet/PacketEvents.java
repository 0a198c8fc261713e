package dev.orrery.ibc.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.channel.ChannelEvents;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What relayers learn of packets. ibc-go 04-channel keeper/events.go. Beside the reference's attributes stand {@code packet_data} and
 * {@code packet_ack}, which ibc-go had until v9 and older relayers still read.
 */
final class PacketEvents {
    private PacketEvents() {}

    static void sent(IbcContext ctx, Packet packet, Channel channel) {
        emit(ctx, "send_packet", withData(packet), packet, connection(channel, true));
    }

    static void received(IbcContext ctx, Packet packet, Channel channel) {
        emit(ctx, "recv_packet", withData(packet), packet, connection(channel, true));
    }

    static void acknowledgementWritten(IbcContext ctx, Packet packet, Channel channel, byte[] acknowledgement) {
        List<IbcEvent.Attribute> tail = new ArrayList<>();
        text(acknowledgement).ifPresent(text -> tail.add(new IbcEvent.Attribute("packet_ack", text)));
        tail.add(new IbcEvent.Attribute("packet_ack_hex", HexFormat.of().formatHex(acknowledgement)));
        tail.addAll(connection(channel, true));
        emit(ctx, "write_acknowledgement", withData(packet), packet, tail);
    }

    static void acknowledged(IbcContext ctx, Packet packet, Channel channel) {
        emit(ctx, "acknowledge_packet", List.of(), packet, connection(channel, true));
    }

    static void timedOut(IbcContext ctx, Packet packet, Channel channel) {
        emit(ctx, "timeout_packet", List.of(), packet, connection(channel, false));
    }

    private static List<IbcEvent.Attribute> withData(Packet packet) {
        byte[] data = packet.getData().toByteArray();
        List<IbcEvent.Attribute> attributes = new ArrayList<>();
        text(data).ifPresent(text -> attributes.add(new IbcEvent.Attribute("packet_data", text)));
        attributes.add(new IbcEvent.Attribute("packet_data_hex", HexFormat.of().formatHex(data)));
        return attributes;
    }

    /** Attributes are texts: what is none has only its hexadecimal form. */
    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private static List<IbcEvent.Attribute> connection(Channel channel, boolean usual) {
        var ordering = new IbcEvent.Attribute(
                "packet_channel_ordering", channel.getOrdering().name());
        var connection = new IbcEvent.Attribute("connection_id", channel.getConnectionHops(0));
        return usual
                ? List.of(
                        ordering, new IbcEvent.Attribute("packet_connection", channel.getConnectionHops(0)), connection)
                : List.of(connection, ordering);
    }

    private static void emit(
            IbcContext ctx, String type, List<IbcEvent.Attribute> head, Packet packet, List<IbcEvent.Attribute> tail) {
        List<IbcEvent.Attribute> attributes = new ArrayList<>(head);
        attributes.addAll(IbcEvent.of(
                        type,
                        "packet_timeout_height",
                        Packets.timeoutHeight(packet).toString(),
                        "packet_timeout_timestamp",
                        Long.toUnsignedString(packet.getTimeoutTimestamp()),
                        "packet_sequence",
                        Long.toUnsignedString(packet.getSequence()),
                        "packet_src_port",
                        packet.getSourcePort(),
                        "packet_src_channel",
                        packet.getSourceChannel(),
                        "packet_dst_port",
                        packet.getDestinationPort(),
                        "packet_dst_channel",
                        packet.getDestinationChannel())
                .attributes());
        attributes.addAll(tail);
        ctx.events().emit(new IbcEvent(type, attributes), ChannelEvents.MODULE);
    }
}
