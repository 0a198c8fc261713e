package dev.orrery.chain.ibchost;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.wasm.QueryPlugins;
import dev.orrery.chain.wasm.WasmSystemError;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.msg.IbcChannel;
import dev.orrery.msg.IbcQuery;
import dev.orrery.msg.IbcQueryResponse;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.QueryResponseJson;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.State;
import java.util.List;
import java.util.Optional;

/** What contracts ask about their ports and channels; channels that aren't open don't show. wasmd x/wasm/keeper/query_plugins.go. */
public record ContractIbcQueries(ChannelKeeper channels, PortOf ports) implements QueryPlugins.IbcPlugin {
    /** Finds a contract's port; empty if it speaks no IBC. */
    @FunctionalInterface
    public interface PortOf {
        String port(Context ctx, Address contract);
    }

    @Override
    public byte[] answer(Context ctx, Address contract, IbcQuery query) {
        return switch (query) {
            case IbcQuery.PortId own ->
                GoJson.encode(QueryResponseJson.PORT_ID, new IbcQueryResponse.PortId(ports.port(ctx, contract)));
            case IbcQuery.ListChannels list ->
                GoJson.encode(
                        QueryResponseJson.LIST_CHANNELS,
                        new IbcQueryResponse.ListChannels(open(ctx, port(ctx, contract, list.portId()))));
            case IbcQuery.Channel channel ->
                GoJson.encode(
                        QueryResponseJson.CHANNEL_RESPONSE,
                        new IbcQueryResponse.Channel(
                                open(ctx, port(ctx, contract, channel.portId()), channel.channelId())));
            case IbcQuery.Unknown nothing -> throw WasmSystemError.unsupported("unknown IBCQuery variant");
        };
    }

    private String port(Context ctx, Address contract, String asked) {
        return asked.isEmpty() ? ports.port(ctx, contract) : asked;
    }

    /** Quirk: of all ports that begin like this. */
    private List<IbcChannel> open(Context ctx, String port) {
        if (port.isEmpty()) {
            return List.of();
        }
        return channels.ofPorts(new HostContext(ctx), port).stream()
                .filter(channel -> channel.getState() == State.STATE_OPEN)
                .map(channel -> ContractPackets.channel(
                        channel.getPortId(),
                        channel.getChannelId(),
                        Channel.newBuilder()
                                .setOrdering(channel.getOrdering())
                                .setCounterparty(channel.getCounterparty())
                                .addAllConnectionHops(channel.getConnectionHopsList())
                                .setVersion(channel.getVersion())
                                .build()))
                .toList();
    }

    private Optional<IbcChannel> open(Context ctx, String port, String id) {
        return channels.get(new HostContext(ctx), port, id)
                .filter(channel -> channel.getState() == State.STATE_OPEN)
                .map(channel -> ContractPackets.channel(port, id, channel));
    }
}
