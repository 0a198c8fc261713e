package dev.orrery.ibc.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcBranch;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.ibc.packet.PacketStore;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.port.Ics4Wrapper;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CallbackLayerTest {
    private static final String PORT = ScriptedApplication.PORT;
    private static final String ID = "channel-0";
    private static final long MAX = 1_000_000;

    private final ScriptedApplication application = new ScriptedApplication();
    private final Contract contract = new Contract();
    private final Gas gas = new Gas();
    private CallbackLayer layerOfA;
    private final ChainPair pair = new ChainPair(
            core -> {
                layerOfA = layer(core);
                return Map.<String, IbcModule>of(PORT, layerOfA);
            },
            core -> Map.<String, IbcModule>of(PORT, layer(core)));
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();

    /** Data is the memo; the sender is always alice. */
    private CallbackLayer layer(Ics4Wrapper core) {
        CallbackReader reader =
                (ctx, port, channel, data) -> Optional.of(new CallbackPacket("alice", new String(data, UTF_8), "v"));
        return new CallbackLayer(application, core, reader, contract, gas, MAX);
    }

    private static final class Contract implements ContractCallbacks {
        private final List<String> told = new ArrayList<>();
        private String refuses = "";

        private void hear(IbcContext ctx, String what) {
            told.add(what);
            ctx.store("contract").set(what.getBytes(UTF_8), new byte[] {1});
            if (!refuses.isEmpty() && what.startsWith(refuses)) {
                throw IbcError.LOGIC.failure("contract");
            }
        }

        @Override
        public void sent(IbcContext ctx, String contract, String sender) {
            hear(ctx, "sent " + contract + " " + sender);
        }

        @Override
        public void acknowledged(
                IbcContext ctx, String contract, String sender, Packet packet, byte[] answer, String relayer) {
            hear(ctx, "acknowledged " + contract + " " + sender);
        }

        @Override
        public void timedOut(IbcContext ctx, String contract, String sender, Packet packet, String relayer) {
            hear(ctx, "timedOut " + contract + " " + sender);
        }

        @Override
        public void received(IbcContext ctx, String contract, Packet packet, Acknowledgement acknowledgement) {
            hear(ctx, "received " + contract);
        }
    }

    private static final class Gas implements CallbackGas {
        private long remaining = MAX * 2;
        private boolean runsOut;
        private boolean panics;
        private long lastLimit;

        @Override
        public long remaining(IbcContext ctx) {
            return remaining;
        }

        @Override
        public Outcome run(IbcContext ctx, long limit, String what, Consumer<IbcContext> step) {
            lastLimit = limit;
            if (runsOut) {
                return new Outcome.OutOfGas();
            }
            if (panics) {
                return new Outcome.Panicked(new IllegalStateException("trap"));
            }
            IbcBranch branch = ctx.branch();
            try {
                step.accept(branch.context());
            } catch (IbcException refused) {
                return new Outcome.Refused(refused);
            }
            branch.commit();
            return new Outcome.Done();
        }

        @Override
        public RuntimeException outOfGas(String what) {
            return new IllegalStateException("out of gas: " + what);
        }
    }

    private Packet send(String memo) {
        pair.open(PORT, PORT, Order.ORDER_UNORDERED, "v");
        long limit = b.clock().nanos() + 100_000_000_000L;
        a.transact(ctx -> layerOfA.send(ctx, PORT, ID, Height.ZERO, limit, memo.getBytes(UTF_8)));
        return ChainPair.packet(a.event("send_packet").orElseThrow());
    }

    private static String callback(String key, String more) {
        return "{\"other\":{},\"" + key + "\":{\"address\":\"wasm1\"" + more + "}}";
    }

    private void relay(Packet packet) {
        b.deliver(pair.receive(pair.b(), packet));
        byte[] answer = ChainPair.acknowledgement(b).orElseThrow();
        a.deliver(pair.acknowledge(pair.a(), packet, answer));
    }

    @Test
    void theSendersContractIsToldAfterTheApplication() {
        Packet packet = send(callback("src_callback", ",\"gas_limit\":\"5000\""));
        assertEquals(
                IbcEvent.of(
                        "ibc_src_callback",
                        "module",
                        "ibccallbacks",
                        "callback_type",
                        "send_packet",
                        "callback_address",
                        "wasm1",
                        "callback_exec_gas_limit",
                        "5000",
                        "callback_commit_gas_limit",
                        "5000",
                        "packet_sequence",
                        "1",
                        "callback_base_application_version",
                        "v",
                        "callback_result",
                        "success",
                        "packet_src_port",
                        PORT,
                        "packet_src_channel",
                        ID),
                a.event("ibc_src_callback").orElseThrow());
        relay(packet);
        assertEquals(List.of("sent wasm1 alice", "acknowledged wasm1 alice"), contract.told);
        assertEquals(5000, gas.lastLimit);
    }

    @Test
    void aContractThatFailsNeverHoldsUpTheSendersPacket() {
        Packet packet = send(callback("src_callback", ""));
        contract.refuses = "acknowledged";
        relay(packet);
        assertTrue(PacketStore.commitment(a.context(), PORT, ID, 1).isEmpty());
        IbcEvent event = a.event("ibc_src_callback").orElseThrow();
        assertTrue(
                event.attributes().contains(new IbcEvent.Attribute("callback_error", "contract: internal logic error")),
                event.toString());
        assertFalse(a.context().store("contract").has("acknowledged wasm1 alice".getBytes(UTF_8)));
    }

    @Test
    void aContractThatPanicsNeverHoldsUpTheSendersPacket() {
        Packet packet = send(callback("src_callback", ""));
        gas.panics = true;
        relay(packet);
        assertTrue(PacketStore.commitment(a.context(), PORT, ID, 1).isEmpty());
    }

    @Test
    void lackOfGasEndsTheTransactionOnlyIfTheRelayerCouldBringMore() {
        Packet packet = send(callback("src_callback", ""));
        b.deliver(pair.receive(pair.b(), packet));
        byte[] answer = ChainPair.acknowledgement(b).orElseThrow();
        gas.runsOut = true;
        gas.remaining = 10;
        assertThrows(IllegalStateException.class, () -> a.deliver(pair.acknowledge(pair.a(), packet, answer)));
        assertFalse(PacketStore.commitment(a.context(), PORT, ID, 1).isEmpty());
        gas.remaining = MAX;
        a.deliver(pair.acknowledge(pair.a(), packet, answer));
        assertTrue(PacketStore.commitment(a.context(), PORT, ID, 1).isEmpty());
    }

    @Test
    void theReceiversContractIsToldAndItsFailureTurnsTheAnswer() {
        Packet packet = send(callback("dest_callback", ""));
        b.deliver(pair.receive(pair.b(), packet));
        assertEquals(List.of("received wasm1"), contract.told);
        assertEquals(
                "{\"result\":\"AQ==\"}", new String(ChainPair.acknowledgement(b).orElseThrow(), UTF_8));
        assertTrue(ScriptedApplication.left(b.context(), "onReceive"));
    }

    @Test
    void aReceiversContractThatFailsUndoesWhatTheApplicationDid() {
        Packet packet = send(callback("dest_callback", ""));
        contract.refuses = "received";
        b.deliver(pair.receive(pair.b(), packet));
        assertEquals(
                "{\"error\":\"ABCI code: 15: error handling packet: see events for details\"}",
                new String(ChainPair.acknowledgement(b).orElseThrow(), UTF_8));
        assertFalse(ScriptedApplication.left(b.context(), "onReceive"));
        assertTrue(b.event("ibccallbackerror-ibc_dest_callback").isPresent());
    }

    @Test
    void aTimeoutIsTold() {
        Packet packet = send(callback("src_callback", ""));
        b.endBlock(500);
        a.deliver(pair.timeout(pair.a(), packet, 1));
        assertEquals("timedOut wasm1 alice", contract.told.getLast());
    }

    @Test
    void memosThatNameNobodyAreIgnoredAndMalformedOnesRefused() {
        pair.open(PORT, PORT, Order.ORDER_UNORDERED, "v");
        for (String ignored : List.of("x", "[]", "{\"src_callback\":1}", "{\"src_callback\":{\"address\":\"a\"}} x")) {
            send(pair, ignored);
        }
        assertEquals(List.of(), contract.told);
        for (String bad : List.of(
                "{\"src_callback\":{}}",
                "{\"src_callback\":{\"address\":\" \"}}",
                callback("src_callback", ",\"gas_limit\":5"),
                callback("src_callback", ",\"gas_limit\":\"-5\""),
                callback("src_callback", ",\"gas_limit\":\"18446744073709551616\""),
                callback("src_callback", ",\"calldata\":\"xyz\""),
                callback("src_callback", ",\"calldata\":1"))) {
            IbcException refused = assertThrows(IbcException.class, () -> send(pair, bad), bad);
            assertEquals(CallbackError.INVALID_CALLBACK_DATA, refused.kind(), bad);
        }
        assertEquals(List.of(), contract.told);
    }

    private void send(ChainPair chains, String memo) {
        long limit = chains.b().chain().clock().nanos() + 100_000_000_000L;
        a.transact(ctx -> layerOfA.send(ctx, PORT, ID, Height.ZERO, limit, memo.getBytes(UTF_8)));
    }

    @Test
    void aMalformedMemoGetsAnErrorFromTheReceiver() {
        Packet packet = send("{\"dest_callback\":{\"address\":\"a\",\"gas_limit\":1}}");
        b.deliver(pair.receive(pair.b(), packet));
        assertEquals(
                "{\"error\":\"ABCI code: 8: error handling packet: see events for details\"}",
                new String(ChainPair.acknowledgement(b).orElseThrow(), UTF_8));
    }

    @Test
    void whatACallbackMayUseIsLimitedByTheChain() {
        send(callback("src_callback", ",\"gas_limit\":\"99999999\""));
        assertEquals(MAX, gas.lastLimit);
    }
}
