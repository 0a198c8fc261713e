package dev.orrery.ibc.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.Handshakes;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.proto.ibc.core.connection.v1.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which clients, connections and states let a step of a channel through, and which state applications see meanwhile. */
class ChannelStatesTest {
    private static final String PORT = ScriptedApplication.PORT;
    private static final String ID = "channel-0";

    private final ScriptedApplication appA = new ScriptedApplication();
    private final ScriptedApplication appB = new ScriptedApplication();
    private final ChainPair pair = new ChainPair(core -> Map.of(PORT, appA), core -> Map.of(PORT, appB));
    private final Handshakes steps = pair.handshakes();
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();

    private static State state(TestChain chain) {
        return chain.core().channels().require(chain.context(), PORT, ID).getState();
    }

    private void init() {
        a.deliver(steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "v"));
    }

    private void tried() {
        b.deliver(steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "v"));
    }

    @Test
    void aConnectionIsAskedForTheOrder() {
        Version ordered = Version.newBuilder()
                .setIdentifier("1")
                .addFeatures("ORDER_ORDERED")
                .build();
        a.deliver(steps.connectionInit().toBuilder().setVersion(ordered).build());
        b.deliver(steps.connectionTry("connection-0").toBuilder()
                .clearCounterpartyVersions()
                .addCounterpartyVersions(ordered)
                .build());
        a.deliver(steps.connectionAck("connection-0", "connection-0").toBuilder()
                .setVersion(ordered)
                .build());
        b.deliver(steps.connectionConfirm("connection-0"));
        pair.connected("connection-0", "connection-0");
        a.refuse(
                steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "v"),
                "does not support channel ordering: ORDER_UNORDERED: invalid connection version");
        a.deliver(steps.channelInit(PORT, PORT, Order.ORDER_ORDERED, "v"));
        b.refuse(
                steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "v"),
                "does not support channel ordering: ORDER_UNORDERED: invalid connection version");
        b.deliver(steps.channelTry(PORT, PORT, ID, Order.ORDER_ORDERED, "v"));
    }

    @Test
    void onlyInitDoesWithoutAnOpenConnection() {
        a.deliver(steps.connectionInit());
        pair.connected("connection-0", "connection-0");
        init();
        String text = "connection state is not OPEN (got STATE_INIT): invalid connection state";
        a.refuse(steps.channelAck(PORT, ID, ID, "v"), text);
        a.refuse(Handshakes.closeInit(PORT, ID), text);
        b.deliver(steps.connectionTry("connection-0"));
        a.deliver(steps.connectionAck("connection-0", "connection-0"));
        b.deliver(steps.connectionConfirm("connection-0"));
        tried();
        a.deliver(steps.channelAck(PORT, ID, ID, "v"));
        assertEquals(State.STATE_OPEN, state(a));
    }

    @Test
    void noStepIsProvedByAFrozenClient() {
        steps.connect();
        init();
        Message tried = steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "v");
        b.deliver(pair.message(pair.b(), "Misbehaviour"));
        b.refuse(tried, "with status Frozen: client state is not active");
        assertEquals(List.of(), List.copyOf(appB.told));
    }

    @Test
    void neitherAckNorConfirmNorCloseIsProvedByAFrozenClient() {
        steps.connect();
        init();
        tried();
        Message ack = steps.channelAck(PORT, ID, ID, "v");
        a.deliver(ack);
        Message confirm = steps.channelConfirm(PORT, ID);
        a.deliver(Handshakes.closeInit(PORT, ID));
        Message close = steps.closeConfirm(pair.b(), PORT, ID);
        b.deliver(pair.message(pair.b(), "Misbehaviour"));
        b.refuse(confirm, "with status Frozen: client state is not active");
        b.refuse(close, "with status Frozen: client state is not active");
        assertEquals(State.STATE_TRYOPEN, state(b));
    }

    @Test
    void anAckIsNotProvedByAFrozenClient() {
        steps.connect();
        init();
        tried();
        Message ack = steps.channelAck(PORT, ID, ID, "v");
        a.deliver(pair.message(pair.a(), "Misbehaviour"));
        a.refuse(ack, "with status Frozen: client state is not active");
        assertEquals(State.STATE_INIT, state(a));
    }

    @Test
    void aChannelIsOpenWhenItsApplicationHearsOfItAndStillOpenWhenItIsAskedToClose() {
        List<State> seen = new ArrayList<>();
        steps.connect();
        init();
        tried();
        appA.watcher =
                ctx -> seen.add(a.core().channels().require(ctx, PORT, ID).getState());
        a.deliver(steps.channelAck(PORT, ID, ID, "v"));
        appB.watcher =
                ctx -> seen.add(b.core().channels().require(ctx, PORT, ID).getState());
        b.deliver(steps.channelConfirm(PORT, ID));
        a.deliver(Handshakes.closeInit(PORT, ID));
        b.deliver(steps.closeConfirm(pair.b(), PORT, ID));
        assertEquals(List.of(State.STATE_OPEN, State.STATE_OPEN, State.STATE_OPEN, State.STATE_OPEN), seen);
        assertEquals(List.of(State.STATE_CLOSED, State.STATE_CLOSED), List.of(state(a), state(b)));
    }

    @Test
    void aChannelThatIsHalfOpenMayBeClosed() {
        steps.connect();
        init();
        tried();
        a.deliver(Handshakes.closeInit(PORT, ID));
        assertEquals(State.STATE_CLOSED, state(a));
        a.refuse(steps.channelAck(PORT, ID, ID, "v"), "channel state should be INIT (got STATE_CLOSED)");
        b.refuse(steps.channelConfirm(PORT, ID), "another value");
    }

    @Test
    void theApplicationsVersionIsProposedAndTheOtherSidesIsKept() {
        steps.connect();
        appA.version = "wanted";
        appB.version = "agreed";
        init();
        assertEquals("wanted", version(a));
        b.refuse(steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "v"), "another value");
        b.deliver(steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "wanted"));
        assertEquals("agreed", version(b));
        a.refuse(steps.channelAck(PORT, ID, ID, "wanted"), "another value");
        a.deliver(steps.channelAck(PORT, ID, ID, "agreed"));
        assertEquals("agreed", version(a));
    }

    private static String version(TestChain chain) {
        return chain.core().channels().require(chain.context(), PORT, ID).getVersion();
    }

    @Test
    void nothingIsSentByAChannelThatIsNotOpen() {
        steps.connect();
        init();
        refusedSend("channel is not OPEN (got STATE_INIT): invalid channel state");
        tried();
        a.deliver(steps.channelAck(PORT, ID, ID, "v"));
        pair.send(pair.a(), PORT, ID, new byte[] {1});
        a.deliver(Handshakes.closeInit(PORT, ID));
        refusedSend("channel is not OPEN (got STATE_CLOSED): invalid channel state");
    }

    private void refusedSend(String text) {
        IbcException refused = assertThrows(IbcException.class, () -> pair.send(pair.a(), PORT, ID, new byte[] {1}));
        assertTrue(refused.text().contains(text), refused.text());
    }
}
