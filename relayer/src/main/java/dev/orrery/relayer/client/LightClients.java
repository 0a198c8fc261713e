package dev.orrery.relayer.client;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.commitment.ProofSpecs;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryParamsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryParamsResponse;
import dev.orrery.proto.ibc.core.client.v1.IdentifiedClientState;
import dev.orrery.proto.ibc.core.client.v1.MsgCreateClient;
import dev.orrery.proto.ibc.core.client.v1.MsgUpdateClient;
import dev.orrery.proto.ibc.core.client.v1.QueryClientCreatorRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientCreatorResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStateRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStateResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatusRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatusResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateResponse;
import dev.orrery.proto.ibc.core.commitment.v1.MerkleRoot;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ClientState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ConsensusState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Fraction;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Header;
import dev.orrery.proto.tendermint.types.SignedHeader;
import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.node.Pages;
import dev.orrery.relayer.node.View;
import dev.orrery.relayer.work.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Clients of one chain that another hosts.
 *
 * @param host where they are
 */
public record LightClients(End host) {
    private static final String SERVICE = "ibc.core.client.v1.Query/";
    private static final String ACTIVE = "Active";

    /** How far a header may be ahead of the host's clock: devnets make blocks only now and then. */
    private static final Duration CLOCK_DRIFT =
            Duration.newBuilder().setSeconds(600).build();

    /** A third of the voting power must have signed both headers. */
    private static final Fraction TRUST_LEVEL =
            Fraction.newBuilder().setNumerator(1).setDenominator(3).build();

    /** Where an upgraded chain leaves its new client. cosmos-sdk x/upgrade. */
    private static final List<String> UPGRADE_PATH = List.of("upgrade", "upgradedIBCState");

    private static final Pages<QueryClientStatesResponse, IdentifiedClientState> CLIENTS = new Pages<>(
            SERVICE + "ClientStates",
            page -> QueryClientStatesRequest.newBuilder().setPagination(page).build(),
            QueryClientStatesResponse.parser(),
            QueryClientStatesResponse::getClientStatesList,
            QueryClientStatesResponse::getPagination);

    /** A client and what it knows. */
    public record Client(String id, ClientState state) {
        /** The newest height it knows. */
        Height latest() {
            return new Height(
                    state.getLatestHeight().getRevisionNumber(),
                    state.getLatestHeight().getRevisionHeight());
        }
    }

    /** All clients of a chain with this name, sound or not. */
    public List<Client> named(View here, String chainId) {
        List<Client> found = new ArrayList<>();
        for (IdentifiedClientState each : CLIENTS.all(here)) {
            tendermint(each.getClientState())
                    .filter(state -> state.getChainId().equals(chainId))
                    .ifPresent(state -> found.add(new Client(each.getClientId(), state)));
        }
        return found;
    }

