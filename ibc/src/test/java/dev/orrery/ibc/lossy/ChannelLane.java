package dev.orrery.ibc.lossy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.transfer.Denom;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.PacketState;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedPacketsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedPacketsResponse;
import dev.orrery.proto.ibc.core.channel.v1.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A channel, which carries tokens or the packets of the scripted applications. */
final class ChannelLane implements Lane {
    private static final String SERVICE = "/ibc.core.channel.v1.Query/";

    private final World world;
    private final ChainPair pair;
    private final String port;
    private final List<String> ends;
    private final Order order;

    /** @param ends at a and at b */
    ChannelLane(World world, String port, List<String> ends, Order order) {
        this.world = world;
        this.pair = world.pair();
        this.port = port;
        this.ends = ends;
        this.order = order;
    }

    private String end(ChainPair.Side side) {
        return ends.get(side == pair.a() ? 0 : 1);
    }

    private State state(ChainPair.Side side) {
        return side.chain()
                .core()
                .channels()
                .require(side.chain().context(), port, end(side))
                .getState();
    }

    boolean isOrdered() {
        return order == Order.ORDER_ORDERED;
    }

    boolean isClosed(ChainPair.Side side) {
        return state(side) == State.STATE_CLOSED;
    }

    private boolean carriesTokens() {
        return port.equals(TransferKeeper.PORT);
    }

    @Override
    public Optional<Sent> send(ChainPair.Side from, Random random) {
        long limit = world.in(random.nextInt(4) > 0 ? 100_000 : 20);
        if (!carriesTokens()) {
            return isClosed(from) ? Optional.empty() : Optional.of(sendText(from, limit));
        }
        TokenChoice choice = TokenChoice.of(world, this, from, random);
        MsgTransfer transfer = MsgTransfer.newBuilder()
                .setSourcePort(port)
                .setSourceChannel(end(from))
                .setToken(Coin.newBuilder()
                        .setDenom(choice.local())
                        .setAmount(choice.amount().toString()))
                .setSender(world.holder(from))
                .setReceiver(choice.receiver())
                .setTimeoutTimestamp(limit)
                .build();
        return choice.send(from, transfer).map(ignored -> sent(from, ChainPair.packet(event(from)), choice.tokens()));
    }

    private static dev.orrery.ibc.IbcEvent event(ChainPair.Side from) {
        return from.chain().event("send_packet").orElseThrow();
    }

    private Sent sendText(ChainPair.Side from, long limit) {
        Packet packet = pair.send(from, port, end(from), Height.ZERO, limit, "hello".getBytes(UTF_8));
        return sent(from, packet, Sent.Tokens.NONE);
    }

    private Sent sent(ChainPair.Side from, Packet packet, Sent.Tokens tokens) {
        return new Sent(this, from, packet, packet.getSequence(), tokens);
    }

    /** Answers a packet whose application didn't, unless its channel was closed in the meantime. */
    void answerLater(Sent sent, byte[] answer) {
        TestChain chain = pair.other(sent.from()).chain();
        try {
            chain.transact(ctx -> {
                chain.core().writeAcknowledgement(ctx, packet(sent), answer);
                return true;
            });
            sent.answered(written(chain).orElseThrow());
        } catch (IbcException refused) {
            if (!isClosed(pair.other(sent.from()))) {
                throw refused;
            }
        }
    }

    private static Packet packet(Sent sent) {
        return (Packet) sent.packet();
    }

    @Override
    public Message receive(Sent sent) {
        return pair.receive(pair.other(sent.from()), packet(sent));
    }

    @Override
    public Message acknowledge(Sent sent, ByteString answer) {
        return pair.acknowledge(sent.from(), packet(sent), answer.toByteArray());
    }

    @Override
    public Message timeout(Sent sent) {
        ChainPair.Side other = pair.other(sent.from());
        long next = ChannelKeeper.nextReceive(port, end(other))
                .get(other.chain().context())
                .orElseThrow();
        if (!isClosed(other)) {
            return pair.timeout(sent.from(), packet(sent), next);
        }
        return pair.timeoutOnClose(sent.from(), packet(sent), next);
    }

    @Override
    public boolean isLate(Sent sent) {
        ChainPair.Side other = pair.other(sent.from());
        return isClosed(other) || other.chain().clock().nanos() >= packet(sent).getTimeoutTimestamp();
    }

    @Override
    public Optional<ByteString> written(TestChain chain) {
        return ChainPair.acknowledgement(chain).map(ByteString::copyFrom);
    }

    @Override
    public boolean isSuccess(ByteString answer) {
        return !answer.toStringUtf8().startsWith("{\"error\"");
    }

    @Override
    public List<Long> pending(ChainPair.Side from) {
        QueryPacketCommitmentsRequest request = QueryPacketCommitmentsRequest.newBuilder()
                .setPortId(port)
                .setChannelId(end(from))
                .build();
        return from
                .chain()
                .query(SERVICE + "PacketCommitments", request, QueryPacketCommitmentsResponse.class)
                .getCommitmentsList()
                .stream()
                .map(PacketState::getSequence)
                .sorted()
                .toList();
    }

    @Override
    public List<Long> unreceived(ChainPair.Side from, List<Long> sequences) {
        ChainPair.Side other = pair.other(from);
        QueryUnreceivedPacketsRequest request = QueryUnreceivedPacketsRequest.newBuilder()
                .setPortId(port)
                .setChannelId(end(other))
                .addAllPacketCommitmentSequences(sequences)
                .build();
        return other.chain()
                .query(SERVICE + "UnreceivedPackets", request, QueryUnreceivedPacketsResponse.class)
                .getSequencesList();
    }

    @Override
    public boolean isStranded(Sent sent) {
        return sent.isReceived() && isClosed(sent.from());
    }

    @Override
    public List<Submission> closings() {
        List<Submission> closings = new ArrayList<>();
        for (ChainPair.Side side : world.sides()) {
            if (isClosed(pair.other(side)) && !isClosed(side)) {
                Message closing = pair.handshakes().closeConfirm(side, port, end(side));
                closings.add(new Submission(side, closing, Optional.empty()));
            }
        }
        return closings;
    }

    @Override
    public Optional<TokenHome> tokenHome(ChainPair.Side home) {
        if (!carriesTokens()) {
            return Optional.empty();
        }
        String token = world.token(home);
        String voucher =
                Denom.parse(port + "/" + end(pair.other(home)) + "/" + token).local();
        return Optional.of(new TokenHome(TransferKeeper.escrowAddress(port, end(home)), token, voucher));
    }

    @Override
    public String toString() {
        return port + " " + ends + " " + order;
    }
}
