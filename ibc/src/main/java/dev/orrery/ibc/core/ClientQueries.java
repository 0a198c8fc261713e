package dev.orrery.ibc.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.ibc.Addresses;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcQuery;
import dev.orrery.ibc.IbcQueryException;
import dev.orrery.ibc.MessageChecks;
import dev.orrery.ibc.Page;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.client.ClientStatus;
import dev.orrery.ibc.client.Delay;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.client.v1.ConsensusStateWithHeight;
import dev.orrery.proto.ibc.core.client.v1.IdentifiedClientState;
import dev.orrery.proto.ibc.core.client.v1.QueryClientCreatorRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientCreatorResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientParamsRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientParamsResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStateRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStateResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatusRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatusResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateHeightsRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateHeightsResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStatesRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStatesResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryUpgradedClientStateRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryUpgradedConsensusStateRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryVerifyMembershipRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryVerifyMembershipResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Answers {@code ibc.core.client.v1.Query}. ibc-go 02-client keeper/grpc_query.go. */
record ClientQueries(ClientKeeper clients, Addresses addresses) {
    private static final String SERVICE = "/ibc.core.client.v1.Query/";

    List<IbcQuery<?>> all() {
        return List.of(
                new IbcQuery<>(SERVICE + "ClientState", QueryClientStateRequest.getDefaultInstance(), this::state),
                new IbcQuery<>(SERVICE + "ClientStates", QueryClientStatesRequest.getDefaultInstance(), this::states),
                new IbcQuery<>(
                        SERVICE + "ConsensusState",
                        QueryConsensusStateRequest.getDefaultInstance(),
                        this::consensusState),
                new IbcQuery<>(
                        SERVICE + "ConsensusStates",
                        QueryConsensusStatesRequest.getDefaultInstance(),
                        this::consensusStates),
                new IbcQuery<>(
                        SERVICE + "ConsensusStateHeights",
                        QueryConsensusStateHeightsRequest.getDefaultInstance(),
                        this::consensusHeights),
                new IbcQuery<>(SERVICE + "ClientStatus", QueryClientStatusRequest.getDefaultInstance(), this::status),
                new IbcQuery<>(
                        SERVICE + "ClientCreator", QueryClientCreatorRequest.getDefaultInstance(), this::creator),
                new IbcQuery<>(SERVICE + "ClientParams", QueryClientParamsRequest.getDefaultInstance(), this::params),
                new IbcQuery<>(
                        SERVICE + "UpgradedClientState",
                        QueryUpgradedClientStateRequest.getDefaultInstance(),
                        (ctx, request) -> noUpgrade()),
                new IbcQuery<>(
                        SERVICE + "UpgradedConsensusState",
                        QueryUpgradedConsensusStateRequest.getDefaultInstance(),
                        (ctx, request) -> noUpgrade()),
                new IbcQuery<>(
                        SERVICE + "VerifyMembership",
                        QueryVerifyMembershipRequest.getDefaultInstance(),
                        this::verifyMembership));
    }

