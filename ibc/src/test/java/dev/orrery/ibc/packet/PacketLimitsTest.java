package dev.orrery.ibc.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.Handshakes;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.ibc.core.channel.v1.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits of packets to the nanosecond and the block, each with its neighbour, and what has to be proved when they are past. */
class PacketLimitsTest {
    private static final String PORT = ScriptedApplication.PORT;
    private static final String ID = "channel-0";
    private static final byte[] DATA = "hello".getBytes(UTF_8);
    private static final long SECOND = 1_000_000_000L;

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

    private Packet send(Height height, long nanos) {
        return pair.send(pair.a(), PORT, ID, height, nanos, DATA);
    }

    private static boolean committed(TestChain chain, long sequence) {
        return PacketStore.commitment(chain.context(), PORT, ID, sequence).isPresent();
    }

    @Test
    void sendingIsLimitedByWhatTheClientKnowsAndNotByWhatIs() {
        open(Order.ORDER_UNORDERED);
        Height known = b.clock().height();
        long knownNanos = b.clock().nanos();
        pair.update(pair.a());
        b.endBlock(100);
        assertThrows(IbcException.class, () -> send(known, 0));
        assertThrows(IbcException.class, () -> send(Height.ZERO, knownNanos));
        assertEquals(
                1, send(new Height(known.revision(), known.number() + 1), 0).getSequence());
        assertEquals(2, send(Height.ZERO, knownNanos + 1).getSequence());
    }

    @Test
    void aPacketIsTakenUntilTheNanosecondBeforeItsLimit() {
        open(Order.ORDER_UNORDERED);
        long time = b.clock().nanos() + 10 * SECOND;
        MsgRecvPacket late = pair.receive(pair.b(), send(Height.ZERO, time));
        waitUntil(time);
        b.refuse(late, "packet timeout elapsed: current timestamp: " + time + ", timeout timestamp " + time);
        time = b.clock().nanos() + 10 * SECOND;
        MsgRecvPacket early = pair.receive(pair.b(), send(Height.ZERO, time + 1));
        waitUntil(time);
        b.deliver(early);
        assertEquals(List.of("onReceive 2"), appB.told);
    }

    /** Until the next block of b has a time. */
    private void waitUntil(long nanos) {
        b.endBlock((nanos - b.clock().nanos()) / SECOND);
        assertEquals(nanos, b.clock().nanos());
    }

    @Test
    void aPacketIsGivenUpFromItsLimitOnAsTheProofsBlockHasIt() {
        open(Order.ORDER_UNORDERED);
        long height = b.clock().height().number() + 5;
        Packet byHeight = send(new Height(4, height), 0);
        Packet byTime = send(Height.ZERO, b.clock().nanos() + 100 * SECOND);
        Packet longer = send(Height.ZERO, b.clock().nanos() + 100 * SECOND + 1);
        while (b.clock().height().number() + 1 < height) {
            b.endBlock(1);
        }
        MsgTimeout soon = pair.timeout(pair.a(), byHeight, 1);
        b.endBlock(1);
        a.refuse(soon, "packet timeout not reached: current height: 4-" + (height - 1));
        a.deliver(pair.timeout(pair.a(), byHeight, 1));
        waitUntil(byTime.getTimeoutTimestamp());
        a.refuse(pair.timeout(pair.a(), longer, 1), "packet timeout not reached: current timestamp: ");
        a.deliver(pair.timeout(pair.a(), byTime, 1));
        assertEquals(List.of("onTimeout 1", "onTimeout 2"), appA.told);
    }

    @Test
    void whatAnOrderedChannelExpectsNextIsProved() {
        open(Order.ORDER_ORDERED);
        Packet packet = send(Height.ZERO, b.clock().nanos() + 10 * SECOND);
        b.deliver(pair.receive(pair.b(), packet));
        b.endBlock(20);
        a.refuse(pair.timeout(pair.a(), packet, 1), "another value");
        a.refuse(pair.timeout(pair.a(), packet, 2), "packet already received");
        assertTrue(committed(a, 1));
    }

    @Test
    void whatWasReceivedIsNotGivenUpWhenTheOtherEndCloses() {
        open(Order.ORDER_ORDERED);
        Packet received = send(Height.ZERO, b.clock().nanos() + 1000 * SECOND);
        Packet other = send(Height.ZERO, b.clock().nanos() + 1000 * SECOND);
        b.deliver(pair.receive(pair.b(), received));
        b.deliver(Handshakes.closeInit(PORT, ID));
        a.refuse(
                pair.timeoutOnClose(pair.a(), received, 2),
                "packet already received, next sequence receive > packet sequence (2 > 1: invalid packet");
        a.refuse(pair.timeoutOnClose(pair.a(), received, 1), "another value");
        a.refuse(
                pair.timeoutOnClose(pair.a(), other, 2).toBuilder()
                        .setProofClose(ByteString.copyFromUtf8("forged"))
                        .build(),
                "failed channel state verification for client (99-looking-0): no proof");
        a.refuse(
                pair.timeoutOnClose(pair.a(), other, 2).toBuilder()
                        .setProofUnreceived(ByteString.copyFromUtf8("forged"))
                        .build(),
                "no proof");
        a.deliver(pair.timeoutOnClose(pair.a(), other, 2));
        assertEquals(List.of("onTimeout 2"), appA.told);
        assertTrue(committed(a, 1));
        assertFalse(committed(a, 2));
    }

    @Test
    void anApplicationThatFailsKeepsItsPacketUntilItDoesNot() {
        open(Order.ORDER_UNORDERED);
        Packet packet = send(Height.ZERO, b.clock().nanos() + 10 * SECOND);
        b.endBlock(20);
        appA.refuses.add("onTimeout");
        a.refuse(pair.timeout(pair.a(), packet, 1), "timeout packet callback failed: scripted");
        assertTrue(committed(a, 1));
        appA.refuses.clear();
        a.deliver(pair.timeout(pair.a(), packet, 1));
        assertFalse(committed(a, 1));
    }

    @Test
    void aFrozenClientNeitherBringsAnswersNorGivesUp() {
        open(Order.ORDER_UNORDERED);
        Packet answered = send(Height.ZERO, b.clock().nanos() + 1000 * SECOND);
        b.deliver(pair.receive(pair.b(), answered));
        byte[] answer = ChainPair.acknowledgement(b).orElseThrow();
        Packet late = send(Height.ZERO, b.clock().nanos() + 10 * SECOND);
        b.endBlock(20);
        Message acknowledging = pair.acknowledge(pair.a(), answered, answer);
        Message timingOut = pair.timeout(pair.a(), late, 1);
        a.deliver(pair.message(pair.a(), "Misbehaviour"));
        a.refuse(acknowledging, "with status Frozen: client state is not active");
        a.refuse(timingOut, "with status Frozen: client state is not active");
        assertEquals(List.of(), appA.told);
        assertTrue(committed(a, 1) && committed(a, 2));
    }

    @Test
    void anAnswerThatLooksLikeAnErrorStaysASuccess() {
        open(Order.ORDER_UNORDERED);
        appB.answer = packet -> Optional.of(new Acknowledgement("{\"error\":\"only a text\"}".getBytes(UTF_8), true));
        b.deliver(pair.receive(pair.b(), send(Height.ZERO, b.clock().nanos() + 1000 * SECOND)));
        assertTrue(ScriptedApplication.left(b.context(), "onReceive"));
        assertTrue(b.event("application").isPresent());
    }
}
