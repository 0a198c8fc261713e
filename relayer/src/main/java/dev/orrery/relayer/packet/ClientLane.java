package dev.orrery.relayer.packet;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.orrery.ibc.host.PathsV2;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.channel.v2.PacketState;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketAcknowledgementsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketAcknowledgementsResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsResponse;
import dev.orrery.relayer.client.LightClients;
import dev.orrery.relayer.link.Side;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.node.Pages;
import dev.orrery.relayer.node.TxEvent;
import dev.orrery.relayer.node.View;
import dev.orrery.relayer.work.Work;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Packets of IBC v2 that leave by one client.
 *
 * @param source the client at the side they leave
 * @param destination the client at the side where they arrive
 */
record ClientLane(
        Side from, Side to, String source, String destination, PacketLogs sourceLogs, PacketLogs destinationLogs)
        implements Lane {
    private static final String SERVICE = "ibc.core.channel.v2.Query/";

    @Override
    public String name() {
        return source;
    }

    @Override
    public boolean isOrdered() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public List<Long> pending() {
        return new Pages<>(
                        SERVICE + "PacketCommitments",
                        page -> QueryPacketCommitmentsRequest.newBuilder()
                                .setClientId(source)
                                .setPagination(page)
                                .build(),
                        QueryPacketCommitmentsResponse.parser(),
                        QueryPacketCommitmentsResponse::getCommitmentsList,
                        QueryPacketCommitmentsResponse::getPagination)
                .all(from.view()).stream()
                        .map(PacketState::getSequence)
                        .sorted(Long::compareUnsigned)
                        .toList();
    }

    @Override
    public List<Long> unreceived(List<Long> sequences) {
        return to.view()
                .query(
                        SERVICE + "UnreceivedPackets",
                        QueryUnreceivedPacketsRequest.newBuilder()
                                .setClientId(destination)
                                .addAllSequences(sequences)
                                .build(),
                        QueryUnreceivedPacketsResponse.parser())
                .getSequencesList();
    }

    @Override
    public List<Long> acknowledged(List<Long> sequences) {
        if (sequences.isEmpty()) {
            return List.of();
        }
        return to
                .view()
                .query(
                        SERVICE + "PacketAcknowledgements",
                        QueryPacketAcknowledgementsRequest.newBuilder()
                                .setClientId(destination)
                                .addAllPacketCommitmentSequences(sequences)
                                .build(),
                        QueryPacketAcknowledgementsResponse.parser())
                .getAcknowledgementsList()
                .stream()
                .map(PacketState::getSequence)
                .toList();
    }

    @Override
    public Optional<Sent> sent(long sequence) {
        return sourceLogs
                .sentByClient()
                .find(source, Long.toUnsignedString(sequence))
                .map(event -> new Sent(decode(event, "encoded_packet_hex", Packet.parser())));
    }

    private static <T extends MessageLite> T decode(TxEvent event, String attribute, Parser<T> parser) {
        try {
            return parser.parseFrom(HexFormat.of().parseHex(event.required(attribute)));
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, "an event's " + attribute + " can't be decoded", e);
        }
    }

    /** A packet of this lane. */
    final class Sent implements SentPacket {
        private final Packet packet;

        Sent(Packet packet) {
            this.packet = packet;
        }

        @Override
        public boolean isLate(View view) {
            return Long.compareUnsigned(view.time().getEpochSecond(), packet.getTimeoutTimestamp()) >= 0;
        }

        @Override
        public Work receive() {
            return new Work(
                    "received " + what(),
                    MsgRecvPacket.newBuilder()
                            .setPacket(packet)
                            .setProofCommitment(from.view().proof(PathsV2.commitment(source, packet.getSequence())))
                            .setProofHeight(LightClients.proto(from.view().proofHeight()))
                            .setSigner(to.signer())
                            .build(),
                    destination);
        }

        @Override
        public Optional<Work> acknowledge() {
            return destinationLogs
                    .acknowledgedByClient()
                    .find(destination, Long.toUnsignedString(packet.getSequence()))
                    .map(event -> new Work(
                            "acknowledged " + what(),
                            MsgAcknowledgement.newBuilder()
                                    .setPacket(packet)
                                    .setAcknowledgement(
                                            decode(event, "encoded_acknowledgement_hex", Acknowledgement.parser()))
                                    .setProofAcked(
                                            to.view().proof(PathsV2.acknowledgement(destination, packet.getSequence())))
                                    .setProofHeight(LightClients.proto(to.view().proofHeight()))
                                    .setSigner(from.signer())
                                    .build(),
                            source));
        }

        @Override
        public Work timeOut() {
            return new Work(
                    "timed out " + what(),
                    MsgTimeout.newBuilder()
                            .setPacket(packet)
                            .setProofUnreceived(to.view().proof(PathsV2.receipt(destination, packet.getSequence())))
                            .setProofHeight(LightClients.proto(to.view().proofHeight()))
                            .setSigner(from.signer())
                            .build(),
                    source);
        }

        @Override
        public Optional<Work> timeOutOnClose() {
            return Optional.empty();
        }

        private String what() {
            return name() + " #" + Long.toUnsignedString(packet.getSequence());
        }
    }
}
