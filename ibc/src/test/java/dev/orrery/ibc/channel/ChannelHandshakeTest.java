package dev.orrery.ibc.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.Handshakes;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenInit;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenTry;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelHandshakeTest {
    private static final String PORT = ScriptedApplication.PORT;
    private static final String ID = "channel-0";

    private final ScriptedApplication appA = new ScriptedApplication();
    private final ScriptedApplication appB = new ScriptedApplication();
    private final ChainPair pair = new ChainPair(core -> Map.of(PORT, appA), core -> Map.of(PORT, appB));
    private final Handshakes steps = pair.handshakes();
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();

    private static Channel end(TestChain chain) {
        return chain.core().channels().require(chain.context(), PORT, ID);
    }

    @Test
    void fourStepsOpenBothEndsAndTellBothApplications() {
        appB.version = "chosen";
        assertEquals(List.of(ID, ID), pair.open(PORT, PORT, Order.ORDER_ORDERED, "proposed"));
        assertEquals(State.STATE_OPEN, end(a).getState());
        assertEquals(State.STATE_OPEN, end(b).getState());
        assertEquals("chosen", end(a).getVersion());
        assertEquals("chosen", end(b).getVersion());
        assertEquals(List.of("onOpenInit channel-0 []", "onOpenAck channel-0 channel-0 chosen"), appA.told);
        assertEquals(List.of("onOpenTry channel-0 [channel-0]", "onOpenConfirm channel-0"), appB.told);
        assertEquals(
                IbcEvent.of(
                        "channel_open_confirm",
                        "port_id",
                        PORT,
                        "channel_id",
                        ID,
                        "counterparty_port_id",
                        PORT,
                        "counterparty_channel_id",
                        ID,
                        "connection_id",
                        "connection-0"),
                b.events().getFirst());
    }

    @Test
    void initAsksTheApplicationAfterTheChannelHasItsName() {
        steps.connect();
        MsgChannelOpenInit init = steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "v");
        a.refuse(init.toBuilder().setPortId("nobody").build(), "route not found to portID: nobody: route not found");
        a.refuse(
                init.toBuilder()
                        .setChannel(init.getChannel().toBuilder().setState(State.STATE_OPEN))
                        .build(),
                "channel state must be INIT in MsgChannelOpenInit. expected: STATE_INIT, got: STATE_OPEN");
        a.refuse(
                init.toBuilder()
                        .setChannel(init.getChannel().toBuilder().addConnectionHops("connection-1"))
                        .build(),
                "current IBC version only supports one connection hop: too many connection hops");
        a.refuse(
                init.toBuilder()
                        .setChannel(init.getChannel().toBuilder().setOrdering(Order.ORDER_NONE_UNSPECIFIED))
                        .build(),
                "ORDER_NONE_UNSPECIFIED: invalid channel ordering");
        a.refuse(
                init.toBuilder()
                        .setChannel(init.getChannel().toBuilder().setConnectionHops(0, "connection-9"))
                        .build(),
                "channel handshake open init failed: connection-9: connection not found");
        a.deliver(init);
        assertEquals(State.STATE_INIT, end(a).getState());
        assertEquals(1, ChannelKeeper.nextSend(PORT, ID).get(a.context()).orElseThrow());
    }

    /** CWA-2025-006: an error of a contract must abort the step, with nothing of it left. */
    @Test
    void anApplicationThatRefusesLeavesNoChannel() {
        steps.connect();
        appA.refuses.add("onOpenInit");
        a.refuse(
                steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "v"),
                "channel open init callback failed for port ID: scripted, channel ID: channel-0: scripted:"
                        + " internal logic error");
        assertFalse(a.core().channels().has(a.context(), PORT, ID));
        assertFalse(ScriptedApplication.left(a.context(), "onOpenInit"));
        appA.refuses.clear();
        a.deliver(steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "v"));

        appB.refuses.add("onOpenTry");
        b.refuse(steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "v"), "channel open try callback failed");
        assertFalse(b.core().channels().has(b.context(), PORT, ID));
        appB.refuses.clear();
        b.deliver(steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "v"));

        appA.refuses.add("onOpenAck");
        a.refuse(steps.channelAck(PORT, ID, ID, "v"), "channel open ack callback failed");
        assertEquals(State.STATE_INIT, end(a).getState());
        appA.refuses.clear();
        a.deliver(steps.channelAck(PORT, ID, ID, "v"));

        appB.refuses.add("onOpenConfirm");
        b.refuse(steps.channelConfirm(PORT, ID), "channel open confirm callback failed");
        assertEquals(State.STATE_TRYOPEN, end(b).getState());
        appB.refuses.clear();
        b.deliver(steps.channelConfirm(PORT, ID));
    }

    @Test
    void tryProvesWhatTheOtherSideProposed() {
        steps.connect();
        a.deliver(steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "v"));
        MsgChannelOpenTry tried = steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "v");
        b.refuse(tried.toBuilder().setCounterpartyVersion("w").build(), "another value");
        b.refuse(
                tried.toBuilder()
                        .setChannel(tried.getChannel().toBuilder().setOrdering(Order.ORDER_ORDERED))
                        .build(),
                "failed channel state verification for client (99-looking-0): another value: invalid proof");
        b.refuse(steps.channelTry(PORT, PORT, "channel-5", Order.ORDER_UNORDERED, "v"), "nothing at the path");
        b.refuse(tried.toBuilder().clearProofInit().build(), "cannot submit an empty init proof");
        b.refuse(tried.toBuilder().setPreviousChannelId("channel-0").build(), "previous channel identifier must be");
        b.deliver(tried);
        assertEquals(State.STATE_TRYOPEN, end(b).getState());
    }

    @Test
    void tryNeedsAnOpenConnectionButInitDoesNot() {
        a.deliver(steps.connectionInit());
        b.deliver(steps.connectionTry("connection-0"));
        pair.connected("connection-0", "connection-0");
        a.deliver(steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "v"));
        b.refuse(
                steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "v"),
                "connection state is not OPEN (got STATE_TRYOPEN): invalid connection state");
    }

    @Test
    void ackAndConfirmAreTakenOnceAndInOrder() {
        steps.connect();
        a.deliver(steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "v"));
        a.refuse(steps.channelAck(PORT, ID, ID, "v"), "nothing at the path");
        b.deliver(steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "v"));
        b.refuse(steps.channelConfirm(PORT, ID), "another value");
        a.refuse(steps.channelAck(PORT, ID, ID, "other"), "another value");
        a.deliver(steps.channelAck(PORT, ID, ID, "v"));
        a.refuse(
                steps.channelAck(PORT, ID, ID, "v"),
                "channel state should be INIT (got STATE_OPEN): invalid channel state");
        b.deliver(steps.channelConfirm(PORT, ID));
        b.refuse(steps.channelConfirm(PORT, ID), "channel state is not TRYOPEN (got STATE_OPEN)");
        a.refuse(steps.channelAck(PORT, "channel-8", ID, "v"), "port ID (scripted) channel ID (channel-8)");
        a.refuse(steps.channelAck(PORT, "wrong-name", ID, "v"), "invalid channel identifier");
    }

    @Test
    void theApplicationIsAskedBeforeAChannelCloses() {
        pair.open(PORT, PORT, Order.ORDER_UNORDERED, "v");
        appA.refuses.add("onCloseInit");
        a.refuse(Handshakes.closeInit(PORT, ID), "channel close init callback failed for port ID: scripted");
        assertEquals(State.STATE_OPEN, end(a).getState());
        appA.refuses.clear();
        b.refuse(steps.closeConfirm(pair.b(), PORT, ID), "channel handshake close confirm failed");
        a.deliver(Handshakes.closeInit(PORT, ID));
        assertEquals(State.STATE_CLOSED, end(a).getState());
        a.refuse(Handshakes.closeInit(PORT, ID), "channel is already CLOSED: invalid channel state");
        appB.refuses.add("onCloseConfirm");
        b.refuse(steps.closeConfirm(pair.b(), PORT, ID), "channel close confirm callback failed");
        appB.refuses.clear();
        b.deliver(steps.closeConfirm(pair.b(), PORT, ID));
        assertEquals(State.STATE_CLOSED, end(b).getState());
        b.refuse(steps.closeConfirm(pair.b(), PORT, ID), "channel is already CLOSED");
    }

    @Test
    void aFrozenClientOpensAndClosesNothing() {
        pair.open(PORT, PORT, Order.ORDER_UNORDERED, "v");
        a.deliver(pair.message(pair.a(), "Misbehaviour"));
        a.refuse(
                steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "v"),
                "client (99-looking-0) status is Frozen: client state is not active");
        a.refuse(Handshakes.closeInit(PORT, ID), "client (99-looking-0) status is Frozen");
        assertEquals(State.STATE_OPEN, end(a).getState());
    }

    /** CWA-2023-003: what a list costs must grow with the channels of the port that asks. */
    @Test
    void channelsOfAPortAreFoundWithoutWalkingOthers() {
        pair.open(PORT, PORT, Order.ORDER_UNORDERED, "v");
        steps.open(PORT + "2", PORT, Order.ORDER_UNORDERED, "v");
        assertEquals(1, a.core().channels().ofPorts(a.context(), PORT + "2").size());
        assertEquals(2, a.core().channels().ofPorts(a.context(), PORT).size());
        assertEquals(0, a.core().channels().ofPorts(a.context(), "zzz").size());
    }
}
