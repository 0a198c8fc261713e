package dev.orrery.relayer.packet;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.channel.v1.IdentifiedChannel;
import dev.orrery.proto.ibc.core.channel.v1.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v1.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeoutOnClose;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.PacketState;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceReceiveRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceReceiveResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketAcknowledgementsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketAcknowledgementsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedPacketsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedPacketsResponse;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.relayer.client.LightClients;
import dev.orrery.relayer.link.Channels;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.node.Pages;
import dev.orrery.relayer.node.TxEvent;
import dev.orrery.relayer.node.View;
import dev.orrery.relayer.work.Work;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Packets that leave by one end of a channel. */
record ChannelLane(
        Channels from,
        Channels to,
        IdentifiedChannel source,
        IdentifiedChannel destination,
        PacketLogs sourceLogs,
        PacketLogs destinationLogs)
        implements Lane {
    private static final String SERVICE = "ibc.core.channel.v1.Query/";

    /** Stands for "doesn't matter" where the channel has no order; zero is refused. */
    private static final long ANY_SEQUENCE = 1;

    @Override
    public String name() {
        return Channels.name(source);
    }

    @Override
    public boolean isOrdered() {
        return source.getOrdering() == Order.ORDER_ORDERED;
    }

    @Override
    public boolean isOpen() {
        return source.getState() == State.STATE_OPEN && destination.getState() == State.STATE_OPEN;
    }

    @Override
    public List<Long> pending() {
        return new Pages<>(
                        SERVICE + "PacketCommitments",
                        page -> QueryPacketCommitmentsRequest.newBuilder()
                                .setPortId(source.getPortId())
                                .setChannelId(source.getChannelId())
                                .setPagination(page)
                                .build(),
                        QueryPacketCommitmentsResponse.parser(),
                        QueryPacketCommitmentsResponse::getCommitmentsList,
                        QueryPacketCommitmentsResponse::getPagination)
                .all(from.side().view()).stream()
                        .map(PacketState::getSequence)
                        .sorted(Long::compareUnsigned)
                        .toList();
    }

    @Override
    public List<Long> unreceived(List<Long> sequences) {
        return to.side()
                .view()
                .query(
                        SERVICE + "UnreceivedPackets",
                        QueryUnreceivedPacketsRequest.newBuilder()
                                .setPortId(destination.getPortId())
                                .setChannelId(destination.getChannelId())
                                .addAllPacketCommitmentSequences(sequences)
                                .build(),
                        QueryUnreceivedPacketsResponse.parser())
                .getSequencesList();
    }

    @Override
    public List<Long> acknowledged(List<Long> sequences) {
        if (sequences.isEmpty() || source.getState() != State.STATE_OPEN) {
            // A closed end takes no acknowledgement any more.
            return List.of();
        }
        return to
                .side()
                .view()
                .query(
                        SERVICE + "PacketAcknowledgements",
                        QueryPacketAcknowledgementsRequest.newBuilder()
                                .setPortId(destination.getPortId())
                                .setChannelId(destination.getChannelId())
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
                .sent()
                .find(source.getPortId(), source.getChannelId(), Long.toUnsignedString(sequence))
                .map(event -> new Sent(packet(event)));
    }

    private static Packet packet(TxEvent event) {
        String[] height = event.required("packet_timeout_height").split("-", 2);
        try {
            return Packet.newBuilder()
                    .setSequence(Long.parseUnsignedLong(event.required("packet_sequence")))
                    .setSourcePort(event.required("packet_src_port"))
                    .setSourceChannel(event.required("packet_src_channel"))
                    .setDestinationPort(event.required("packet_dst_port"))
                    .setDestinationChannel(event.required("packet_dst_channel"))
                    .setData(hex(event.required("packet_data_hex")))
                    .setTimeoutHeight(LightClients.proto(
                            new Height(Long.parseUnsignedLong(height[0]), Long.parseUnsignedLong(height[1]))))
                    .setTimeoutTimestamp(Long.parseUnsignedLong(event.required("packet_timeout_timestamp")))
                    .build();
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, "an event of a packet with a broken number", e);
        }
    }

    private static ByteString hex(String text) {
        return ByteString.copyFrom(HexFormat.of().parseHex(text));
    }

    /** A packet of this lane. */
    final class Sent implements SentPacket {
        private final Packet packet;

        Sent(Packet packet) {
            this.packet = packet;
        }

        @Override
        public boolean isLate(View view) {
            Height height = new Height(
                    packet.getTimeoutHeight().getRevisionNumber(),
                    packet.getTimeoutHeight().getRevisionHeight());
            boolean byHeight = !height.isZero() && view.proofHeight().compareTo(height) >= 0;
            boolean byTime = packet.getTimeoutTimestamp() != 0
                    && Long.compareUnsigned(nanos(view.time()), packet.getTimeoutTimestamp()) >= 0;
            return byHeight || byTime;
        }

        private static long nanos(Instant time) {
            return time.getEpochSecond() * 1_000_000_000L + time.getNano();
        }

        @Override
        public Work receive() {
            return new Work(
                    "received " + what(),
                    MsgRecvPacket.newBuilder()
                            .setPacket(packet)
                            .setProofCommitment(from.side()
                                    .view()
                                    .proof(PathsV1.commitment(
                                            packet.getSourcePort(), packet.getSourceChannel(), packet.getSequence())))
                            .setProofHeight(
                                    LightClients.proto(from.side().view().proofHeight()))
                            .setSigner(to.side().signer())
                            .build(),
                    to.client());
        }

        @Override
        public Optional<Work> acknowledge() {
            return destinationLogs
                    .acknowledged()
                    .find(
                            packet.getDestinationPort(),
                            packet.getDestinationChannel(),
                            Long.toUnsignedString(packet.getSequence()))
                    .map(event -> forSource(
                            "acknowledged",
                            MsgAcknowledgement.newBuilder()
                                    .setPacket(packet)
                                    .setAcknowledgement(hex(event.required("packet_ack_hex")))
                                    .setProofAcked(to.side()
                                            .view()
                                            .proof(PathsV1.acknowledgement(
                                                    packet.getDestinationPort(),
                                                    packet.getDestinationChannel(),
                                                    packet.getSequence())))
                                    .setProofHeight(
                                            LightClients.proto(to.side().view().proofHeight()))
                                    .setSigner(from.side().signer())
                                    .build()));
        }

        @Override
        public Work timeOut() {
            return forSource(
                    "timed out",
                    MsgTimeout.newBuilder()
                            .setPacket(packet)
                            .setProofUnreceived(proofOfAbsence())
                            .setProofHeight(LightClients.proto(to.side().view().proofHeight()))
                            .setNextSequenceRecv(nextSequence())
                            .setSigner(from.side().signer())
                            .build());
        }

        @Override
        public Optional<Work> timeOutOnClose() {
            if (destination.getState() != State.STATE_CLOSED) {
                return Optional.empty();
            }
            return Optional.of(forSource(
                    "gave up",
                    MsgTimeoutOnClose.newBuilder()
                            .setPacket(packet)
                            .setProofUnreceived(proofOfAbsence())
                            .setProofClose(to.side()
                                    .view()
                                    .proof(PathsV1.channel(destination.getPortId(), destination.getChannelId())))
                            .setProofHeight(LightClients.proto(to.side().view().proofHeight()))
                            .setNextSequenceRecv(nextSequence())
                            .setSigner(from.side().signer())
                            .build()));
        }

        /** Where packets have an order, how far the destination got; otherwise that it has no receipt. */
        private ByteString proofOfAbsence() {
            String port = packet.getDestinationPort();
            String channel = packet.getDestinationChannel();
            return to.side()
                    .view()
                    .proof(
                            isOrdered()
                                    ? PathsV1.nextSequenceReceive(port, channel)
                                    : PathsV1.receipt(port, channel, packet.getSequence()));
        }

        private long nextSequence() {
            if (!isOrdered()) {
                return ANY_SEQUENCE;
            }
            return to.side()
                    .view()
                    .query(
                            SERVICE + "NextSequenceReceive",
                            QueryNextSequenceReceiveRequest.newBuilder()
                                    .setPortId(packet.getDestinationPort())
                                    .setChannelId(packet.getDestinationChannel())
                                    .build(),
                            QueryNextSequenceReceiveResponse.parser())
                    .getNextSequenceReceive();
        }

        private Work forSource(String what, Message message) {
            return new Work(what + " " + what(), message, from.client());
        }

        private String what() {
            return name() + " #" + Long.toUnsignedString(packet.getSequence());
        }
    }
}
