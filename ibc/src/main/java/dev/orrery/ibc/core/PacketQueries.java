package dev.orrery.ibc.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcQuery;
import dev.orrery.ibc.IbcQueryException;
import dev.orrery.ibc.Page;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.ibc.packet.PacketStore;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.PacketState;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceReceiveRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceReceiveResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceSendRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceSendResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketAcknowledgementRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketAcknowledgementResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketAcknowledgementsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketAcknowledgementsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketReceiptRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketReceiptResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedAcksRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedAcksResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedPacketsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedPacketsResponse;
import java.util.List;
import java.util.function.LongPredicate;

/** Answers what {@code ibc.core.channel.v1.Query} is asked about packets. ibc-go 04-channel keeper/grpc_query.go. */
record PacketQueries(ChannelKeeper channels) {
    private static final String SERVICE = ChannelQueries.SERVICE;

    List<IbcQuery<?>> all() {
        return List.of(
                new IbcQuery<>(
                        SERVICE + "PacketCommitment",
                        QueryPacketCommitmentRequest.getDefaultInstance(),
                        this::commitment),
                new IbcQuery<>(
                        SERVICE + "PacketCommitments",
                        QueryPacketCommitmentsRequest.getDefaultInstance(),
                        this::commitments),
                new IbcQuery<>(
                        SERVICE + "PacketReceipt", QueryPacketReceiptRequest.getDefaultInstance(), this::receipt),
                new IbcQuery<>(
                        SERVICE + "PacketAcknowledgement",
                        QueryPacketAcknowledgementRequest.getDefaultInstance(),
                        this::acknowledgement),
                new IbcQuery<>(
                        SERVICE + "PacketAcknowledgements",
                        QueryPacketAcknowledgementsRequest.getDefaultInstance(),
                        this::acknowledgements),
                new IbcQuery<>(
                        SERVICE + "UnreceivedPackets",
                        QueryUnreceivedPacketsRequest.getDefaultInstance(),
                        this::unreceivedPackets),
                new IbcQuery<>(
                        SERVICE + "UnreceivedAcks",
                        QueryUnreceivedAcksRequest.getDefaultInstance(),
                        this::unreceivedAcknowledgements),
                new IbcQuery<>(
                        SERVICE + "NextSequenceReceive",
                        QueryNextSequenceReceiveRequest.getDefaultInstance(),
                        this::nextReceive),
                new IbcQuery<>(
                        SERVICE + "NextSequenceSend",
                        QueryNextSequenceSendRequest.getDefaultInstance(),
                        this::nextSend));
    }

