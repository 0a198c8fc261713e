package dev.orrery.ibc.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcQuery;
import dev.orrery.ibc.Page;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.connection.ConnectionError;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.client.v1.IdentifiedClientState;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import dev.orrery.proto.ibc.core.connection.v1.IdentifiedConnection;
import dev.orrery.proto.ibc.core.connection.v1.QueryClientConnectionsRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryClientConnectionsResponse;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionClientStateRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionClientStateResponse;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionConsensusStateRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionConsensusStateResponse;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionParamsRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionParamsResponse;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionResponse;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionsRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionsResponse;
import java.util.List;

/** Answers {@code ibc.core.connection.v1.Query}. ibc-go 03-connection keeper/grpc_query.go. */
record ConnectionQueries(ClientKeeper clients, ConnectionKeeper connections) {
    private static final String SERVICE = "/ibc.core.connection.v1.Query/";

    List<IbcQuery<?>> all() {
        return List.of(
                new IbcQuery<>(SERVICE + "Connection", QueryConnectionRequest.getDefaultInstance(), this::one),
                new IbcQuery<>(SERVICE + "Connections", QueryConnectionsRequest.getDefaultInstance(), this::many),
                new IbcQuery<>(
                        SERVICE + "ClientConnections",
                        QueryClientConnectionsRequest.getDefaultInstance(),
                        this::ofClient),
                new IbcQuery<>(
                        SERVICE + "ConnectionClientState",
                        QueryConnectionClientStateRequest.getDefaultInstance(),
                        this::clientState),
                new IbcQuery<>(
                        SERVICE + "ConnectionConsensusState",
                        QueryConnectionConsensusStateRequest.getDefaultInstance(),
                        this::consensusState),
                new IbcQuery<>(
                        SERVICE + "ConnectionParams", QueryConnectionParamsRequest.getDefaultInstance(), this::params));
    }

    private Message one(IbcContext ctx, QueryConnectionRequest request) {
        Answers.connection(request.getConnectionId());
        ConnectionEnd connection = connections
                .get(ctx, request.getConnectionId())
                .orElseThrow(() -> Answers.missing(ConnectionError.CONNECTION_NOT_FOUND, request.getConnectionId()));
        return QueryConnectionResponse.newBuilder()
                .setConnection(connection)
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private Message many(IbcContext ctx, QueryConnectionsRequest request) {
        Page<IdentifiedConnection> page = Page.of(
                ctx.store(),
                PathsV1.CONNECTIONS.getBytes(UTF_8),
                request.getPagination(),
                ConnectionQueries::identified);
        return QueryConnectionsResponse.newBuilder()
                .addAllConnections(page.items())
                .setPagination(page.response())
                .setHeight(Answers.height(ctx))
                .build();
    }

    private static IdentifiedConnection identified(byte[] key, byte[] value) {
        ConnectionEnd connection;
        try {
            connection = ConnectionEnd.parseFrom(value);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("stored connection", broken);
        }
        return IdentifiedConnection.newBuilder()
                .setId(new String(key, UTF_8).substring(1))
                .setClientId(connection.getClientId())
                .addAllVersions(connection.getVersionsList())
                .setState(connection.getState())
                .setCounterparty(connection.getCounterparty())
                .setDelayPeriod(connection.getDelayPeriod())
                .build();
    }

    private Message ofClient(IbcContext ctx, QueryClientConnectionsRequest request) {
        Answers.client(request.getClientId());
        List<String> paths = connections
                .ofClient(ctx, request.getClientId())
                .orElseThrow(() ->
                        Answers.missing(ConnectionError.CLIENT_CONNECTION_PATHS_NOT_FOUND, request.getClientId()));
        return QueryClientConnectionsResponse.newBuilder()
                .addAllConnectionPaths(paths)
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private Message clientState(IbcContext ctx, QueryConnectionClientStateRequest request) {
        String client = clientOf(ctx, request.getConnectionId());
        Any state = clients.clientState(ctx, client)
                .orElseThrow(() -> Answers.missing(ClientError.CLIENT_NOT_FOUND, "client-id: " + client));
        return QueryConnectionClientStateResponse.newBuilder()
                .setIdentifiedClientState(
                        IdentifiedClientState.newBuilder().setClientId(client).setClientState(state))
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private Message consensusState(IbcContext ctx, QueryConnectionConsensusStateRequest request) {
        String client = clientOf(ctx, request.getConnectionId());
        Height height = new Height(request.getRevisionNumber(), request.getRevisionHeight());
        Any state = clients.consensusState(ctx, client, height)
                .orElseThrow(() -> Answers.missing(ClientError.CONSENSUS_STATE_NOT_FOUND, "client-id: " + client));
        return QueryConnectionConsensusStateResponse.newBuilder()
                .setClientId(client)
                .setConsensusState(state)
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private String clientOf(IbcContext ctx, String connection) {
        Answers.connection(connection);
        return connections
                .get(ctx, connection)
                .orElseThrow(
                        () -> Answers.missing(ConnectionError.CONNECTION_NOT_FOUND, "connection-id: " + connection))
                .getClientId();
    }

    private Message params(IbcContext ctx, QueryConnectionParamsRequest request) {
        return QueryConnectionParamsResponse.newBuilder()
                .setParams(connections.params(ctx))
                .build();
    }
}
