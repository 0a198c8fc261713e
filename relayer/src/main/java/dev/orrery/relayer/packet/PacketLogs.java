package dev.orrery.relayer.packet;

import dev.orrery.relayer.node.Node;

/** What one chain told of packets it sent and of acknowledgements it wrote, over channels and between clients. */
public record PacketLogs(EventLog sent, EventLog acknowledged, EventLog sentByClient, EventLog acknowledgedByClient) {
    private static final String SEND = "send_packet";
    private static final String ACKNOWLEDGE = "write_acknowledgement";

    public static PacketLogs of(Node node) {
        return new PacketLogs(
                EventLog.of(node, SEND, "packet_src_port", "packet_src_channel", "packet_sequence"),
                EventLog.of(node, ACKNOWLEDGE, "packet_dst_port", "packet_dst_channel", "packet_sequence"),
                EventLog.of(node, SEND, "packet_source_client", "packet_sequence"),
                EventLog.of(node, ACKNOWLEDGE, "packet_dest_client", "packet_sequence"));
    }
}