    private Message commitment(IbcContext ctx, QueryPacketCommitmentRequest request) {
        requirePacket(ctx, request.getPortId(), request.getChannelId(), request.getSequence());
        byte[] commitment = PacketStore.commitment(
                        ctx, request.getPortId(), request.getChannelId(), request.getSequence())
                .orElseThrow(() -> IbcQueryException.notFound("packet commitment hash not found"));
        return QueryPacketCommitmentResponse.newBuilder()
                .setCommitment(ByteString.copyFrom(commitment))
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private void requirePacket(IbcContext ctx, String port, String channel, long sequence) {
        Answers.channel(port, channel);
        if (sequence == 0) {
            throw IbcQueryException.invalid("packet sequence cannot be 0");
        }
        requireChannel(ctx, port, channel);
    }

    private void requireChannel(IbcContext ctx, String port, String channel) {
        if (!channels.has(ctx, port, channel)) {
            throw Answers.missing(
                    ChannelError.CHANNEL_NOT_FOUND, "port ID (" + port + ") channel ID (" + channel + ")");
        }
    }

    private Message commitments(IbcContext ctx, QueryPacketCommitmentsRequest request) {
        String port = request.getPortId();
        String channel = request.getChannelId();
        Answers.channel(port, channel);
        requireChannel(ctx, port, channel);
        Page<PacketState> page = Page.of(
                ctx.store(),
                PathsV1.commitments(port, channel),
                request.getPagination(),
                (key, value) -> state(port, channel, sequence(key), value));
        return QueryPacketCommitmentsResponse.newBuilder()
                .addAllCommitments(page.items())
                .setPagination(page.response())
                .setHeight(Answers.height(ctx))
                .build();
    }

    private static PacketState state(String port, String channel, long sequence, byte[] data) {
        return PacketState.newBuilder()
                .setPortId(port)
                .setChannelId(channel)
                .setSequence(sequence)
                .setData(ByteString.copyFrom(data))
                .build();
    }

    private static long sequence(byte[] key) {
        String text = new String(key, UTF_8);
        return Long.parseUnsignedLong(text.substring(text.lastIndexOf('/') + 1));
    }

    private Message receipt(IbcContext ctx, QueryPacketReceiptRequest request) {
        requirePacket(ctx, request.getPortId(), request.getChannelId(), request.getSequence());
        boolean received =
                PacketStore.hasReceipt(ctx, request.getPortId(), request.getChannelId(), request.getSequence());
        return QueryPacketReceiptResponse.newBuilder()
                .setReceived(received)
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private Message acknowledgement(IbcContext ctx, QueryPacketAcknowledgementRequest request) {
        requirePacket(ctx, request.getPortId(), request.getChannelId(), request.getSequence());
        byte[] acknowledgement = PacketStore.acknowledgement(
                        ctx, request.getPortId(), request.getChannelId(), request.getSequence())
                .orElseThrow(() -> IbcQueryException.notFound("packet acknowledgement hash not found"));
        return QueryPacketAcknowledgementResponse.newBuilder()
                .setAcknowledgement(ByteString.copyFrom(acknowledgement))
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private Message acknowledgements(IbcContext ctx, QueryPacketAcknowledgementsRequest request) {
        String port = request.getPortId();
        String channel = request.getChannelId();
        Answers.channel(port, channel);
        requireChannel(ctx, port, channel);
        QueryPacketAcknowledgementsResponse.Builder response =
                QueryPacketAcknowledgementsResponse.newBuilder().setHeight(Answers.height(ctx));
        if (request.getPacketCommitmentSequencesCount() > 0) {
            for (long sequence : request.getPacketCommitmentSequencesList()) {
                PacketStore.acknowledgement(ctx, port, channel, sequence)
                        .ifPresent(found -> response.addAcknowledgements(state(port, channel, sequence, found)));
            }
            return response.build();
        }
        Page<PacketState> page = Page.of(
                ctx.store(),
                PathsV1.acknowledgements(port, channel),
                request.getPagination(),
                (key, value) -> state(port, channel, sequence(key), value));
        return response.addAllAcknowledgements(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message unreceivedPackets(IbcContext ctx, QueryUnreceivedPacketsRequest request) {
        String port = request.getPortId();
        String id = request.getChannelId();
        Channel channel = ChannelQueries.require(ctx, channels, port, id);
        LongPredicate unreceived = switch (channel.getOrdering()) {
            case ORDER_UNORDERED -> sequence -> !PacketStore.hasReceipt(ctx, port, id, sequence);
            case ORDER_ORDERED -> {
                long next = ChannelKeeper.nextReceive(port, id)
                        .get(ctx)
                        .orElseThrow(() -> Answers.missing(
                                ChannelError.SEQUENCE_RECEIVE_NOT_FOUND,
                                "destination port: " + port + ", destination channel: " + id));
                yield sequence -> Long.compareUnsigned(sequence, next) >= 0;
            }
            case ORDER_NONE_UNSPECIFIED, UNRECOGNIZED ->
                throw IbcQueryException.invalid(ChannelError.INVALID_CHANNEL_ORDERING
                        .failure("channel order " + channel.getOrdering() + " is not supported")
                        .text());
        };
        return QueryUnreceivedPacketsResponse.newBuilder()
                .addAllSequences(chosen(request.getPacketCommitmentSequencesList(), unreceived))
                .setHeight(Answers.height(ctx))
                .build();
    }

    private static List<Long> chosen(List<Long> sequences, LongPredicate wanted) {
        for (int i = 0; i < sequences.size(); i++) {
            if (sequences.get(i) == 0) {
                throw IbcQueryException.invalid("packet sequence " + i + " cannot be 0");
            }
        }
        return sequences.stream().filter(wanted::test).toList();
    }

    private Message unreceivedAcknowledgements(IbcContext ctx, QueryUnreceivedAcksRequest request) {
        String port = request.getPortId();
        String channel = request.getChannelId();
        Answers.channel(port, channel);
        requireChannel(ctx, port, channel);
        List<Long> unreceived = chosen(
                request.getPacketAckSequencesList(),
                sequence -> PacketStore.commitment(ctx, port, channel, sequence).isPresent());
        return QueryUnreceivedAcksResponse.newBuilder()
                .addAllSequences(unreceived)
                .setHeight(Answers.height(ctx))
                .build();
    }

    private Message nextReceive(IbcContext ctx, QueryNextSequenceReceiveRequest request) {
        String port = request.getPortId();
        String id = request.getChannelId();
        Channel channel = ChannelQueries.require(ctx, channels, port, id);
        long next = channel.getOrdering() == Order.ORDER_UNORDERED
                ? 0
                : ChannelKeeper.nextReceive(port, id)
                        .get(ctx)
                        .orElseThrow(() -> Answers.missing(
                                ChannelError.SEQUENCE_RECEIVE_NOT_FOUND, "port-id: " + port + ", channel-id " + id));
        return QueryNextSequenceReceiveResponse.newBuilder()
                .setNextSequenceReceive(next)
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private Message nextSend(IbcContext ctx, QueryNextSequenceSendRequest request) {
        String port = request.getPortId();
        String id = request.getChannelId();
        Answers.channel(port, id);
        long next = ChannelKeeper.nextSend(port, id)
                .get(ctx)
                .orElseThrow(() -> Answers.missing(
                        ChannelError.SEQUENCE_SEND_NOT_FOUND, "port-id: " + port + ", channel-id " + id));
        return QueryNextSequenceSendResponse.newBuilder()
                .setNextSequenceSend(next)
                .setProofHeight(Answers.height(ctx))
                .build();
    }
}
