package dev.orrery.ibc.kit;

import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.ibc.transfer.TransferMessages;
import dev.orrery.ibc.transfer.TransferModule;
import dev.orrery.ibc.transfer.TransferQueries;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Two chains with coins, and a channel to send them over. */
public final class TransferPair {
    public static final String CHANNEL = "channel-0";

    private final TestBank bank = new TestBank();
    private final TransferKeeper keeper = new TransferKeeper(bank, new TestAddresses());
    private final ChainPair pair;

    public TransferPair() {
        pair = new ChainPair(core -> Map.<String, IbcModule>of("transfer", new TransferModule(keeper)));
        for (ChainPair.Side side : List.of(pair.a(), pair.b())) {
            TestChain chain = side.chain();
            chain.add(new TransferMessages(
                            keeper,
                            chain.core().channels(),
                            chain.core(),
                            (ctx, client, timeout, encoding, data) -> {
                                throw new AssertionError("no transfers between clients here");
                            },
                            "authority")
                    .all());
            chain.addQueries(new TransferQueries(bank, chain.core().channels(), new TestAddresses()).all());
            chain.transact(ctx -> {
                keeper.initialize(ctx, TransferKeeper.DEFAULT_PARAMS);
                return true;
            });
        }
        pair.open("transfer", "transfer", Order.ORDER_UNORDERED, "ics20-1");
    }

    public ChainPair pair() {
        return pair;
    }

    public TestBank bank() {
        return bank;
    }

    public void give(ChainPair.Side side, String account, String denom, long amount) {
        side.chain().transact(ctx -> {
            TestBank.give(ctx, account, denom, amount);
            return true;
        });
    }

    public long balance(ChainPair.Side side, String account, String denom) {
        return TestBank.balance(side.chain().context(), account.getBytes(StandardCharsets.UTF_8), denom)
                .longValueExact();
    }

    public BigInteger inEscrow(ChainPair.Side side, String denom) {
        return TestBank.balance(side.chain().context(), TransferKeeper.escrowAddress("transfer", CHANNEL), denom);
    }

    /** A transfer that has some seconds of the other chain to arrive. */
    public MsgTransfer transfer(
            ChainPair.Side from, String sender, String receiver, String denom, String amount, long seconds) {
        return MsgTransfer.newBuilder()
                .setSourcePort("transfer")
                .setSourceChannel(CHANNEL)
                .setToken(Coin.newBuilder().setDenom(denom).setAmount(amount))
                .setSender(sender)
                .setReceiver(receiver)
                .setTimeoutTimestamp(pair.other(from).chain().clock().nanos() + seconds * TestChain.SECOND)
                .build();
    }

    /** Sends a transfer. Returns its packet. */
    public Packet send(ChainPair.Side from, MsgTransfer transfer) {
        from.chain().deliver(transfer);
        return ChainPair.packet(from.chain().event("send_packet").orElseThrow());
    }

    /** Relays a packet and its answer. Returns the answer. */
    public String relay(ChainPair.Side from, Packet packet) {
        ChainPair.Side to = pair.other(from);
        to.chain().deliver(pair.receive(to, packet));
        byte[] acknowledgement = ChainPair.acknowledgement(to.chain()).orElseThrow();
        from.chain().deliver(pair.acknowledge(from, packet, acknowledgement));
        return new String(acknowledgement, StandardCharsets.UTF_8);
    }
}