    private Message state(IbcContext ctx, QueryClientStateRequest request) {
        Answers.client(request.getClientId());
        Any state = clients.clientState(ctx, request.getClientId())
                .orElseThrow(() -> Answers.missing(ClientError.CLIENT_NOT_FOUND, request.getClientId()));
        return QueryClientStateResponse.newBuilder()
                .setClientState(state)
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private Message states(IbcContext ctx, QueryClientStatesRequest request) {
        Page<IdentifiedClientState> page = Page.filtered(
                ctx.store(), PathsV1.CLIENTS.getBytes(UTF_8), request.getPagination(), ClientQueries::clientState);
        List<IdentifiedClientState> sorted = page.items().stream()
                .sorted(Comparator.comparing(IdentifiedClientState::getClientIdBytes, ClientQueries::compare))
                .toList();
        return QueryClientStatesResponse.newBuilder()
                .addAllClientStates(sorted)
                .setPagination(page.response())
                .build();
    }

    private static int compare(ByteString one, ByteString other) {
        return ByteString.unsignedLexicographicalComparator().compare(one, other);
    }

    private static Optional<IdentifiedClientState> clientState(byte[] key, byte[] value) {
        String[] words = new String(key, UTF_8).split("/", -1);
        if (!words[words.length - 1].equals(PathsV1.CLIENT_STATE)) {
            return Optional.empty();
        }
        return Optional.of(IdentifiedClientState.newBuilder()
                .setClientId(words[1])
                .setClientState(any(value))
                .build());
    }

    private static Any any(byte[] stored) {
        try {
            return Any.parseFrom(stored);
        } catch (InvalidProtocolBufferException broken) {
            throw new IbcQueryException(IbcQueryException.Status.INTERNAL, "stored state of a client can't be read");
        }
    }

    private Message consensusState(IbcContext ctx, QueryConsensusStateRequest request) {
        Answers.client(request.getClientId());
        Height asked = new Height(request.getRevisionNumber(), request.getRevisionHeight());
        if (!request.getLatestHeight() && request.getRevisionHeight() == 0) {
            throw IbcQueryException.invalid("consensus state height cannot be 0");
        }
        Height height = request.getLatestHeight() ? clients.latestHeight(ctx, request.getClientId()) : asked;
        Any state = clients.consensusState(ctx, request.getClientId(), height)
                .orElseThrow(() -> Answers.missing(
                        ClientError.CONSENSUS_STATE_NOT_FOUND,
                        "client-id: " + request.getClientId() + ", height: " + asked));
        return QueryConsensusStateResponse.newBuilder()
                .setConsensusState(state)
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private Message consensusStates(IbcContext ctx, QueryConsensusStatesRequest request) {
        Answers.client(request.getClientId());
        Page<ConsensusStateWithHeight> page = Page.filtered(
                clients.clientStore(ctx, request.getClientId()),
                consensusPrefix(),
                request.getPagination(),
                (key, value) -> height(key)
                        .map(height -> ConsensusStateWithHeight.newBuilder()
                                .setHeight(Answers.height(height))
                                .setConsensusState(any(value))
                                .build()));
        return QueryConsensusStatesResponse.newBuilder()
                .addAllConsensusStates(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message consensusHeights(IbcContext ctx, QueryConsensusStateHeightsRequest request) {
        Answers.client(request.getClientId());
        Page<dev.orrery.proto.ibc.core.client.v1.Height> page = Page.filtered(
                clients.clientStore(ctx, request.getClientId()),
                consensusPrefix(),
                request.getPagination(),
                (key, value) -> height(key).map(Answers::height));
        return QueryConsensusStateHeightsResponse.newBuilder()
                .addAllConsensusStateHeights(page.items())
                .setPagination(page.response())
                .build();
    }

    private static byte[] consensusPrefix() {
        return (PathsV1.CONSENSUS_STATES + "/").getBytes(UTF_8);
    }

    /** Beside states, a client's store has what a light client notes about them, one level deeper. */
    private static Optional<Height> height(byte[] key) {
        String text = new String(key, UTF_8);
        int dash = text.indexOf('-');
        if (text.contains("/") || dash < 0) {
            return Optional.empty();
        }
        return Optional.of(new Height(
                Long.parseUnsignedLong(text.substring(0, dash)), Long.parseUnsignedLong(text.substring(dash + 1))));
    }

    private Message status(IbcContext ctx, QueryClientStatusRequest request) {
        Answers.client(request.getClientId());
        return QueryClientStatusResponse.newBuilder()
                .setStatus(clients.status(ctx, request.getClientId()).word())
                .build();
    }

    private Message creator(IbcContext ctx, QueryClientCreatorRequest request) {
        Answers.client(request.getClientId());
        return QueryClientCreatorResponse.newBuilder()
                .setCreator(clients.creator(ctx, request.getClientId())
                        .map(addresses::text)
                        .orElse(""))
                .build();
    }

    private Message params(IbcContext ctx, QueryClientParamsRequest request) {
        return QueryClientParamsResponse.newBuilder()
                .setParams(clients.params(ctx))
                .build();
    }

    /** Upgrades are planned by a module that this chain doesn't have. cosmossdk.io/x/upgrade types/errors.go. */
    private static Message noUpgrade() {
        throw IbcQueryException.notFound("upgrade plan not found");
    }

    private Message verifyMembership(IbcContext ctx, QueryVerifyMembershipRequest request) {
        String client = request.getClientId();
        Answers.client(client);
        requireProvable(request);
        ClientStatus status = clients.status(ctx, client);
        if (status == ClientStatus.UNAUTHORIZED) {
            throw Answers.missing(ClientError.ROUTE_NOT_FOUND, client);
        }
        if (status != ClientStatus.ACTIVE) {
            throw new IbcQueryException(
                    IbcQueryException.Status.FAILED_PRECONDITION,
                    ClientError.CLIENT_NOT_ACTIVE
                            .failure("cannot verify membership using client (" + client + ") with status "
                                    + status.word())
                            .text());
        }
        MerklePath path = new MerklePath(request.getMerklePath().getKeyPathList().stream()
                .map(ByteString::toByteArray)
                .toList());
        boolean proved;
        try {
            clients.verifyMembership(
                    ctx.branch().context(),
                    client,
                    MessageChecks.height(request.getProofHeight()),
                    new Delay(request.getTimeDelay(), request.getBlockDelay()),
                    request.getProof().toByteArray(),
                    path,
                    request.getValue().toByteArray());
            proved = true;
        } catch (IbcException refused) {
            proved = false;
        }
        return QueryVerifyMembershipResponse.newBuilder().setSuccess(proved).build();
    }

    private static void requireProvable(QueryVerifyMembershipRequest request) {
        Answers.argument(() -> Identifiers.clientType(request.getClientId()));
        if (Identifiers.clientType(request.getClientId()).equals(Identifiers.LOCALHOST_CLIENT)) {
            throw IbcQueryException.invalid(ClientError.INVALID_CLIENT_TYPE
                    .failure("verify membership is disabled for client types [09-localhost 06-solomachine]")
                    .text());
        }
        if (request.getProof().isEmpty()) {
            throw IbcQueryException.invalid("empty proof");
        }
        if (MessageChecks.height(request.getProofHeight()).isZero()) {
            throw IbcQueryException.invalid("proof height must be non-zero");
        }
        if (request.getMerklePath().getKeyPathCount() == 0) {
            throw IbcQueryException.invalid("empty merkle path");
        }
        if (request.getValue().isEmpty()) {
            throw IbcQueryException.invalid("empty value");
        }
    }
}
