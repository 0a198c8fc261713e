package dev.orrery.ibc.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.PrefixedStore;
import dev.orrery.ibc.client.ClientGenesis;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionPaths;
import dev.orrery.proto.ibc.core.connection.v1.GenesisState;
import dev.orrery.proto.ibc.core.connection.v1.IdentifiedConnection;

/** Connections in a genesis, that of the chain with itself among them. ibc-go 03-connection/genesis.go. */
public record ConnectionGenesis(ConnectionKeeper connections) {
    private static final byte[] ALL = (PathsV1.CONNECTIONS + "/").getBytes(UTF_8);

    public void init(IbcContext ctx, GenesisState genesis) {
        for (IdentifiedConnection connection : genesis.getConnectionsList()) {
            connections.set(
                    ctx,
                    connection.getId(),
                    ConnectionEnd.newBuilder()
                            .setClientId(connection.getClientId())
                            .addAllVersions(connection.getVersionsList())
                            .setState(connection.getState())
                            .setCounterparty(connection.getCounterparty())
                            .setDelayPeriod(connection.getDelayPeriod())
                            .build());
        }
        for (ConnectionPaths client : genesis.getClientConnectionPathsList()) {
            connections.setOfClient(ctx, client.getClientId(), client.getPathsList());
        }
        connections.initialize(
                ctx,
                genesis.getNextConnectionSequence(),
                genesis.hasParams() ? genesis.getParams() : ConnectionKeeper.DEFAULT_PARAMS);
    }

    public GenesisState export(IbcContext ctx) {
        GenesisState.Builder genesis = GenesisState.newBuilder()
                .setNextConnectionSequence(connections.nextConnection(ctx))
                .setParams(connections.params(ctx));
        ctx.store().ascend(ALL, PrefixedStore.after(ALL), (key, value) -> {
            ConnectionEnd connection = ConnectionKeeper.decode(value);
            genesis.addConnections(IdentifiedConnection.newBuilder()
                    .setId(new String(key, UTF_8).substring(ALL.length))
                    .setClientId(connection.getClientId())
                    .addAllVersions(connection.getVersionsList())
                    .setState(connection.getState())
                    .setCounterparty(connection.getCounterparty())
                    .setDelayPeriod(connection.getDelayPeriod()));
            return true;
        });
        for (String client : new ClientGenesis(connections.clients()).ids(ctx)) {
            connections
                    .ofClient(ctx, client)
                    .ifPresent(paths -> genesis.addClientConnectionPaths(
                            ConnectionPaths.newBuilder().setClientId(client).addAllPaths(paths)));
        }
        return genesis.build();
    }
}
