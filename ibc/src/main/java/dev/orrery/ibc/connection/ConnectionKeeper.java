package dev.orrery.ibc.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.host.Counter;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.commitment.v1.MerklePrefix;
import dev.orrery.proto.ibc.core.connection.v1.ClientPaths;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import dev.orrery.proto.ibc.core.connection.v1.Counterparty;
import dev.orrery.proto.ibc.core.connection.v1.Params;
import dev.orrery.proto.ibc.core.connection.v1.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Connections as they are stored. ibc-go 03-connection keeper/keeper.go. */
public record ConnectionKeeper(ClientKeeper clients) {
    /** 30 seconds in nanoseconds. ibc-go 03-connection types/params.go: DefaultTimePerBlock. */
    public static final Params DEFAULT_PARAMS =
            Params.newBuilder().setMaxExpectedTimePerBlock(30_000_000_000L).build();

    /** Where this chain keeps what others prove. */
    static final MerklePrefix PREFIX = MerklePrefix.newBuilder()
            .setKeyPrefix(ByteString.copyFrom(IbcContext.STORE, UTF_8))
            .build();

    private static final Counter NEXT_CONNECTION = new Counter(PathsV1.NEXT_CONNECTION);

    /** Puts down where counting begins, the parameters, and the connection of the chain with itself. */
    public void initialize(IbcContext ctx, long nextConnection, Params params) {
        NEXT_CONNECTION.set(ctx, nextConnection);
        set(ctx, Identifiers.LOCALHOST_CONNECTION, localhost());
        setParams(ctx, params);
    }

    private static ConnectionEnd localhost() {
        return ConnectionEnd.newBuilder()
                .setState(State.STATE_OPEN)
                .setClientId(Identifiers.LOCALHOST_CLIENT)
                .setCounterparty(ours(Identifiers.LOCALHOST_CLIENT, Identifiers.LOCALHOST_CONNECTION))
                .addAllVersions(Versions.SUPPORTED)
                .build();
    }

    /** This chain as the counterparty of another. */
    static Counterparty ours(String client, String connection) {
        return Counterparty.newBuilder()
                .setClientId(client)
                .setConnectionId(connection)
                .setPrefix(PREFIX)
                .build();
    }

    /** The number of the next connection. */
    long nextConnection(IbcContext ctx) {
        return NEXT_CONNECTION.get(ctx).orElse(0);
    }

    String newId(IbcContext ctx) {
        return "connection-" + Long.toUnsignedString(NEXT_CONNECTION.next(ctx));
    }

    public Optional<ConnectionEnd> get(IbcContext ctx, String id) {
        return ctx.store().get(PathsV1.connection(id)).map(ConnectionKeeper::decode);
    }

    /** A connection that must be there. */
    public ConnectionEnd require(IbcContext ctx, String id) {
        return get(ctx, id).orElseThrow(() -> ConnectionError.CONNECTION_NOT_FOUND.failure(id));
    }

    /** A connection that must be there and open. */
    public ConnectionEnd requireOpen(IbcContext ctx, String id) {
        return requireOpen(require(ctx, id));
    }

    public static ConnectionEnd requireOpen(ConnectionEnd connection) {
        if (connection.getState() != State.STATE_OPEN) {
            throw ConnectionError.INVALID_CONNECTION_STATE.failure(
                    "connection state is not OPEN (got " + connection.getState() + ")");
        }
        return connection;
    }

    static ConnectionEnd decode(byte[] stored) {
        try {
            return ConnectionEnd.parseFrom(stored);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("stored connection", broken);
        }
    }

    void set(IbcContext ctx, String id, ConnectionEnd connection) {
        ctx.store().set(PathsV1.connection(id), connection.toByteArray());
    }

    /** The connections of a client, in the order in which they were begun. */
    public Optional<List<String>> ofClient(IbcContext ctx, String client) {
        return ctx.store().get(PathsV1.clientConnections(client)).map(stored -> {
            try {
                return List.copyOf(ClientPaths.parseFrom(stored).getPathsList());
            } catch (InvalidProtocolBufferException broken) {
                throw new IllegalStateException("stored connections of a client", broken);
            }
        });
    }

    void addToClient(IbcContext ctx, String client, String connection) {
        if (clients.clientState(ctx, client).isEmpty()) {
            throw ClientError.CLIENT_NOT_FOUND.failure(client);
        }
        List<String> paths = new ArrayList<>(ofClient(ctx, client).orElse(List.of()));
        paths.add(connection);
        setOfClient(ctx, client, paths);
    }

    void setOfClient(IbcContext ctx, String client, List<String> connections) {
        ClientPaths paths = ClientPaths.newBuilder().addAllPaths(connections).build();
        ctx.store().set(PathsV1.clientConnections(client), paths.toByteArray());
    }

    public Params params(IbcContext ctx) {
        byte[] stored = ctx.store()
                .get(PathsV1.CONNECTION_PARAMS)
                .orElseThrow(() -> new IllegalStateException("connection params are not set in store"));
        try {
            return Params.parseFrom(stored);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("stored connection params", broken);
        }
    }

    public void setParams(IbcContext ctx, Params params) {
        ctx.store().set(PathsV1.CONNECTION_PARAMS, params.toByteArray());
    }
}
