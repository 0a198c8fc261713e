package dev.orrery.ibc.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.ChainClock;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.client.ClientContext;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKind;
import dev.orrery.ibc.client.ClientStatus;
import dev.orrery.ibc.client.Delay;
import dev.orrery.ibc.client.LightClient;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.client.ProofError;
import dev.orrery.ibc.host.PathsV1;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A light client that believes its creator and proves by looking at what the other chain really had at a height. Knows only the heights
 * it was brought to, as a real one.
 */
public final class LookingClient implements LightClient {
    static final String PACKAGE = "test.lightclients.looking.v1";
    static final String TYPE = "99-looking";
    static final byte[] PROOF = {7};

    private final Function<Height, Optional<TestChain.Past>> other;

    LookingClient(Function<Height, Optional<TestChain.Past>> other) {
        this.other = other;
    }

    ClientKind kind() {
        return ClientKind.under(PACKAGE, this);
    }

    static Any message(String name, Height height) {
        return Any.newBuilder()
                .setTypeUrl("/" + PACKAGE + "." + name)
                .setValue(proto(height).toByteString())
                .build();
    }

    static dev.orrery.proto.ibc.core.client.v1.Height proto(Height height) {
        return dev.orrery.proto.ibc.core.client.v1.Height.newBuilder()
                .setRevisionNumber(height.revision())
                .setRevisionHeight(height.number())
                .build();
    }

    private static Height height(byte[] bytes) {
        try {
            var proto = dev.orrery.proto.ibc.core.client.v1.Height.parseFrom(bytes);
            return new Height(proto.getRevisionNumber(), proto.getRevisionHeight());
        } catch (InvalidProtocolBufferException broken) {
            throw ClientError.INVALID_CLIENT.failure("height");
        }
    }

    @Override
    public String clientType() {
        return TYPE;
    }

    @Override
    public void initialize(ClientContext client, byte[] clientState, byte[] consensusState) {
        bring(client, height(clientState));
    }

    private void bring(ClientContext client, Height height) {
        requireKnown(height);
        client.store().set(PathsV1.clientState(), message("ClientState", height).toByteArray());
        client.store()
                .set(
                        PathsV1.consensusState(height),
                        message("ConsensusState", height).toByteArray());
    }

    private void requireKnown(Height height) {
        if (other.apply(height).isEmpty()) {
            throw ClientError.INVALID_HEADER.failure("no such height: " + height);
        }
    }

    @Override
    public void verifyClientMessage(ClientContext client, Any message) {
        if (message.getTypeUrl().endsWith("Header")) {
            requireKnown(height(message.getValue().toByteArray()));
        }
    }

    @Override
    public boolean isMisbehaviour(ClientContext client, Any message) {
        return message.getTypeUrl().endsWith("Misbehaviour");
    }

    @Override
    public void freeze(ClientContext client, Any message) {
        client.store().set(new byte[] {'f'}, new byte[] {1});
    }

    @Override
    public List<Height> update(ClientContext client, Any message) {
        Height height = height(message.getValue().toByteArray());
        bring(client, height);
        return List.of(height);
    }

    @Override
    public void verifyMembership(
            ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path, byte[] value) {
        byte[] found = look(client, height, proof, path)
                .orElseThrow(() -> ProofError.INVALID_PROOF.failure("nothing at the path"));
        if (!Arrays.equals(found, value)) {
            throw ProofError.INVALID_PROOF.failure("another value");
        }
    }

    @Override
    public void verifyNonMembership(ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path) {
        if (look(client, height, proof, path).isPresent()) {
            throw ProofError.INVALID_PROOF.failure("something is at the path");
        }
    }

    private Optional<byte[]> look(ClientContext client, Height height, byte[] proof, MerklePath path) {
        if (!Arrays.equals(proof, PROOF)) {
            throw ProofError.INVALID_PROOF.failure("no proof");
        }
        String store = new String(path.keys().getFirst(), UTF_8);
        return past(client, height).state().get(store, path.keys().get(1));
    }

    private TestChain.Past past(ClientContext client, Height height) {
        if (!client.store().has(PathsV1.consensusState(height))) {
            throw ClientError.CONSENSUS_STATE_NOT_FOUND.failure("height " + height);
        }
        return other.apply(height).orElseThrow();
    }

    @Override
    public ClientStatus status(ClientContext client) {
        if (!client.store().has(PathsV1.clientState())) {
            return ClientStatus.UNKNOWN;
        }
        return client.store().has(new byte[] {'f'}) ? ClientStatus.FROZEN : ClientStatus.ACTIVE;
    }

    @Override
    public Height latestHeight(ClientContext client) {
        return client.store()
                .get(PathsV1.clientState())
                .map(stored -> {
                    try {
                        return height(Any.parseFrom(stored).getValue().toByteArray());
                    } catch (InvalidProtocolBufferException broken) {
                        throw new IllegalStateException(broken);
                    }
                })
                .orElse(Height.ZERO);
    }

    @Override
    public long timestampAt(ClientContext client, Height height) {
        ChainClock then = past(client, height).clock();
        return then.nanos();
    }

    @Override
    public void recover(ClientContext client, ClientContext substitute) {
        client.store().delete(new byte[] {'f'});
        bring(client, latestHeight(substitute));
    }

    @Override
    public void upgrade(
            ClientContext client,
            byte[] newClient,
            byte[] newConsensusState,
            byte[] proofUpgradeClient,
            byte[] proofUpgradeConsensusState) {
        if (!Arrays.equals(proofUpgradeClient, PROOF)) {
            throw ProofError.INVALID_PROOF.failure("no proof");
        }
        bring(client, height(newClient));
    }
}
