package dev.orrery.ibc.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.Handshakes;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestAddresses;
import dev.orrery.ibc.kit.TestBank;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.State;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Channels for tokens, to an application that is one as well or that does as it likes. */
class TransferChannelsTest {
    private static final String PORT = "transfer";
    private static final String ID = "channel-0";
    private static final String VERSION = "ics20-1";

    private final IbcModule transfers = new TransferModule(new TransferKeeper(new TestBank(), new TestAddresses()));
    private final ScriptedApplication other = new ScriptedApplication();

    private static ChainPair connected(IbcModule atA, IbcModule atB) {
        ChainPair pair = new ChainPair(core -> Map.of(PORT, atA), core -> Map.of(PORT, atB));
        pair.handshakes().connect();
        return pair;
    }

    private static String version(TestChain chain) {
        return chain.core().channels().require(chain.context(), PORT, ID).getVersion();
    }

    @Test
    void theyAreUnorderedAndOfOneVersion() {
        ChainPair pair = connected(transfers, transfers);
        Handshakes steps = pair.handshakes();
        TestChain a = pair.a().chain();
        a.refuse(
                steps.channelInit(PORT, PORT, Order.ORDER_ORDERED, VERSION),
                "expected ORDER_UNORDERED channel, got ORDER_ORDERED : invalid channel ordering");
        a.refuse(
                steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "ics20-9"),
                "expected one of [ics20-1], got ics20-9: invalid ICS20 version");
        a.deliver(steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, ""));
        assertEquals(VERSION, version(a));
    }

    @Test
    void nobodyClosesThem() {
        ChainPair pair = connected(transfers, other);
        pair.handshakes().open(PORT, PORT, Order.ORDER_UNORDERED, VERSION);
        TestChain a = pair.a().chain();
        a.refuse(Handshakes.closeInit(PORT, ID), "user cannot close channel: invalid request");
        pair.b().chain().deliver(Handshakes.closeInit(PORT, ID));
        a.deliver(pair.handshakes().closeConfirm(pair.a(), PORT, ID));
        assertEquals(
                State.STATE_CLOSED,
                a.core().channels().require(a.context(), PORT, ID).getState());
    }

    @Test
    void aVersionThatItDoesNotKnowIsAnsweredWithItsOwn() {
        ChainPair pair = connected(other, transfers);
        Handshakes steps = pair.handshakes();
        pair.a().chain().deliver(steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, "fee-of-old"));
        TestChain b = pair.b().chain();
        b.deliver(steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, "fee-of-old"));
        assertEquals(VERSION, version(b));
    }

    @Test
    void anAnswerWithAVersionThatItDoesNotKnowIsRefused() {
        ChainPair pair = connected(transfers, other);
        Handshakes steps = pair.handshakes();
        TestChain a = pair.a().chain();
        other.version = "newer";
        a.deliver(steps.channelInit(PORT, PORT, Order.ORDER_UNORDERED, VERSION));
        pair.b().chain().deliver(steps.channelTry(PORT, PORT, ID, Order.ORDER_UNORDERED, VERSION));
        a.refuse(
                steps.channelAck(PORT, ID, ID, "newer"),
                "invalid counterparty version: expected one of [ics20-1], got newer");
    }
}
