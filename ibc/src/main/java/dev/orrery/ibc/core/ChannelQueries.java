package dev.orrery.ibc.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcQuery;
import dev.orrery.ibc.Page;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.connection.ConnectionError;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.IdentifiedChannel;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelClientStateRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelClientStateResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelConsensusStateRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelConsensusStateResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryConnectionChannelsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryConnectionChannelsResponse;
import dev.orrery.proto.ibc.core.client.v1.IdentifiedClientState;
import java.util.List;
import java.util.Optional;

/** Answers what {@code ibc.core.channel.v1.Query} is asked about channels. ibc-go 04-channel keeper/grpc_query.go. */
record ChannelQueries(ClientKeeper clients, ConnectionKeeper connections, ChannelKeeper channels) {
    static final String SERVICE = "/ibc.core.channel.v1.Query/";

    List<IbcQuery<?>> all() {
        return List.of(
                new IbcQuery<>(SERVICE + "Channel", QueryChannelRequest.getDefaultInstance(), this::one),
                new IbcQuery<>(SERVICE + "Channels", QueryChannelsRequest.getDefaultInstance(), this::many),
                new IbcQuery<>(
                        SERVICE + "ConnectionChannels",
                        QueryConnectionChannelsRequest.getDefaultInstance(),
                        this::ofConnection),
                new IbcQuery<>(
                        SERVICE + "ChannelClientState",
                        QueryChannelClientStateRequest.getDefaultInstance(),
                        this::clientState),
                new IbcQuery<>(
                        SERVICE + "ChannelConsensusState",
                        QueryChannelConsensusStateRequest.getDefaultInstance(),
                        this::consensusState));
    }

    private Message one(IbcContext ctx, QueryChannelRequest request) {
        return QueryChannelResponse.newBuilder()
                .setChannel(require(ctx, channels, request.getPortId(), request.getChannelId()))
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    /** A channel that a query is about. */
    static Channel require(IbcContext ctx, ChannelKeeper channels, String port, String id) {
        Answers.channel(port, id);
        return channels.get(ctx, port, id)
                .orElseThrow(() ->
                        Answers.missing(ChannelError.CHANNEL_NOT_FOUND, "port-id: " + port + ", channel-id " + id));
    }

    private Message many(IbcContext ctx, QueryChannelsRequest request) {
        Page<IdentifiedChannel> page = Page.of(
                ctx.store(), PathsV1.CHANNEL_ENDS.getBytes(UTF_8), request.getPagination(), ChannelKeeper::identified);
        return QueryChannelsResponse.newBuilder()
                .addAllChannels(page.items())
                .setPagination(page.response())
                .setHeight(Answers.height(ctx))
                .build();
    }

    private Message ofConnection(IbcContext ctx, QueryConnectionChannelsRequest request) {
        Answers.connection(request.getConnection());
        Page<IdentifiedChannel> page = Page.filtered(
                ctx.store(),
                PathsV1.CHANNEL_ENDS.getBytes(UTF_8),
                request.getPagination(),
                (key, value) -> Optional.of(ChannelKeeper.identified(key, value))
                        .filter(channel -> channel.getConnectionHops(0).equals(request.getConnection())));
        return QueryConnectionChannelsResponse.newBuilder()
                .addAllChannels(page.items())
                .setPagination(page.response())
                .setHeight(Answers.height(ctx))
                .build();
    }

    private Message clientState(IbcContext ctx, QueryChannelClientStateRequest request) {
        Answers.channel(request.getPortId(), request.getChannelId());
        Channel channel = channels.get(ctx, request.getPortId(), request.getChannelId())
                .orElseThrow(() -> Answers.missing(
                        ChannelError.CHANNEL_NOT_FOUND,
                        "port-id: " + request.getPortId() + ", channel-id: " + request.getChannelId()));
        String client = clientOf(ctx, channel);
        Any state = clients.clientState(ctx, client)
                .orElseThrow(() -> Answers.missing(ClientError.CLIENT_NOT_FOUND, "client-id: " + client));
        return QueryChannelClientStateResponse.newBuilder()
                .setIdentifiedClientState(
                        IdentifiedClientState.newBuilder().setClientId(client).setClientState(state))
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private Message consensusState(IbcContext ctx, QueryChannelConsensusStateRequest request) {
        Channel channel = require(ctx, channels, request.getPortId(), request.getChannelId());
        String client = clientOf(ctx, channel);
        Height height = new Height(request.getRevisionNumber(), request.getRevisionHeight());
        Any state = clients.consensusState(ctx, client, height)
                .orElseThrow(() -> Answers.missing(ClientError.CONSENSUS_STATE_NOT_FOUND, "client-id: " + client));
        return QueryChannelConsensusStateResponse.newBuilder()
                .setClientId(client)
                .setConsensusState(state)
                .setProofHeight(Answers.height(ctx))
                .build();
    }

    private String clientOf(IbcContext ctx, Channel channel) {
        String connection = channel.getConnectionHops(0);
        return connections
                .get(ctx, connection)
                .orElseThrow(
                        () -> Answers.missing(ConnectionError.CONNECTION_NOT_FOUND, "connection-id: " + connection))
                .getClientId();
    }
}
