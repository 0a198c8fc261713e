package dev.orrery.ibc.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What relayers parse, name by name and in order. */
class PacketEventsTest {
    private static final String PORT = ScriptedApplication.PORT;
    private static final String DATA = "packet_data=hello packet_data_hex=68656c6c6f ";
    private static final String ROUTE = "packet_sequence=1 packet_src_port=scripted packet_src_channel=channel-0"
            + " packet_dst_port=scripted packet_dst_channel=channel-0 ";

    private final ChainPair pair = new ChainPair(
            core -> Map.of(PORT, new ScriptedApplication()), core -> Map.of(PORT, new ScriptedApplication()));
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();

    private Packet send(Order order, long seconds) {
        pair.open(PORT, PORT, order, "v");
        long limit = b.clock().nanos() + seconds * 1_000_000_000L;
        return pair.send(pair.a(), PORT, "channel-0", Height.ZERO, limit, "hello".getBytes(UTF_8));
    }

    private static String limit(Packet packet) {
        return "packet_timeout_height=0-0 packet_timeout_timestamp=" + packet.getTimeoutTimestamp() + " ";
    }

    private static String tail(Order order) {
        return "packet_channel_ordering=" + order + " packet_connection=connection-0 connection_id=connection-0";
    }

    private static List<String> events(TestChain chain) {
        return chain.events().stream()
                .map(event -> event.type() + ": "
                        + event.attributes().stream()
                                .map(PacketEventsTest::text)
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    private static String text(IbcEvent.Attribute attribute) {
        return attribute.key() + "=" + attribute.value();
    }

    @Test
    void aReceivedPacketIsToldAndThenItsAnswer() {
        Packet packet = send(Order.ORDER_UNORDERED, 1000);
        b.deliver(pair.receive(pair.b(), packet));
        String head = DATA + limit(packet) + ROUTE;
        assertEquals(
                List.of(
                        "recv_packet: " + head + tail(Order.ORDER_UNORDERED),
                        "message: module=ibc_channel",
                        "application: step=onReceive",
                        "write_acknowledgement: " + head
                                + "packet_ack={\"result\":\"AQ==\"} packet_ack_hex=7b22726573756c74223a2241513d3d227d "
                                + tail(Order.ORDER_UNORDERED),
                        "message: module=ibc_channel"),
                events(b));
    }

    @Test
    void anAcknowledgementIsToldWithoutData() {
        Packet packet = send(Order.ORDER_ORDERED, 1000);
        b.deliver(pair.receive(pair.b(), packet));
        a.deliver(
                pair.acknowledge(pair.a(), packet, ChainPair.acknowledgement(b).orElseThrow()));
        assertEquals(
                List.of(
                        "acknowledge_packet: " + limit(packet) + ROUTE + tail(Order.ORDER_ORDERED),
                        "message: module=ibc_channel",
                        "application: step=onAcknowledge"),
                events(a));
    }

    @Test
    void aTimeoutIsToldAfterTheChannelThatItCloses() {
        Packet packet = send(Order.ORDER_ORDERED, 10);
        b.endBlock(20);
        a.deliver(pair.timeout(pair.a(), packet, 1));
        assertEquals(
                List.of(
                        "channel_close: port_id=scripted channel_id=channel-0 counterparty_port_id=scripted"
                                + " counterparty_channel_id=channel-0 connection_id=connection-0"
                                + " packet_channel_ordering=ORDER_ORDERED",
                        "message: module=ibc_channel",
                        "timeout_packet: " + limit(packet) + ROUTE
                                + "connection_id=connection-0 packet_channel_ordering=ORDER_ORDERED",
                        "message: module=ibc_channel",
                        "application: step=onTimeout"),
                events(a));
    }
}