    private static Optional<ClientState> tendermint(Any any) {
        if (!any.is(ClientState.class)) {
            return Optional.empty();
        }
        try {
            return Optional.of(any.unpack(ClientState.class));
        } catch (InvalidProtocolBufferException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, "a client's state can't be decoded", e);
        }
    }

    /** Whether a client is active and of this very chain: one that began anew under the same name has other headers. */
    public boolean isSound(Client client, View here, View there) {
        String status = here.query(
                        SERVICE + "ClientStatus",
                        QueryClientStatusRequest.newBuilder()
                                .setClientId(client.id())
                                .build(),
                        QueryClientStatusResponse.parser())
                .getStatus();
        Height latest = client.latest();
        return status.equals(ACTIVE)
                && latest.revision() == there.proofHeight().revision()
                && latest.number() <= there.height()
                && consensusAt(client.id(), latest, here)
                        .filter(state -> agrees(state, there.node(), latest.number()))
                        .isPresent();
    }

    private static boolean agrees(ConsensusState state, Node node, long height) {
        try {
            return node.signedHeader(height)
                    .getHeader()
                    .getAppHash()
                    .equals(state.getRoot().getHash());
        } catch (NodeException e) {
            if (e.kind() == NodeException.Kind.REFUSED) {
                // The block was pruned: an old client of a chain that is older still.
                return true;
            }
            throw e;
        }
    }

    private static Optional<ConsensusState> consensusAt(String client, Height height, View here) {
        try {
            Any state = here.query(
                            SERVICE + "ConsensusState",
                            QueryConsensusStateRequest.newBuilder()
                                    .setClientId(client)
                                    .setRevisionNumber(height.revision())
                                    .setRevisionHeight(height.number())
                                    .build(),
                            QueryConsensusStateResponse.parser())
                    .getConsensusState();
            return Optional.of(state.unpack(ConsensusState.class));
        } catch (InvalidProtocolBufferException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, "a consensus state can't be decoded", e);
        } catch (NodeException e) {
            if (e.kind() == NodeException.Kind.REFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether it was this relayer that made a client; chains before ibc-go 10 don't know. */
    public boolean isOwn(Client client, View here) {
        try {
            return here.query(
                            SERVICE + "ClientCreator",
                            QueryClientCreatorRequest.newBuilder()
                                    .setClientId(client.id())
                                    .build(),
                            QueryClientCreatorResponse.parser())
                    .getCreator()
                    .equals(host.signer());
        } catch (NodeException e) {
            if (e.kind() == NodeException.Kind.REFUSED) {
                return false;
            }
            throw e;
        }
    }

    /** What makes a client that begins with the header of the other chain's view. */
    public MsgCreateClient creation(View there) {
        SignedHeader header = there.node().signedHeader(there.height());
        ConsensusState consensus = ConsensusState.newBuilder()
                .setTimestamp(header.getHeader().getTime())
                .setRoot(MerkleRoot.newBuilder().setHash(header.getHeader().getAppHash()))
                .setNextValidatorsHash(header.getHeader().getNextValidatorsHash())
                .build();
        return MsgCreateClient.newBuilder()
                .setClientState(Any.pack(beginning(there), ""))
                .setConsensusState(Any.pack(consensus, ""))
                .setSigner(host.signer())
                .build();
    }

    private static ClientState beginning(View there) {
        Duration unbonding = there.query(
                        "cosmos.staking.v1beta1.Query/Params",
                        QueryParamsRequest.getDefaultInstance(),
                        QueryParamsResponse.parser())
                .getParams()
                .getUnbondingTime();
        return ClientState.newBuilder()
                .setChainId(there.chainId())
                .setTrustLevel(TRUST_LEVEL)
                .setTrustingPeriod(Duration.newBuilder().setSeconds(unbonding.getSeconds() * 2 / 3))
                .setUnbondingPeriod(unbonding)
                .setMaxClockDrift(CLOCK_DRIFT)
                .setFrozenHeight(proto(Height.ZERO))
                .setLatestHeight(proto(there.proofHeight()))
                .addAllProofSpecs(ProofSpecs.SDK)
                .addAllUpgradePath(UPGRADE_PATH)
                .build();
    }

    /**
     * What tells a client the header of the other chain's view; empty if it knows.
     *
     * @throws NodeException if somebody told it a later one meanwhile
     */
    public Optional<MsgUpdateClient> update(String id, View there) {
        Client client = newest(id);
        Height trusted = client.latest();
        if (trusted.equals(there.proofHeight())) {
            return Optional.empty();
        }
        if (trusted.compareTo(there.proofHeight()) > 0) {
            throw new NodeException(
                    NodeException.Kind.UNREACHABLE, id + " on " + host.chainId() + " is ahead: somebody else relays");
        }
        return Optional.of(MsgUpdateClient.newBuilder()
                .setClientId(id)
                .setClientMessage(Any.pack(header(there, trusted), ""))
                .setSigner(host.signer())
                .build());
    }

    /** The view's header for a client that trusts the one at an earlier height. */
    public static Header header(View there, Height trusted) {
        SignedHeader signed = there.node().signedHeader(there.height());
        ByteString proposer = signed.getHeader().getProposerAddress();
        return Header.newBuilder()
                .setSignedHeader(signed)
                .setValidatorSet(there.node().validators(there.height(), proposer))
                .setTrustedHeight(proto(trusted))
                .setTrustedValidators(there.node().validators(trusted.number() + 1, proposer))
                .build();
    }

    /** Whether a third of the time is over in which a client trusts what it knows. */
    public boolean isGettingOld(String id, View here, View there) {
        Client client = newest(id);
        Timestamp known = consensusAt(id, client.latest(), here)
                .map(ConsensusState::getTimestamp)
                .orElse(Timestamp.getDefaultInstance());
        return known.getSeconds() + client.state().getTrustingPeriod().getSeconds() / 3
                < there.time().getEpochSecond();
    }

    private Client newest(String id) {
        Any state = host.node()
                .query(
                        SERVICE + "ClientState",
                        QueryClientStateRequest.newBuilder().setClientId(id).build(),
                        QueryClientStateResponse.parser(),
                        Node.NEWEST)
                .getClientState();
        return new Client(
                id,
                tendermint(state)
                        .orElseThrow(() -> new NodeException(
                                NodeException.Kind.UNREADABLE, id + " is no client of a CometBFT chain")));
    }

    /** As messages have it. */
    public static dev.orrery.proto.ibc.core.client.v1.Height proto(Height height) {
        return dev.orrery.proto.ibc.core.client.v1.Height.newBuilder()
                .setRevisionNumber(height.revision())
                .setRevisionHeight(height.number())
                .build();
    }
}
