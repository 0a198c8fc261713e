package dev.orrery.ibc.light.localhost;

import com.google.protobuf.Any;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.client.ClientContext;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientStatus;
import dev.orrery.ibc.client.Delay;
import dev.orrery.ibc.client.LightClient;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.client.ProofError;
import dev.orrery.ibc.host.HostError;
import dev.orrery.ibc.host.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Proves by looking: what is claimed of the other side is compared with the chain's own store. Always active, keeps nothing, and
 * nobody can create, update or upgrade it. ibc-go light-clients/09-localhost.
 */
public final class Localhost implements LightClient {
    /** The only proof there is. ibc-go 09-localhost: SentinelProof. */
    private static final byte[] SENTINEL = {1};

    @Override
    public String clientType() {
        return Identifiers.LOCALHOST_CLIENT;
    }

    @Override
    public void initialize(ClientContext client, byte[] clientState, byte[] consensusState) {
        throw ClientError.CLIENT_EXISTS.failure("localhost is stateless and cannot be initialized");
    }

    @Override
    public void verifyClientMessage(ClientContext client, Any message) {
        throw ClientError.UPDATE_CLIENT_FAILED.failure(
                "client message verification is unsupported by the localhost client");
    }

    @Override
    public boolean isMisbehaviour(ClientContext client, Any message) {
        return false;
    }

    @Override
    public void freeze(ClientContext client, Any message) {}

    @Override
    public List<Height> update(ClientContext client, Any message) {
        return List.of(client.clock().height());
    }

    @Override
    public void verifyMembership(
            ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path, byte[] value) {
        byte[] found = client.store()
                .get(key(proof, path))
                .orElseThrow(() ->
                        ClientError.FAILED_MEMBERSHIP_VERIFICATION.failure("value not found for path " + text(path)));
        if (!Arrays.equals(found, value)) {
            throw ClientError.FAILED_MEMBERSHIP_VERIFICATION.failure(
                    "value provided does not equal value stored at path: " + text(path));
        }
    }

    @Override
    public void verifyNonMembership(ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path) {
        if (client.store().has(key(proof, path))) {
            throw ClientError.FAILED_NON_MEMBERSHIP_VERIFICATION.failure("value found for path " + text(path));
        }
    }

    private static byte[] key(byte[] proof, MerklePath path) {
        if (!Arrays.equals(proof, SENTINEL)) {
            throw ProofError.INVALID_PROOF.failure("expected " + latin(SENTINEL) + ", got " + latin(proof));
        }
        if (path.keys().size() != 2) {
            throw HostError.INVALID_PATH.failure("path must be of length 2: " + keys(path));
        }
        return path.keys().get(1);
    }

    /** As the reference prints such a message: {@code key_path:"ibc" key_path:"…" }. */
    private static String text(MerklePath path) {
        return path.keys().stream()
                .map(key -> "key_path:\"" + latin(key) + "\" ")
                .collect(Collectors.joining());
    }

    private static String keys(MerklePath path) {
        return path.keys().stream().map(Localhost::latin).collect(Collectors.joining(" ", "[", "]"));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public ClientStatus status(ClientContext client) {
        return ClientStatus.ACTIVE;
    }

    @Override
    public Height latestHeight(ClientContext client) {
        return client.clock().height();
    }

    @Override
    public long timestampAt(ClientContext client, Height height) {
        return client.clock().nanos();
    }

    @Override
    public void recover(ClientContext client, ClientContext substitute) {
        throw ClientError.UPDATE_CLIENT_FAILED.failure("cannot update localhost client with a proposal");
    }

    @Override
    public void upgrade(
            ClientContext client,
            byte[] newClient,
            byte[] newConsensusState,
            byte[] proofUpgradeClient,
            byte[] proofUpgradeConsensusState) {
        throw ClientError.INVALID_UPGRADE_CLIENT.failure("cannot upgrade localhost client");
    }
}
