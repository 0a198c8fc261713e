package dev.orrery.ibc.v2;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcQuery;
import dev.orrery.ibc.IbcQueryException;
import dev.orrery.ibc.Page;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.host.PathsV2;
import dev.orrery.proto.ibc.core.channel.v2.PacketState;
import dev.orrery.proto.ibc.core.channel.v2.QueryNextSequenceSendRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryNextSequenceSendResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketAcknowledgementRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketAcknowledgementResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketAcknowledgementsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketAcknowledgementsResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketReceiptRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketReceiptResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedAcksRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedAcksResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsResponse;
import dev.orrery.proto.ibc.core.client.v1.Height;
import dev.orrery.proto.ibc.core.client.v2.QueryConfigRequest;
import dev.orrery.proto.ibc.core.client.v2.QueryConfigResponse;
import dev.orrery.proto.ibc.core.client.v2.QueryCounterpartyInfoRequest;
import dev.orrery.proto.ibc.core.client.v2.QueryCounterpartyInfoResponse;
import java.nio.ByteBuffer;
import java.util.List;

/** Answers the queries of IBC v2. ibc-go 02-client/v2 and 04-channel/v2 keeper/grpc_query.go. */
public record QueriesV2(CounterpartyKeeper counterparties) {
    private static final String CLIENT = "/ibc.core.client.v2.Query/";
    private static final String CHANNEL = "/ibc.core.channel.v2.Query/";

    public List<IbcQuery<?>> all() {
        return List.of(
                new IbcQuery<>(
                        CLIENT + "CounterpartyInfo",
                        QueryCounterpartyInfoRequest.getDefaultInstance(),
                        this::counterparty),
                new IbcQuery<>(CLIENT + "Config", QueryConfigRequest.getDefaultInstance(), this::config),
                new IbcQuery<>(
                        CHANNEL + "NextSequenceSend",
                        QueryNextSequenceSendRequest.getDefaultInstance(),
                        this::nextSend),
                new IbcQuery<>(
                        CHANNEL + "PacketCommitment",
                        QueryPacketCommitmentRequest.getDefaultInstance(),
                        this::commitment),
                new IbcQuery<>(
                        CHANNEL + "PacketCommitments",
                        QueryPacketCommitmentsRequest.getDefaultInstance(),
                        this::commitments),
                new IbcQuery<>(
                        CHANNEL + "PacketAcknowledgement",
                        QueryPacketAcknowledgementRequest.getDefaultInstance(),
                        this::acknowledgement),
                new IbcQuery<>(
                        CHANNEL + "PacketAcknowledgements",
                        QueryPacketAcknowledgementsRequest.getDefaultInstance(),
                        this::acknowledgements),
                new IbcQuery<>(
                        CHANNEL + "PacketReceipt", QueryPacketReceiptRequest.getDefaultInstance(), this::receipt),
                new IbcQuery<>(
                        CHANNEL + "UnreceivedPackets",
                        QueryUnreceivedPacketsRequest.getDefaultInstance(),
                        this::unreceivedPackets),
                new IbcQuery<>(
                        CHANNEL + "UnreceivedAcks",
                        QueryUnreceivedAcksRequest.getDefaultInstance(),
                        this::unreceivedAcknowledgements));
    }

    private static Height height(IbcContext ctx) {
        return Height.newBuilder()
                .setRevisionNumber(ctx.height().revision())
                .setRevisionHeight(ctx.height().number())
                .build();
    }

    private static void client(String id) {
        try {
            Identifiers.checkClient(id);
        } catch (IbcException refused) {
            throw IbcQueryException.invalid(refused.text());
        }
    }

    private static void packet(String client, long sequence) {
        client(client);
        if (sequence == 0) {
            throw IbcQueryException.invalid("packet sequence cannot be 0");
        }
    }

    private Message counterparty(IbcContext ctx, QueryCounterpartyInfoRequest request) {
        client(request.getClientId());
        return QueryCounterpartyInfoResponse.newBuilder()
                .setCounterpartyInfo(counterparties
                        .counterparty(ctx, request.getClientId())
                        .orElseThrow(() -> IbcQueryException.notFound(
                                "client " + request.getClientId() + " counterparty not found")))
                .build();
    }

    private Message config(IbcContext ctx, QueryConfigRequest request) {
        client(request.getClientId());
        return QueryConfigResponse.newBuilder()
                .setConfig(counterparties.config(ctx, request.getClientId()))
                .build();
    }

