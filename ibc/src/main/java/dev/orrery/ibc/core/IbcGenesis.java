package dev.orrery.ibc.core;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.client.ClientGenesis;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.connection.ConnectionGenesis;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.packet.ChannelGenesis;
import dev.orrery.ibc.v2.CounterpartyKeeper;
import dev.orrery.ibc.v2.GenesisV2;
import dev.orrery.proto.ibc.core.types.v1.GenesisState;
import java.util.List;

/** All of {@code ibc.core} in a genesis. ibc-go core/genesis.go. */
final class IbcGenesis {
    private final ClientGenesis clients;
    private final ConnectionGenesis connections;
    private final ChannelGenesis channels;
    private final GenesisV2 v2;

    IbcGenesis(
            ClientKeeper clients,
            ConnectionKeeper connections,
            ChannelKeeper channels,
            CounterpartyKeeper counterparties) {
        this.clients = new ClientGenesis(clients);
        this.connections = new ConnectionGenesis(connections);
        this.channels = new ChannelGenesis(channels);
        v2 = new GenesisV2(counterparties);
    }

    void init(IbcContext ctx, GenesisState genesis) {
        clients.init(ctx, genesis.getClientGenesis());
        v2.init(ctx, genesis.getClientV2Genesis());
        connections.init(ctx, genesis.getConnectionGenesis());
        channels.init(ctx, genesis.getChannelGenesis());
        v2.init(ctx, genesis.getChannelV2Genesis());
    }

    GenesisState export(IbcContext ctx) {
        List<String> ids = clients.ids(ctx);
        return GenesisState.newBuilder()
                .setClientGenesis(clients.export(ctx))
                .setConnectionGenesis(connections.export(ctx))
                .setChannelGenesis(channels.export(ctx))
                .setClientV2Genesis(v2.exportCounterparties(ctx, ids))
                .setChannelV2Genesis(GenesisV2.exportPackets(ctx, ids))
                .build();
    }
}
