package dev.orrery.ibc.connection;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.client.ClientStatus;
import dev.orrery.ibc.connection.ProofChecks.Proof;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import dev.orrery.proto.ibc.core.connection.v1.Counterparty;
import dev.orrery.proto.ibc.core.connection.v1.State;
import dev.orrery.proto.ibc.core.connection.v1.Version;
import java.util.List;
import java.util.Optional;

/**
 * The four steps by which two chains agree on a connection: each step but the first proves what the other chain has stored. ibc-go
 * 03-connection keeper/handshake.go.
 */
public record ConnectionHandshake(ClientKeeper clients, ConnectionKeeper connections, ProofChecks proofs) {
    private static final String MODULE = "ibc_connection";

    /** Proposes a connection. Returns its name. */
    public String openInit(
            IbcContext ctx, String client, Counterparty counterparty, Optional<Version> version, long delayPeriod) {
        if (version.isPresent() && !Versions.isSupported(Versions.SUPPORTED, version.get())) {
            throw ConnectionError.INVALID_VERSION.failure("version is not supported");
        }
        ClientStatus status = clients.status(ctx, client);
        if (status != ClientStatus.ACTIVE) {
            throw ClientError.CLIENT_NOT_ACTIVE.failure("client (" + client + ") status is " + status.word());
        }
        String id = connections.newId(ctx);
        connections.addToClient(ctx, client, id);
        List<Version> versions = version.map(List::of).orElse(Versions.SUPPORTED);
        connections.set(ctx, id, end(State.STATE_INIT, client, counterparty, versions, delayPeriod));
        ctx.events()
                .emit(
                        IbcEvent.of(
                                "connection_open_init",
                                "connection_id",
                                id,
                                "client_id",
                                client,
                                "counterparty_client_id",
                                counterparty.getClientId()),
                        MODULE);
        return id;
    }

    /** Agrees to what the other chain proposed. Returns the name of this side. */
    public String openTry(
            IbcContext ctx,
            Counterparty counterparty,
            long delayPeriod,
            String client,
            List<Version> counterpartyVersions,
            Proof init) {
        String id = connections.newId(ctx);
        ConnectionEnd expected = end(
                State.STATE_INIT,
                counterparty.getClientId(),
                ConnectionKeeper.ours(client, ""),
                counterpartyVersions,
                delayPeriod);
        Version version = Versions.pick(Versions.SUPPORTED, counterpartyVersions);
        ConnectionEnd connection = end(State.STATE_TRYOPEN, client, counterparty, List.of(version), delayPeriod);
        proofs.connection(ctx, connection, init, counterparty.getConnectionId(), expected);
        try {
            connections.addToClient(ctx, client, id);
        } catch (IbcException refused) {
            throw refused.in("failed to add connection with ID " + id + " to client with ID " + client);
        }
        connections.set(ctx, id, connection);
        emit(ctx, "connection_open_try", id, connection);
        return id;
    }

    /** The proposing chain takes the other's agreement. */
    public void openAck(IbcContext ctx, String id, Version version, String counterpartyId, Proof tried) {
        ConnectionEnd connection = connections.require(ctx, id);
        requireState(connection, State.STATE_INIT, "INIT");
        if (!Versions.isSupported(connection.getVersionsList(), version)) {
            throw ConnectionError.INVALID_CONNECTION_STATE.failure("the counterparty selected version "
                    + Versions.text(version) + " is not supported by versions selected on INIT");
        }
        ConnectionEnd expected = theirs(connection, State.STATE_TRYOPEN, id, List.of(version));
        proofs.connection(ctx, connection, tried, counterpartyId, expected);
        ConnectionEnd open = connection.toBuilder()
                .setState(State.STATE_OPEN)
                .clearVersions()
                .addVersions(version)
                .setCounterparty(connection.getCounterparty().toBuilder().setConnectionId(counterpartyId))
                .build();
        connections.set(ctx, id, open);
        emit(ctx, "connection_open_ack", id, open);
    }

    /** The agreeing chain learns that the proposing one took its agreement. */
    public void openConfirm(IbcContext ctx, String id, Proof acknowledged) {
        ConnectionEnd connection = connections.require(ctx, id);
        requireState(connection, State.STATE_TRYOPEN, "TRYOPEN");
        ConnectionEnd expected = theirs(connection, State.STATE_OPEN, id, connection.getVersionsList());
        proofs.connection(
                ctx, connection, acknowledged, connection.getCounterparty().getConnectionId(), expected);
        ConnectionEnd open = connection.toBuilder().setState(State.STATE_OPEN).build();
        connections.set(ctx, id, open);
        emit(ctx, "connection_open_confirm", id, open);
    }

    private static void requireState(ConnectionEnd connection, State state, String word) {
        if (connection.getState() != state) {
            throw ConnectionError.INVALID_CONNECTION_STATE.failure(
                    "connection state is not " + word + " (got " + connection.getState() + ")");
        }
    }

    /** The other side's end as it must be stored there. */
    private static ConnectionEnd theirs(ConnectionEnd ours, State state, String id, List<Version> versions) {
        return end(
                state,
                ours.getCounterparty().getClientId(),
                ConnectionKeeper.ours(ours.getClientId(), id),
                versions,
                ours.getDelayPeriod());
    }

    private static ConnectionEnd end(
            State state, String client, Counterparty counterparty, List<Version> versions, long delayPeriod) {
        return ConnectionEnd.newBuilder()
                .setState(state)
                .setClientId(client)
                .setCounterparty(counterparty)
                .addAllVersions(versions)
                .setDelayPeriod(delayPeriod)
                .build();
    }

    private static void emit(IbcContext ctx, String type, String id, ConnectionEnd connection) {
        ctx.events()
                .emit(
                        IbcEvent.of(
                                type,
                                "connection_id",
                                id,
                                "client_id",
                                connection.getClientId(),
                                "counterparty_client_id",
                                connection.getCounterparty().getClientId(),
                                "counterparty_connection_id",
                                connection.getCounterparty().getConnectionId()),
                        MODULE);
    }
}
