package dev.orrery.ibc.v2;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import java.util.HexFormat;

/** What relayers learn of packets between clients. ibc-go 04-channel/v2 keeper/events.go. */
final class PacketEventsV2 {
    private static final String MODULE = "ibc_channelv2";

    private PacketEventsV2() {}

    static void emit(IbcContext ctx, String type, Packet packet) {
        ctx.events().emit(of(type, packet), MODULE);
    }

    static void acknowledgementWritten(IbcContext ctx, Packet packet, Acknowledgement acknowledgement) {
        IbcEvent event = of("write_acknowledgement", packet)
                .with("encoded_acknowledgement_hex", HexFormat.of().formatHex(acknowledgement.toByteArray()));
        ctx.events().emit(event, MODULE);
    }

    private static IbcEvent of(String type, Packet packet) {
        return IbcEvent.of(
                type,
                "packet_source_client",
                packet.getSourceClient(),
                "packet_dest_client",
                packet.getDestinationClient(),
                "packet_sequence",
                Long.toUnsignedString(packet.getSequence()),
                "packet_timeout_timestamp",
                Long.toUnsignedString(packet.getTimeoutTimestamp()),
                "encoded_packet_hex",
                HexFormat.of().formatHex(packet.toByteArray()));
    }
}
