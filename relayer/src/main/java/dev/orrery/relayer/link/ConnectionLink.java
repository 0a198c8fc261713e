package dev.orrery.relayer.link;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.commitment.v1.MerklePrefix;
import dev.orrery.proto.ibc.core.connection.v1.Counterparty;
import dev.orrery.proto.ibc.core.connection.v1.IdentifiedConnection;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenAck;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenConfirm;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenInit;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenTry;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionsRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionsResponse;
import dev.orrery.proto.ibc.core.connection.v1.State;
import dev.orrery.relayer.client.LightClients;
import dev.orrery.relayer.client.LightClients.Client;
import dev.orrery.relayer.node.Pages;
import dev.orrery.relayer.work.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connection between two chains. Of several, an open one; of these the first. */
public final class ConnectionLink {
    private static final MerklePrefix PREFIX = MerklePrefix.newBuilder()
            .setKeyPrefix(ByteString.copyFromUtf8("ibc"))
            .build();

    private static final Pages<QueryConnectionsResponse, IdentifiedConnection> CONNECTIONS = new Pages<>(
            "ibc.core.connection.v1.Query/Connections",
            page -> QueryConnectionsRequest.newBuilder().setPagination(page).build(),
            QueryConnectionsResponse.parser(),
            QueryConnectionsResponse::getConnectionsList,
            QueryConnectionsResponse::getPagination);

    private ConnectionLink() {}

    /** An open connection, as both chains call it, and the clients under it. */
    public record Connected(String a, String b, String clientOfA, String clientOfB) {}

    /** Both ends of a connection; one may not be there yet. */
    private record Ends(Optional<IdentifiedConnection> a, Optional<IdentifiedConnection> b) {
        boolean isOpen() {
            return a.isPresent() && b.isPresent() && isOpen(a.get()) && isOpen(b.get());
        }

        private static boolean isOpen(IdentifiedConnection end) {
            return end.getState() == State.STATE_OPEN;
        }
    }

    /** The open connection, if there is one. */
    public static Optional<Connected> find(Side a, Side b) {
        return ends(a, b).stream()
                .filter(Ends::isOpen)
                .findFirst()
                .map(ends -> new Connected(
                        ends.a().orElseThrow().getId(),
                        ends.b().orElseThrow().getId(),
                        ends.a().orElseThrow().getClientId(),
                        ends.b().orElseThrow().getClientId()));
    }

