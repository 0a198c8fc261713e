package dev.orrery.ibc.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.Handshakes;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.ibc.core.channel.v1.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.ResponseResultType;
import dev.orrery.proto.ibc.core.channel.v1.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketFlowTest {
    private static final String PORT = ScriptedApplication.PORT;
    private static final String ID = "channel-0";
    private static final byte[] DATA = "hello".getBytes(UTF_8);

    private final ScriptedApplication appA = new ScriptedApplication();
    private final ScriptedApplication appB = new ScriptedApplication();
    private final ChainPair pair = new ChainPair(core -> Map.of(PORT, appA), core -> Map.of(PORT, appB));
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();

    private void open(Order order) {
        pair.open(PORT, PORT, order, "v");
        appA.told.clear();
        appB.told.clear();
    }

    private Packet send() {
        return pair.send(pair.a(), PORT, ID, DATA);
    }

    private static ResponseResultType result(Message response) {
        Object value = response.getField(response.getDescriptorForType().findFieldByName("result"));
        return ResponseResultType.valueOf((EnumValueDescriptor) value);
    }

    private static boolean committed(TestChain chain, long sequence) {
        return PacketStore.commitment(chain.context(), PORT, ID, sequence).isPresent();
    }

    @Test
    void aPacketIsReceivedOnceAndAcknowledgedOnce() {
        open(Order.ORDER_UNORDERED);
        Packet packet = send();
        assertTrue(committed(a, 1));
        assertEquals(
                ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS, result(b.deliver(pair.receive(pair.b(), packet))));
        byte[] acknowledgement = ChainPair.acknowledgement(b).orElseThrow();
        assertArrayEquals("{\"result\":\"AQ==\"}".getBytes(UTF_8), acknowledgement);
        assertEquals(ResponseResultType.RESPONSE_RESULT_TYPE_NOOP, result(b.deliver(pair.receive(pair.b(), packet))));
        assertEquals(List.of(), b.events());
        assertEquals(
                ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS,
                result(a.deliver(pair.acknowledge(pair.a(), packet, acknowledgement))));
        assertFalse(committed(a, 1));
        assertEquals(
                ResponseResultType.RESPONSE_RESULT_TYPE_NOOP,
                result(a.deliver(pair.acknowledge(pair.a(), packet, acknowledgement))));
        assertEquals(List.of("onReceive 1"), appB.told);
        assertEquals(List.of("onAcknowledge 1 {\"result\":\"AQ==\"}"), appA.told);
    }

    @Test
    void eventsOfASendAreWhatRelayersParse() {
        open(Order.ORDER_UNORDERED);
        long limit = b.clock().nanos() + 1_000_000_000_000L;
        pair.send(pair.a(), PORT, ID, new Height(4, 1000), limit, DATA);
        assertEquals(
                IbcEvent.of(
                        "send_packet",
                        "packet_data",
                        "hello",
                        "packet_data_hex",
                        "68656c6c6f",
                        "packet_timeout_height",
                        "4-1000",
                        "packet_timeout_timestamp",
                        Long.toString(limit),
                        "packet_sequence",
                        "1",
                        "packet_src_port",
                        PORT,
                        "packet_src_channel",
                        ID,
                        "packet_dst_port",
                        PORT,
                        "packet_dst_channel",
                        ID,
                        "packet_channel_ordering",
                        "ORDER_UNORDERED",
                        "packet_connection",
                        "connection-0",
                        "connection_id",
                        "connection-0"),
                a.events().get(0));
        assertEquals(IbcEvent.of("message", "module", "ibc_channel"), a.events().get(1));
    }

    @Test
    void sendingNeedsAnOpenChannelALiveClientTimeAndData() {
        open(Order.ORDER_UNORDERED);
        long later = b.clock().nanos() + 1_000_000_000_000L;
        refusedSend("channel-9", Height.ZERO, later, DATA, "channel-9: channel not found");
        refusedSend(ID, Height.ZERO, 0, DATA, "packet timeout height and packet timeout timestamp cannot both be 0");
        refusedSend(ID, Height.ZERO, later, new byte[0], "packet data bytes cannot be empty: invalid packet");
        refusedSend(
                ID,
                Height.ZERO,
                later,
                new byte[Packets.MAX_DATA_BYTES + 1],
                "packet data bytes cannot exceed 262144 bytes: invalid packet");
        refusedSend(ID, new Height(4, 1), 0, DATA, "invalid packet timeout: current height: 4-");
        refusedSend(ID, Height.ZERO, 1, DATA, "invalid packet timeout: current timestamp: ");
        a.deliver(pair.message(pair.a(), "Misbehaviour"));
        refusedSend(ID, Height.ZERO, later, DATA, "cannot send packet using client (99-looking-0) with status Frozen");
        assertEquals(Optional.empty(), PacketStore.commitment(a.context(), PORT, ID, 1));
    }

    private void refusedSend(String channel, Height height, long nanos, byte[] data, String text) {
        IbcException refused =
                assertThrows(IbcException.class, () -> pair.send(pair.a(), PORT, channel, height, nanos, data));
        assertTrue(refused.text().contains(text), refused.text());
    }

    @Test
    void aPacketThatWasNotSentLikeThisIsRefused() {
        open(Order.ORDER_UNORDERED);
        Packet packet = send();
        MsgRecvPacket good = pair.receive(pair.b(), packet);
        record Row(String name, Packet packet, String text) {}
        for (Row row : List.of(
                new Row(
                        "data",
                        packet.toBuilder().setData(ByteString.copyFromUtf8("x")).build(),
                        "another value"),
                new Row(
                        "limit",
                        packet.toBuilder().setTimeoutTimestamp(Long.MAX_VALUE).build(),
                        "another value"),
                new Row("sequence", packet.toBuilder().setSequence(2).build(), "nothing at the path"),
                new Row(
                        "source port",
                        packet.toBuilder().setSourcePort("other").build(),
                        "packet source port doesn't match the counterparty's port (other ≠ scripted)"),
                new Row(
                        "source channel",
                        packet.toBuilder().setSourceChannel("channel-7").build(),
                        "packet source channel doesn't match the counterparty's channel (channel-7 ≠ channel-0)"),
                new Row(
                        "destination",
                        packet.toBuilder().setDestinationChannel("channel-7").build(),
                        "channel-7: channel not found"),
                new Row(
                        "unknown port",
                        packet.toBuilder().setDestinationPort("nobody").build(),
                        "route not found to portID: nobody"))) {
            b.refuse(good.toBuilder().setPacket(row.packet()).build(), row.text());
        }
        b.refuse(
                good.toBuilder()
                        .setProofCommitment(ByteString.copyFromUtf8("forged"))
                        .build(),
                "no proof");
        b.refuse(good.toBuilder().clearProofCommitment().build(), "cannot submit an empty commitment proof");
        assertEquals(List.of(), appB.told);
        b.deliver(good);
    }

    @Test
    void whatAnApplicationDidIsUndoneIfItAnswersWithAnErrorButTheReceiptAndTheAnswerStay() {
        open(Order.ORDER_UNORDERED);
        appB.answer = packet -> Optional.of(Acknowledgement.error("no <thanks>"));
        Packet packet = send();
        b.deliver(pair.receive(pair.b(), packet));
        assertFalse(ScriptedApplication.left(b.context(), "onReceive"));
        assertTrue(PacketStore.hasReceipt(b.context(), PORT, ID, 1));
        byte[] acknowledgement = ChainPair.acknowledgement(b).orElseThrow();
        assertEquals("{\"error\":\"no \\u003cthanks\\u003e\"}", new String(acknowledgement, UTF_8));
        assertEquals(
                Optional.of(IbcEvent.of("ibccallbackerror-application", "ibccallbackerror-step", "onReceive")),
                b.event("ibccallbackerror-application"));
        a.deliver(pair.acknowledge(pair.a(), packet, acknowledgement));
        assertFalse(committed(a, 1));
    }

    @Test
    void anApplicationThatThrowsFailsTheTransactionSoThatItCanBeTriedAgain() {
        open(Order.ORDER_UNORDERED);
        appB.refuses.add("onReceive");
        Packet packet = send();
        b.refuse(pair.receive(pair.b(), packet), "scripted: internal logic error");
        assertFalse(PacketStore.hasReceipt(b.context(), PORT, ID, 1));
        appB.refuses.clear();
        b.deliver(pair.receive(pair.b(), packet));
        byte[] acknowledgement = ChainPair.acknowledgement(b).orElseThrow();
        appA.refuses.add("onAcknowledge");
        a.refuse(pair.acknowledge(pair.a(), packet, acknowledgement), "acknowledge packet callback failed: scripted");
        assertTrue(committed(a, 1));
        appA.refuses.clear();
        a.deliver(pair.acknowledge(pair.a(), packet, acknowledgement));
    }

    @Test
    void anAnswerMayComeLaterAndOnlyOnce() {
        open(Order.ORDER_UNORDERED);
        appB.answer = packet -> Optional.empty();
        Packet packet = send();
        b.deliver(pair.receive(pair.b(), packet));
        assertEquals(Optional.empty(), ChainPair.acknowledgement(b));
        assertTrue(ScriptedApplication.left(b.context(), "onReceive"));
        byte[] answer = "later".getBytes(UTF_8);
        answerLater(packet, answer);
        assertArrayEquals(answer, ChainPair.acknowledgement(b).orElseThrow());
        IbcException again = assertThrows(IbcException.class, () -> answerLater(packet, answer));
        assertEquals(ChannelError.ACKNOWLEDGEMENT_EXISTS, again.kind());
        a.deliver(pair.acknowledge(pair.a(), packet, answer));
    }

    private void answerLater(Packet packet, byte[] answer) {
        b.transact(ctx -> {
            b.core().writeAcknowledgement(ctx, packet, answer);
            return true;
        });
    }

    @Test
    void anEmptyAnswerIsRefused() {
        open(Order.ORDER_UNORDERED);
        appB.answer = packet -> Optional.of(new Acknowledgement(new byte[0], true));
        b.refuse(pair.receive(pair.b(), send()), "acknowledgement cannot be empty: invalid acknowledgement");
    }

    @Test
    void anAcknowledgementIsProvedAndInCanonicalForm() {
        open(Order.ORDER_UNORDERED);
        Packet packet = send();
        a.refuse(pair.acknowledge(pair.a(), packet, "x".getBytes(UTF_8)), "nothing at the path");
        appB.answer = p -> Optional.of(new Acknowledgement("{\"result\": \"AQ==\"}".getBytes(UTF_8), true));
        b.deliver(pair.receive(pair.b(), packet));
        a.refuse(
                pair.acknowledge(pair.a(), packet, "{\"result\": \"AQ==\"}".getBytes(UTF_8)),
                "acknowledgement marshalling error: invalid acknowledgement");
        a.refuse(pair.acknowledge(pair.a(), packet, "other".getBytes(UTF_8)), "another value");
        a.refuse(
                pair.acknowledge(
                        pair.a(),
                        packet.toBuilder().setData(ByteString.copyFromUtf8("x")).build(),
                        DATA),
                "commitment bytes are not equal: got ([");
        a.refuse(pair.acknowledge(pair.a(), packet, new byte[0]), "ack bytes cannot be empty");
    }

    @Test
    void orderedPacketsComeInOrder() {
        open(Order.ORDER_ORDERED);
        Packet first = send();
        Packet second = send();
        b.refuse(
                pair.receive(pair.b(), second),
                "packet sequence ≠ next receive sequence (2 ≠ 1): packet sequence is out of order");
        b.deliver(pair.receive(pair.b(), first));
        assertEquals(ResponseResultType.RESPONSE_RESULT_TYPE_NOOP, result(b.deliver(pair.receive(pair.b(), first))));
        b.deliver(pair.receive(pair.b(), second));
        byte[] answer = Acknowledgement.result((byte) 1).bytes();
        a.refuse(
                pair.acknowledge(pair.a(), second, answer),
                "packet sequence ≠ next ack sequence (2 ≠ 1): packet sequence is out of order");
        a.deliver(pair.acknowledge(pair.a(), first, answer));
        a.deliver(pair.acknowledge(pair.a(), second, answer));
        assertFalse(PacketStore.hasReceipt(b.context(), PORT, ID, 1));
    }

    private Packet sendWithSecondsLeft(long seconds) {
        return pair.send(pair.a(), PORT, ID, Height.ZERO, b.clock().nanos() + seconds * 1_000_000_000L, DATA);
    }

    @Test
    void aLatePacketIsRefusedThereAndTimesOutHere() {
        open(Order.ORDER_UNORDERED);
        Packet packet = sendWithSecondsLeft(10);
        a.refuse(pair.timeout(pair.a(), packet, 1), "packet timeout not reached: current timestamp: ");
        b.endBlock(20);
        b.refuse(pair.receive(pair.b(), packet), "packet timeout elapsed: current timestamp: ");
        MsgTimeout timeout = pair.timeout(pair.a(), packet, 1);
        a.refuse(
                timeout.toBuilder()
                        .setProofUnreceived(ByteString.copyFromUtf8("forged"))
                        .build(),
                "failed packet receipt absence verification for client (99-looking-0): no proof");
        a.refuse(timeout.toBuilder().setNextSequenceRecv(0).build(), "next sequence receive cannot be 0");
        assertEquals(ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS, result(a.deliver(timeout)));
        assertEquals(ResponseResultType.RESPONSE_RESULT_TYPE_NOOP, result(a.deliver(timeout)));
        assertEquals(List.of("onTimeout 1"), appA.told);
        assertFalse(committed(a, 1));
        assertEquals(
                State.STATE_OPEN,
                a.core().channels().require(a.context(), PORT, ID).getState());
    }

    @Test
    void theLimitItselfIsTooLate() {
        open(Order.ORDER_UNORDERED);
        long height = b.clock().height().number() + 5;
        Packet packet = pair.send(pair.a(), PORT, ID, new Height(4, height), 0, DATA);
        while (b.clock().height().number() + 2 < height) {
            b.endBlock(1);
        }
        MsgRecvPacket message = pair.receive(pair.b(), packet);
        assertEquals(height - 1, b.clock().height().number());
        b.endBlock(1);
        b.refuse(message, "current height: 4-" + height + ", timeout height 4-" + height + ": timeout elapsed");
    }

    @Test
    void aReceivedPacketDoesNotTimeOut() {
        open(Order.ORDER_UNORDERED);
        Packet packet = sendWithSecondsLeft(10);
        b.deliver(pair.receive(pair.b(), packet));
        b.endBlock(20);
        a.refuse(pair.timeout(pair.a(), packet, 1), "something is at the path");
        assertTrue(committed(a, 1));
    }

    @Test
    void aTimeoutClosesAnOrderedChannel() {
        open(Order.ORDER_ORDERED);
        Packet packet = sendWithSecondsLeft(10);
        Packet next = send();
        b.endBlock(20);
        a.refuse(
                pair.timeout(pair.a(), packet, 2),
                "packet already received, next sequence receive > packet sequence (2 > 1): packet already received");
        a.deliver(pair.timeout(pair.a(), packet, 1));
        assertEquals(
                State.STATE_CLOSED,
                a.core().channels().require(a.context(), PORT, ID).getState());
        assertTrue(a.event("channel_close").isPresent());
        assertTrue(committed(a, next.getSequence()));
        b.deliver(pair.handshakes().closeConfirm(pair.b(), PORT, ID));
        b.refuse(pair.receive(pair.b(), next), "channel is not OPEN (got STATE_CLOSED): invalid channel state");
        a.deliver(pair.timeoutOnClose(pair.a(), next, 1));
        assertFalse(committed(a, next.getSequence()));
    }

    @Test
    void aPacketToAClosedEndNeedNotWait() {
        open(Order.ORDER_UNORDERED);
        Packet packet = send();
        a.refuse(
                pair.timeoutOnClose(pair.a(), packet, 1),
                "failed channel state verification for client (99-looking-0): another value");
        b.deliver(Handshakes.closeInit(PORT, ID));
        appA.refuses.add("onTimeout");
        a.refuse(pair.timeoutOnClose(pair.a(), packet, 1), "timeout on close callback failed: scripted");
        appA.refuses.clear();
        assertEquals(
                ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS,
                result(a.deliver(pair.timeoutOnClose(pair.a(), packet, 1))));
        assertEquals(
                ResponseResultType.RESPONSE_RESULT_TYPE_NOOP,
                result(a.deliver(pair.timeoutOnClose(pair.a(), packet, 1))));
    }

    @Test
    void aFrozenClientLetsNothingThrough() {
        open(Order.ORDER_UNORDERED);
        Packet packet = send();
        MsgRecvPacket message = pair.receive(pair.b(), packet);
        b.deliver(pair.message(pair.b(), "Misbehaviour"));
        b.refuse(message, "with status Frozen: client state is not active");
        assertEquals(List.of(), appB.told);
    }
}
