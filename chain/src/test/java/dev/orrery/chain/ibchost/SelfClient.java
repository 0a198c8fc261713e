package dev.orrery.chain.ibchost;

import com.google.protobuf.Any;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcStore;
import dev.orrery.ibc.PrefixedStore;
import dev.orrery.ibc.client.ClientContext;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientStatus;
import dev.orrery.ibc.client.Delay;
import dev.orrery.ibc.client.LightClient;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.client.ProofError;
import dev.orrery.ibc.host.PathsV1;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A client of the chain itself that, unlike the localhost, anybody may create: packets between clients need two of them. */
final class SelfClient implements LightClient {
    @Override
    public String clientType() {
        return "07-tendermint";
    }

    @Override
    public void initialize(ClientContext client, byte[] clientState, byte[] consensusState) {
        client.store().set(PathsV1.clientState(), Any.getDefaultInstance().toByteArray());
        client.store().set(new byte[] {'h'}, new byte[] {1});
    }

    @Override
    public void verifyClientMessage(ClientContext client, Any message) {
        throw ClientError.UPDATE_CLIENT_FAILED.failure("nothing to update");
    }

    @Override
    public boolean isMisbehaviour(ClientContext client, Any message) {
        return false;
    }

    @Override
    public void freeze(ClientContext client, Any message) {}

    @Override
    public List<Height> update(ClientContext client, Any message) {
        return List.of();
    }

    @Override
    public void verifyMembership(
            ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path, byte[] value) {
        Optional<byte[]> found = chain(client).get(path.keys().getLast());
        if (found.isEmpty() || !Arrays.equals(found.get(), value)) {
            throw ProofError.INVALID_PROOF.failure("not so");
        }
    }

    private static IbcStore chain(ClientContext client) {
        return ((PrefixedStore) client.store()).store();
    }

    @Override
    public void verifyNonMembership(ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path) {
        if (chain(client).has(path.keys().getLast())) {
            throw ProofError.INVALID_PROOF.failure("not so");
        }
    }

    @Override
    public ClientStatus status(ClientContext client) {
        return client.store().has(new byte[] {'h'}) ? ClientStatus.ACTIVE : ClientStatus.UNKNOWN;
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
    public void recover(ClientContext client, ClientContext substitute) {}

    @Override
    public void upgrade(
            ClientContext client,
            byte[] newClient,
            byte[] newConsensusState,
            byte[] proofUpgradeClient,
            byte[] proofUpgradeConsensusState) {}
}