    /** What brings it a step further on {@code here}: one message, or none because the next step is the other's. */
    public static Optional<Work> nextStep(Side here, Side there) {
        return ends(here, there).stream()
                .filter(ends -> !ends.isOpen())
                .map(ends -> nextStep(here, there, ends))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What begins one, over these clients, if none was begun. */
    public static Optional<Work> begin(Side here, Side there, String client, String clientThere) {
        if (!ends(here, there).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Work(
                "began a connection",
                MsgConnectionOpenInit.newBuilder()
                        .setClientId(client)
                        .setCounterparty(Counterparty.newBuilder()
                                .setClientId(clientThere)
                                .setPrefix(PREFIX))
                        .setSigner(here.signer())
                        .build(),
                Work.NO_CLIENT));
    }

    private static Optional<Work> nextStep(Side here, Side there, Ends ends) {
        State mine = ends.a().map(IdentifiedConnection::getState).orElse(State.STATE_UNINITIALIZED_UNSPECIFIED);
        State theirs = ends.b().map(IdentifiedConnection::getState).orElse(State.STATE_UNINITIALIZED_UNSPECIFIED);
        if (mine == State.STATE_UNINITIALIZED_UNSPECIFIED && theirs == State.STATE_INIT) {
            return Optional.of(attempt(here, there, ends.b().orElseThrow()));
        }
        if (mine == State.STATE_INIT && theirs == State.STATE_TRYOPEN) {
            return Optional.of(acknowledgement(
                    here, there, ends.a().orElseThrow(), ends.b().orElseThrow()));
        }
        if (mine == State.STATE_TRYOPEN && theirs == State.STATE_OPEN) {
            return Optional.of(
                    confirmation(here, there, ends.a().orElseThrow(), ends.b().orElseThrow()));
        }
        return Optional.empty();
    }

    private static Work attempt(Side here, Side there, IdentifiedConnection theirs) {
        return new Work(
                "accepted " + theirs.getId() + " of " + there.chainId(),
                MsgConnectionOpenTry.newBuilder()
                        .setClientId(theirs.getCounterparty().getClientId())
                        .setCounterparty(Counterparty.newBuilder()
                                .setClientId(theirs.getClientId())
                                .setConnectionId(theirs.getId())
                                .setPrefix(PREFIX))
                        .addAllCounterpartyVersions(theirs.getVersionsList())
                        .setProofInit(proof(there, theirs))
                        .setProofHeight(LightClients.proto(there.view().proofHeight()))
                        .setSigner(here.signer())
                        .build(),
                theirs.getCounterparty().getClientId());
    }

    private static Work acknowledgement(Side here, Side there, IdentifiedConnection mine, IdentifiedConnection theirs) {
        return new Work(
                "opened " + mine.getId(),
                MsgConnectionOpenAck.newBuilder()
                        .setConnectionId(mine.getId())
                        .setCounterpartyConnectionId(theirs.getId())
                        .setVersion(theirs.getVersions(0))
                        .setProofTry(proof(there, theirs))
                        .setProofHeight(LightClients.proto(there.view().proofHeight()))
                        .setSigner(here.signer())
                        .build(),
                mine.getClientId());
    }

    private static Work confirmation(Side here, Side there, IdentifiedConnection mine, IdentifiedConnection theirs) {
        return new Work(
                "opened " + mine.getId(),
                MsgConnectionOpenConfirm.newBuilder()
                        .setConnectionId(mine.getId())
                        .setProofAck(proof(there, theirs))
                        .setProofHeight(LightClients.proto(there.view().proofHeight()))
                        .setSigner(here.signer())
                        .build(),
                mine.getClientId());
    }

    private static ByteString proof(Side there, IdentifiedConnection theirs) {
        return there.view().proof(PathsV1.connection(theirs.getId()));
    }

    /** Every connection between the two over sound clients, in the order in which {@code a} made them. */
    private static List<Ends> ends(Side a, Side b) {
        SoundClients clientsOfA = new SoundClients(a, b);
        SoundClients clientsOfB = new SoundClients(b, a);
        List<IdentifiedConnection> ofA = connections(a);
        List<IdentifiedConnection> ofB = connections(b);
        List<Ends> found = new ArrayList<>();
        for (IdentifiedConnection mine : ofA) {
            if (!clientsOfA.contain(mine.getClientId())
                    || !clientsOfB.contain(mine.getCounterparty().getClientId())) {
                continue;
            }
            Optional<IdentifiedConnection> theirs =
                    ofB.stream().filter(each -> belong(mine, each)).findFirst();
            if (theirs.isPresent() || mine.getState() == State.STATE_INIT) {
                found.add(new Ends(Optional.of(mine), theirs));
            }
        }
        for (IdentifiedConnection theirs : ofB) {
            if (theirs.getState() == State.STATE_INIT
                    && clientsOfB.contain(theirs.getClientId())
                    && clientsOfA.contain(theirs.getCounterparty().getClientId())
                    && ofA.stream().noneMatch(each -> belong(each, theirs))) {
                found.add(new Ends(Optional.empty(), Optional.of(theirs)));
            }
        }
        return found;
    }

    /** Whether two ends are of one connection: each names the other, unless it began and doesn't know the other's name yet. */
    private static boolean belong(IdentifiedConnection one, IdentifiedConnection other) {
        return one.getClientId().equals(other.getCounterparty().getClientId())
                && other.getClientId().equals(one.getCounterparty().getClientId())
                && (names(one, other) || names(other, one))
                && (names(one, other) || one.getState() == State.STATE_INIT)
                && (names(other, one) || other.getState() == State.STATE_INIT);
    }

    private static boolean names(IdentifiedConnection one, IdentifiedConnection other) {
        return one.getCounterparty().getConnectionId().equals(other.getId());
    }

    /** Those without a delay, which no proof would wait for. */
    private static List<IdentifiedConnection> connections(Side side) {
        return CONNECTIONS.all(side.view()).stream()
                .filter(each -> each.getDelayPeriod() == 0)
                .toList();
    }

    /** Clients of the other chain that can be relied on; each is looked at when it is first asked for. */
    private static final class SoundClients {
        private final Side here;
        private final Side there;
        private final Map<String, Client> named = new HashMap<>();
        private final Map<String, Boolean> sound = new HashMap<>();

        SoundClients(Side here, Side there) {
            this.here = here;
            this.there = there;
            here.clients().named(here.view(), there.chainId()).forEach(client -> named.put(client.id(), client));
        }

        boolean contain(String id) {
            return named.containsKey(id)
                    && sound.computeIfAbsent(
                            id, each -> here.clients().isSound(named.get(each), here.view(), there.view()));
        }
    }
}
