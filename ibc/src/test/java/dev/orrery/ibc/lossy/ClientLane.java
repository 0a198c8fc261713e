package dev.orrery.ibc.lossy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.transfer.Denom;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.ibc.v2.Acknowledgements;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.channel.v2.PacketState;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Two clients that know each other, which carry tokens by IBC v2. */
final class ClientLane implements Lane {
    private static final String SERVICE = "/ibc.core.channel.v2.Query/";
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final World world;
    private final ChainPair pair;

    ClientLane(World world) {
        this.world = world;
        this.pair = world.pair();
    }

    @Override
    public Optional<Sent> send(ChainPair.Side from, Random random) {
        TokenChoice choice = TokenChoice.of(world, this, from, random);
        MsgTransfer transfer = MsgTransfer.newBuilder()
                .setSourcePort(TransferKeeper.PORT)
                .setSourceChannel(from.client())
                .setToken(Coin.newBuilder()
                        .setDenom(choice.local())
                        .setAmount(choice.amount().toString()))
                .setSender(world.holder(from))
                .setReceiver(choice.receiver())
                .setTimeoutTimestamp(world.in(random.nextInt(4) > 0 ? 50_000 : 20) / NANOS_PER_SECOND)
                .build();
        return choice.send(from, transfer).map(ignored -> {
            Packet packet = packet(
                    hex(from.chain(), "send_packet", "encoded_packet_hex").orElseThrow());
            return new Sent(this, from, packet, packet.getSequence(), choice.tokens());
        });
    }

    private static Optional<ByteString> hex(TestChain chain, String type, String key) {
        return chain.event(type).stream()
                .flatMap(event -> event.attributes().stream())
                .filter(attribute -> attribute.key().equals(key))
                .map(IbcEvent.Attribute::value)
                .map(value -> ByteString.copyFrom(HexFormat.of().parseHex(value)))
                .findFirst();
    }

    private static Packet packet(ByteString encoded) {
        try {
            return Packet.parseFrom(encoded);
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public Message receive(Sent sent) {
        return MsgRecvPacket.newBuilder()
                .setPacket((Packet) sent.packet())
                .setProofCommitment(ChainPair.PROOF)
                .setProofHeight(pair.update(pair.other(sent.from())))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    @Override
    public Message acknowledge(Sent sent, ByteString answer) {
        return MsgAcknowledgement.newBuilder()
                .setPacket((Packet) sent.packet())
                .setAcknowledgement(acknowledgement(answer))
                .setProofAcked(ChainPair.PROOF)
                .setProofHeight(pair.update(sent.from()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    private static Acknowledgement acknowledgement(ByteString encoded) {
        try {
            return Acknowledgement.parseFrom(encoded);
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public Message timeout(Sent sent) {
        return MsgTimeout.newBuilder()
                .setPacket((Packet) sent.packet())
                .setProofUnreceived(ChainPair.PROOF)
                .setProofHeight(pair.update(sent.from()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    @Override
    public boolean isLate(Sent sent) {
        long seconds = pair.other(sent.from()).chain().clock().nanos() / NANOS_PER_SECOND;
        return seconds >= ((Packet) sent.packet()).getTimeoutTimestamp();
    }

    @Override
    public Optional<ByteString> written(TestChain chain) {
        return hex(chain, "write_acknowledgement", "encoded_acknowledgement_hex");
    }

    @Override
    public boolean isSuccess(ByteString answer) {
        return Acknowledgements.isSuccess(acknowledgement(answer));
    }

    @Override
    public List<Long> pending(ChainPair.Side from) {
        QueryPacketCommitmentsRequest request = QueryPacketCommitmentsRequest.newBuilder()
                .setClientId(from.client())
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
                .setClientId(other.client())
                .addAllSequences(sequences)
                .build();
        return other.chain()
                .query(SERVICE + "UnreceivedPackets", request, QueryUnreceivedPacketsResponse.class)
                .getSequencesList();
    }

    @Override
    public boolean isStranded(Sent sent) {
        return false;
    }

    @Override
    public List<Submission> closings() {
        return List.of();
    }

    @Override
    public Optional<TokenHome> tokenHome(ChainPair.Side home) {
        String token = world.token(home);
        String voucher = Denom.parse(
                        TransferKeeper.PORT + "/" + pair.other(home).client() + "/" + token)
                .local();
        return Optional.of(
                new TokenHome(TransferKeeper.escrowAddress(TransferKeeper.PORT, home.client()), token, voucher));
    }

    @Override
    public String toString() {
        return "clients";
    }
}
