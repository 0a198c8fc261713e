package dev.orrery.ibc.channel;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.client.ClientStatus;
import dev.orrery.ibc.connection.ConnectionError;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.connection.ProofChecks;
import dev.orrery.ibc.connection.ProofChecks.Proof;
import dev.orrery.ibc.connection.Versions;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Counterparty;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import java.util.List;

/**
 * The steps by which two ports open and close a channel. Checks and writing are apart, since the application has its say in
 * between. ibc-go 04-channel keeper/handshake.go.
 */
public record ChannelHandshake(
        ClientKeeper clients, ConnectionKeeper connections, ChannelKeeper channels, ProofChecks proofs) {

    /** A new channel as a message describes it. */
    public record Opening(Order order, List<String> hops, String port, Counterparty counterparty) {
        String hop() {
            return hops.getFirst();
        }

        Channel channel(State state, String version) {
            return Channel.newBuilder()
                    .setState(state)
                    .setOrdering(order)
                    .setCounterparty(counterparty)
                    .addAllConnectionHops(hops)
                    .setVersion(version)
                    .build();
        }
    }

    /** Checks a proposal. Returns the channel's name. */
    public String openInit(IbcContext ctx, Opening opening) {
        ConnectionEnd connection = connections.require(ctx, opening.hop());
        requireOrder(connection, opening.order());
        requireActive(ctx, connection);
        return channels.newId(ctx);
    }

    public void writeInit(IbcContext ctx, Opening opening, String id, String version) {
        Channel channel = opening.channel(State.STATE_INIT, version);
        channels.set(ctx, opening.port(), id, channel);
        channels.startSequences(ctx, opening.port(), id);
        ChannelEvents.openInit(ctx, opening.port(), id, channel);
    }

    /** Checks what the other side proposed. Returns the name of this side. */
    public String openTry(IbcContext ctx, Opening opening, String counterpartyVersion, Proof init) {
        if (opening.hops().size() != 1) {
            throw ChannelError.TOO_MANY_CONNECTION_HOPS.failure(
                    "expected 1, got " + opening.hops().size());
        }
        String id = channels.newId(ctx);
        ConnectionEnd connection = connections.requireOpen(ctx, opening.hop());
        requireOrder(connection, opening.order());
        Channel expected =
                theirs(State.STATE_INIT, opening.order(), opening.port(), "", connection, counterpartyVersion);
        Counterparty counterparty = opening.counterparty();
        proofs.channel(ctx, connection, init, counterparty.getPortId(), counterparty.getChannelId(), expected);
        return id;
    }

    public void writeTry(IbcContext ctx, Opening opening, String id, String version) {
        channels.startSequences(ctx, opening.port(), id);
        Channel channel = opening.channel(State.STATE_TRYOPEN, version);
        channels.set(ctx, opening.port(), id, channel);
        ChannelEvents.openTry(ctx, opening.port(), id, channel);
    }

    /** The proposing side takes the other's agreement, and its version. */
    public void openAck(IbcContext ctx, String port, String id, String version, String counterpartyId, Proof tried) {
        Channel channel = channels.require(ctx, port, id);
        if (channel.getState() != State.STATE_INIT) {
            throw ChannelError.INVALID_CHANNEL_STATE.failure(
                    "channel state should be INIT (got " + channel.getState() + ")");
        }
        ConnectionEnd connection = connections.requireOpen(ctx, channel.getConnectionHops(0));
        Channel expected = theirs(State.STATE_TRYOPEN, channel.getOrdering(), port, id, connection, version);
        proofs.channel(ctx, connection, tried, channel.getCounterparty().getPortId(), counterpartyId, expected);
        Channel open = channel.toBuilder()
                .setState(State.STATE_OPEN)
                .setVersion(version)
                .setCounterparty(channel.getCounterparty().toBuilder().setChannelId(counterpartyId))
                .build();
        channels.set(ctx, port, id, open);
        ChannelEvents.openAck(ctx, port, id, open);
    }

    /** The agreeing side learns that the proposing one took its agreement. */
    public void openConfirm(IbcContext ctx, String port, String id, Proof acknowledged) {
        Channel channel = channels.require(ctx, port, id);
        if (channel.getState() != State.STATE_TRYOPEN) {
            throw ChannelError.INVALID_CHANNEL_STATE.failure(
                    "channel state is not TRYOPEN (got " + channel.getState() + ")");
        }
        ConnectionEnd connection = connections.requireOpen(ctx, channel.getConnectionHops(0));
        proveCounterparty(ctx, port, id, channel, connection, State.STATE_OPEN, acknowledged);
        Channel open = channel.toBuilder().setState(State.STATE_OPEN).build();
        channels.set(ctx, port, id, open);
        ChannelEvents.openConfirm(ctx, port, id, open);
    }

    /** This side closes. */
    public void closeInit(IbcContext ctx, String port, String id) {
        Channel channel = requireNotClosed(ctx, port, id);
        ConnectionEnd connection = connections.require(ctx, channel.getConnectionHops(0));
        requireActive(ctx, connection);
        ConnectionKeeper.requireOpen(connection);
        Channel closed = channel.toBuilder().setState(State.STATE_CLOSED).build();
        channels.set(ctx, port, id, closed);
        ChannelEvents.closeInit(ctx, port, id, closed);
    }

    /** This side closes because the other did. */
    public void closeConfirm(IbcContext ctx, String port, String id, Proof closedThere) {
        Channel channel = requireNotClosed(ctx, port, id);
        ConnectionEnd connection = connections.requireOpen(ctx, channel.getConnectionHops(0));
        proveCounterparty(ctx, port, id, channel, connection, State.STATE_CLOSED, closedThere);
        Channel closed = channel.toBuilder().setState(State.STATE_CLOSED).build();
        channels.set(ctx, port, id, closed);
        ChannelEvents.closeConfirm(ctx, port, id, closed);
    }

    private Channel requireNotClosed(IbcContext ctx, String port, String id) {
        Channel channel = channels.require(ctx, port, id);
        if (channel.getState() == State.STATE_CLOSED) {
            throw ChannelError.INVALID_CHANNEL_STATE.failure("channel is already CLOSED");
        }
        return channel;
    }

    /** Refuses unless the other side of a channel is in a state. */
    public void proveCounterparty(
            IbcContext ctx,
            String port,
            String id,
            Channel channel,
            ConnectionEnd connection,
            State state,
            Proof proof) {
        Counterparty counterparty = channel.getCounterparty();
        Channel expected = theirs(state, channel.getOrdering(), port, id, connection, channel.getVersion());
        proofs.channel(ctx, connection, proof, counterparty.getPortId(), counterparty.getChannelId(), expected);
    }

    /** The other side's end as it must be stored there. */
    private static Channel theirs(
            State state, Order order, String port, String id, ConnectionEnd connection, String version) {
        return Channel.newBuilder()
                .setState(state)
                .setOrdering(order)
                .setCounterparty(Counterparty.newBuilder().setPortId(port).setChannelId(id))
                .addConnectionHops(connection.getCounterparty().getConnectionId())
                .setVersion(version)
                .build();
    }

    private static void requireOrder(ConnectionEnd connection, Order order) {
        if (connection.getVersionsCount() != 1) {
            throw ConnectionError.INVALID_VERSION.failure(
                    "single version must be negotiated on connection before opening channel, got: "
                            + Versions.text(connection.getVersionsList()));
        }
        if (!connection.getVersions(0).getFeaturesList().contains(order.name())) {
            throw ConnectionError.INVALID_VERSION.failure("connection version "
                    + Versions.text(connection.getVersions(0)) + " does not support channel ordering: " + order.name());
        }
    }

    private void requireActive(IbcContext ctx, ConnectionEnd connection) {
        ClientStatus status = clients.status(ctx, connection.getClientId());
        if (status != ClientStatus.ACTIVE) {
            throw ClientError.CLIENT_NOT_ACTIVE.failure(
                    "client (" + connection.getClientId() + ") status is " + status.word());
        }
    }
}