    private Message nextSend(IbcContext ctx, QueryNextSequenceSendRequest request) {
        client(request.getClientId());
        long next = PacketStoreV2.nextSend(request.getClientId())
                .get(ctx)
                .orElseThrow(() -> IbcQueryException.notFound(PacketError.SEQUENCE_SEND_NOT_FOUND
                        .failure("client-id " + request.getClientId())
                        .text()));
        return QueryNextSequenceSendResponse.newBuilder()
                .setNextSequenceSend(next)
                .setProofHeight(height(ctx))
                .build();
    }

    private Message commitment(IbcContext ctx, QueryPacketCommitmentRequest request) {
        packet(request.getClientId(), request.getSequence());
        byte[] commitment = PacketStoreV2.commitment(ctx, request.getClientId(), request.getSequence())
                .orElseThrow(() -> IbcQueryException.notFound("packet commitment hash not found"));
        return QueryPacketCommitmentResponse.newBuilder()
                .setCommitment(ByteString.copyFrom(commitment))
                .setProofHeight(height(ctx))
                .build();
    }

    private Message commitments(IbcContext ctx, QueryPacketCommitmentsRequest request) {
        String client = request.getClientId();
        client(client);
        Page<PacketState> page = Page.of(
                ctx.store(),
                PathsV2.commitments(client),
                request.getPagination(),
                (key, value) -> state(client, ByteBuffer.wrap(key).getLong(), value));
        return QueryPacketCommitmentsResponse.newBuilder()
                .addAllCommitments(page.items())
                .setPagination(page.response())
                .setHeight(height(ctx))
                .build();
    }

    private static PacketState state(String client, long sequence, byte[] data) {
        return PacketState.newBuilder()
                .setClientId(client)
                .setSequence(sequence)
                .setData(ByteString.copyFrom(data))
                .build();
    }

    private Message acknowledgement(IbcContext ctx, QueryPacketAcknowledgementRequest request) {
        packet(request.getClientId(), request.getSequence());
        byte[] acknowledgement = PacketStoreV2.acknowledgement(ctx, request.getClientId(), request.getSequence())
                .orElseThrow(() -> IbcQueryException.notFound("packet acknowledgement hash not found"));
        return QueryPacketAcknowledgementResponse.newBuilder()
                .setAcknowledgement(ByteString.copyFrom(acknowledgement))
                .setProofHeight(height(ctx))
                .build();
    }

    private Message acknowledgements(IbcContext ctx, QueryPacketAcknowledgementsRequest request) {
        String client = request.getClientId();
        client(client);
        QueryPacketAcknowledgementsResponse.Builder response =
                QueryPacketAcknowledgementsResponse.newBuilder().setHeight(height(ctx));
        if (request.getPacketCommitmentSequencesCount() > 0) {
            for (long sequence : request.getPacketCommitmentSequencesList()) {
                PacketStoreV2.acknowledgement(ctx, client, sequence)
                        .ifPresent(found -> response.addAcknowledgements(state(client, sequence, found)));
            }
            return response.build();
        }
        Page<PacketState> page = Page.of(
                ctx.store(),
                PathsV2.acknowledgements(client),
                request.getPagination(),
                (key, value) -> state(client, ByteBuffer.wrap(key).getLong(), value));
        return response.addAllAcknowledgements(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message receipt(IbcContext ctx, QueryPacketReceiptRequest request) {
        packet(request.getClientId(), request.getSequence());
        return QueryPacketReceiptResponse.newBuilder()
                .setReceived(PacketStoreV2.hasReceipt(ctx, request.getClientId(), request.getSequence()))
                .setProofHeight(height(ctx))
                .build();
    }

    private Message unreceivedPackets(IbcContext ctx, QueryUnreceivedPacketsRequest request) {
        client(request.getClientId());
        if (request.getSequencesList().contains(0L)) {
            throw IbcQueryException.invalid(
                    "packet sequence " + request.getSequencesList().indexOf(0L) + " cannot be 0");
        }
        return QueryUnreceivedPacketsResponse.newBuilder()
                .addAllSequences(request.getSequencesList().stream()
                        .filter(sequence -> !PacketStoreV2.hasReceipt(ctx, request.getClientId(), sequence))
                        .toList())
                .setHeight(height(ctx))
                .build();
    }

    private Message unreceivedAcknowledgements(IbcContext ctx, QueryUnreceivedAcksRequest request) {
        client(request.getClientId());
        if (request.getPacketAckSequencesList().contains(0L)) {
            throw IbcQueryException.invalid("packet sequence cannot be 0");
        }
        return QueryUnreceivedAcksResponse.newBuilder()
                .addAllSequences(request.getPacketAckSequencesList().stream()
                        .filter(sequence -> PacketStoreV2.commitment(ctx, request.getClientId(), sequence)
                                .isPresent())
                        .toList())
                .setHeight(height(ctx))
                .build();
    }
}
