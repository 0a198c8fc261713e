package dev.orrery.ibc.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.PrefixedStore;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.client.v1.ClientConsensusStates;
import dev.orrery.proto.ibc.core.client.v1.ConsensusStateWithHeight;
import dev.orrery.proto.ibc.core.client.v1.GenesisMetadata;
import dev.orrery.proto.ibc.core.client.v1.GenesisState;
import dev.orrery.proto.ibc.core.client.v1.IdentifiedClientState;
import dev.orrery.proto.ibc.core.client.v1.IdentifiedGenesisMetadata;
import dev.orrery.proto.ibc.core.client.v1.Params;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Clients in a genesis: their states, and whatever else lies beside those. ibc-go 02-client/genesis.go. */
public record ClientGenesis(ClientKeeper clients) {
    private static final byte[] ALL = (PathsV1.CLIENTS + "/").getBytes(UTF_8);
    private static final String CONSENSUS_STATE = PathsV1.CONSENSUS_STATES + "/";

    /**
     * @throws IllegalArgumentException if a client is of a kind that isn't wanted
     */
    public void init(IbcContext ctx, GenesisState genesis) {
        Params params = genesis.hasParams() ? genesis.getParams() : ClientParams.DEFAULT;
        clients.initialize(ctx, genesis.getNextClientSequence(), params);
        // First, as the reference does: states then stand even if an entry among these took their key.
        for (IdentifiedGenesisMetadata client : genesis.getClientsMetadataList()) {
            for (GenesisMetadata entry : client.getClientMetadataList()) {
                set(
                        ctx,
                        client.getClientId(),
                        entry.getKey().toByteArray(),
                        entry.getValue().toByteArray());
            }
        }
        for (IdentifiedClientState client : genesis.getClientsList()) {
            String id = client.getClientId();
            if (!ClientParams.allows(params, Identifiers.clientType(id))) {
                throw new IllegalArgumentException("client " + id + " is of a type that params don't allow");
            }
            set(ctx, id, PathsV1.clientState(), client.getClientState().toByteArray());
        }
        for (ClientConsensusStates client : genesis.getClientsConsensusList()) {
            for (ConsensusStateWithHeight state : client.getConsensusStatesList()) {
                Height height = new Height(
                        state.getHeight().getRevisionNumber(), state.getHeight().getRevisionHeight());
                set(
                        ctx,
                        client.getClientId(),
                        PathsV1.consensusState(height),
                        state.getConsensusState().toByteArray());
            }
        }
    }

    private void set(IbcContext ctx, String client, byte[] key, byte[] value) {
        clients.clientStore(ctx, client).set(key, value);
    }

    public GenesisState export(IbcContext ctx) {
        GenesisState.Builder genesis = GenesisState.newBuilder()
                .setNextClientSequence(clients.nextClient(ctx))
                .setParams(clients.params(ctx));
        for (String id : ids(ctx)) {
            export(ctx, id, genesis);
        }
        return genesis.build();
    }

    /** All clients that have a state, in the order of their names. */
    public List<String> ids(IbcContext ctx) {
        SortedSet<String> ids = new TreeSet<>();
        ctx.store().ascend(ALL, PrefixedStore.after(ALL), (key, value) -> {
            String[] words = new String(key, UTF_8).split("/", -1);
            if (words.length == 3 && words[2].equals(PathsV1.CLIENT_STATE)) {
                ids.add(words[1]);
            }
            return true;
        });
        return List.copyOf(ids);
    }

    private void export(IbcContext ctx, String id, GenesisState.Builder genesis) {
        ClientConsensusStates.Builder states =
                ClientConsensusStates.newBuilder().setClientId(id);
        IdentifiedGenesisMetadata.Builder others =
                IdentifiedGenesisMetadata.newBuilder().setClientId(id);
        clients.clientStore(ctx, id).ascend(new byte[0], new byte[0], (key, value) -> {
            String text = new String(key, UTF_8);
            if (Arrays.equals(key, PathsV1.clientState())) {
                genesis.addClients(
                        IdentifiedClientState.newBuilder().setClientId(id).setClientState(ClientKeeper.any(value)));
            } else if (text.startsWith(CONSENSUS_STATE) && text.lastIndexOf('/') < CONSENSUS_STATE.length()) {
                states.addConsensusStates(
                        consensusState(text.substring(CONSENSUS_STATE.length()), ClientKeeper.any(value)));
            } else {
                others.addClientMetadata(GenesisMetadata.newBuilder()
                        .setKey(ByteString.copyFrom(key))
                        .setValue(ByteString.copyFrom(value)));
            }
            return true;
        });
        if (states.getConsensusStatesCount() > 0) {
            genesis.addClientsConsensus(states);
        }
        if (others.getClientMetadataCount() > 0) {
            genesis.addClientsMetadata(others);
        }
    }

    private static ConsensusStateWithHeight consensusState(String height, Any state) {
        int dash = height.indexOf('-');
        return ConsensusStateWithHeight.newBuilder()
                .setHeight(dev.orrery.proto.ibc.core.client.v1.Height.newBuilder()
                        .setRevisionNumber(Long.parseUnsignedLong(height.substring(0, dash)))
                        .setRevisionHeight(Long.parseUnsignedLong(height.substring(dash + 1))))
                .setConsensusState(state)
                .build();
    }
}
