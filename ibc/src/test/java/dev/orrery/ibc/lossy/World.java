package dev.orrery.ibc.lossy;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestAddresses;
import dev.orrery.ibc.kit.TestBank;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.ibc.transfer.TransferMessages;
import dev.orrery.ibc.transfer.TransferModule;
import dev.orrery.ibc.v2.PacketMessagesV2;
import dev.orrery.ibc.v2.PayloadRouter;
import dev.orrery.ibc.v2.TransferModuleV2;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.client.v2.MsgRegisterCounterparty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two chains, each with a token of its own, linked in every way there is: by channels with order and without, and client to client. */
final class World {
    static final long COINS = 1000;
    private static final String TOKENS = "transfer";

    private final TransferKeeper keeper = new TransferKeeper(new TestBank(), new TestAddresses());
    private final PayloadRouter payloads = new PayloadRouter(Map.of(TOKENS, new TransferModuleV2(keeper)), Map.of());
    private final ScriptedApplication appA = new ScriptedApplication();
    private final ScriptedApplication appB = new ScriptedApplication();
    private final ChainPair pair = new ChainPair(core -> applications(appA), core -> applications(appB), payloads);
    private final List<Lane> lanes = new ArrayList<>();

    World() {
        for (ChainPair.Side side : sides()) {
            begin(side);
        }
        TestBank.give(pair.a().chain().context(), "alice", "gold", COINS);
        TestBank.give(pair.b().chain().context(), "bob", "silver", COINS);
        lanes.add(new ClientLane(this));
        List<String> ends = pair.open(TOKENS, TOKENS, Order.ORDER_UNORDERED, "ics20-1");
        lanes.add(new ChannelLane(this, TOKENS, ends, Order.ORDER_UNORDERED));
        open(Order.ORDER_UNORDERED);
        open(Order.ORDER_ORDERED);
    }

    private Map<String, IbcModule> applications(ScriptedApplication scripted) {
        return Map.of(TOKENS, new TransferModule(keeper), ScriptedApplication.PORT, scripted);
    }

    private void begin(ChainPair.Side side) {
        TestChain chain = side.chain();
        PacketMessagesV2 packets = chain.core().clientPackets(payloads);
        chain.add(new TransferMessages(
                        keeper,
                        chain.core().channels(),
                        chain.core(),
                        (ctx, client, timeout, encoding, data) -> packets.send(
                                ctx, client, timeout, List.of(TransferModuleV2.payload(data, encoding)), data.sender()),
                        "authority")
                .all());
        keeper.initialize(chain.context(), TransferKeeper.DEFAULT_PARAMS);
        chain.deliver(MsgRegisterCounterparty.newBuilder()
                .setClientId(side.client())
                .setCounterpartyClientId(pair.other(side).client())
                .addCounterpartyMerklePrefix(ByteString.copyFromUtf8("ibc"))
                .addCounterpartyMerklePrefix(ByteString.EMPTY)
                .setSigner(ChainPair.RELAYER)
                .build());
    }

    /** Opens a channel between the scripted applications. */
    void open(Order order) {
        List<String> ends = pair.handshakes().open(ScriptedApplication.PORT, ScriptedApplication.PORT, order, "v");
        lanes.add(new ChannelLane(this, ScriptedApplication.PORT, ends, order));
    }

    ChainPair pair() {
        return pair;
    }

    List<ChainPair.Side> sides() {
        return List.of(pair.a(), pair.b());
    }

    List<Lane> lanes() {
        return lanes;
    }

    ScriptedApplication application(ChainPair.Side of) {
        return of == pair.a() ? appA : appB;
    }

    /** Who has tokens on a chain. */
    String holder(ChainPair.Side side) {
        return side == pair.a() ? "alice" : "bob";
    }

    /** The token that a chain began with. */
    String token(ChainPair.Side side) {
        return side == pair.a() ? "gold" : "silver";
    }

    /** A time that is some seconds ahead of both chains' clocks. */
    long in(long seconds) {
        long latest = Math.max(
                pair.a().chain().clock().nanos(), pair.b().chain().clock().nanos());
        return latest + seconds * 1_000_000_000L;
    }
}
