package dev.orrery.ibc.light.tendermint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.client.ClientContext;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.client.ProofError;
import dev.orrery.ibc.commitment.ChainedProof;
import dev.orrery.proto.ibc.core.commitment.v1.MerkleRoot;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ClientState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ConsensusState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When a client goes on with another state than headers lead to: that of a substitute, by a decision of the chain that keeps it, or
 * that of the chain after an upgrade, which the chain before it committed to. ibc-go proposal_handle.go, upgrade.go.
 */
final class Successions {
    /** Of the decimals the reference computes periods with. cosmossdk.io/math: LegacyPrecision. */
    private static final int DECIMALS = 18;

    private Successions() {}

    /** Continues a client with the newest that its substitute knows. */
    static void recover(ClientContext client, ClientContext substitute) {
        ClientState state = ClientStore.requireClient(client);
        ClientState with = ClientStore.requireClient(substitute);
        if (!comparable(state).equals(comparable(with))) {
            throw ClientError.INVALID_SUBSTITUTE.failure("subject client state does not match substitute client state");
        }
        ClientStore from = ClientStore.of(substitute);
        ClientStore to = ClientStore.of(client);
        ClientState.Builder next = state.toBuilder();
        if (!States.height(state.getFrozenHeight()).isZero()) {
            next.setFrozenHeight(States.proto(Height.ZERO));
        } else {
            to.consensus(States.height(state.getLatestHeight())); // The reference asks whether it is frozen or expired.
        }
        Height height = States.height(with.getLatestHeight());
        ConsensusState consensus = from.consensus(height)
                .orElseThrow(() -> ClientError.CONSENSUS_STATE_NOT_FOUND.failure(
                        "unable to retrieve latest consensus state for substitute client"));
        to.setConsensus(height, consensus);
        Height processedHeight = from.processedHeight(height)
                .orElseThrow(() -> ClientError.UPDATE_CLIENT_FAILED.failure(
                        "unable to retrieve processed height for substitute client latest height"));
        long processedNanos = from.processedNanos(height)
                .orElseThrow(() -> ClientError.UPDATE_CLIENT_FAILED.failure(
                        "unable to retrieve processed time for substitute client latest height"));
        to.setMetadata(height, processedNanos, processedHeight);
        to.setClient(next.setLatestHeight(with.getLatestHeight())
                .setChainId(with.getChainId())
                .setTrustingPeriod(with.getTrustingPeriod())
                .build());
    }

    /** Without what a substitute may have otherwise. */
    private static ClientState comparable(ClientState state) {
        return state.toBuilder()
                .clearLatestHeight()
                .clearFrozenHeight()
                .clearTrustingPeriod()
                .clearChainId()
                .setAllowUpdateAfterExpiry(true)
                .setAllowUpdateAfterMisbehaviour(true)
                .build();
    }

    /** Continues with the state that the other chain committed to before its upgrade. */
    static void upgrade(
            ClientContext client, byte[] newClient, byte[] newConsensus, byte[] clientProof, byte[] consensusProof) {
        ClientState upgraded;
        ConsensusState consensus;
        try {
            upgraded = States.readClient(ByteString.copyFrom(newClient));
        } catch (CometRefusal e) {
            throw ClientError.INVALID_CLIENT.failure(e.text());
        }
        try {
            consensus = States.readConsensus(ByteString.copyFrom(newConsensus));
        } catch (CometRefusal e) {
            throw ClientError.INVALID_CONSENSUS.failure(e.text());
        }
        ClientState state = ClientStore.requireClient(client);
        Height last = States.height(state.getLatestHeight());
        Height next = States.height(upgraded.getLatestHeight());
        if (next.compareTo(last) <= 0) {
            throw IbcError.INVALID_HEIGHT.failure(
                    "upgraded client height " + next + " must be at greater than current client height " + last);
        }
        ClientState continued = verifiedUpgrade(client, state, upgraded, consensus, clientProof, consensusProof);
        ClientStore store = ClientStore.of(client);
        store.setClient(continued);
        store.setConsensus(
                next,
                consensus.toBuilder()
                        .setRoot(MerkleRoot.newBuilder().setHash(States.SENTINEL_ROOT))
                        .build());
        store.setMetadata(next, client.clock().nanos(), client.clock().height());
    }

    private static ClientState verifiedUpgrade(
            ClientContext client,
            ClientState state,
            ClientState upgraded,
            ConsensusState consensus,
            byte[] clientProof,
            byte[] consensusProof) {
        if (state.getUpgradePathCount() == 0) {
            throw ClientError.INVALID_UPGRADE_CLIENT.failure("cannot upgrade client, no upgrade path set");
        }
        ChainedProof ofClient = decode(clientProof, "could not unmarshal client merkle proof");
        ChainedProof ofConsensus = decode(consensusProof, "could not unmarshal consensus state merkle proof");
        Height last = States.height(state.getLatestHeight());
        ConsensusState trusted = ClientStore.of(client)
                .consensus(last)
                .orElseThrow(() -> ClientError.CONSENSUS_STATE_NOT_FOUND.failure(
                        "could not retrieve consensus state for lastHeight"));
        ClientState committed = States.complete(ClientState.newBuilder()
                .setChainId(upgraded.getChainId())
                .setUnbondingPeriod(upgraded.getUnbondingPeriod())
                .setLatestHeight(upgraded.getLatestHeight())
                .addAllProofSpecs(upgraded.getProofSpecsList())
                .addAllUpgradePath(upgraded.getUpgradePathList())
                .build());
        byte[] root = trusted.getRoot().getHash().toByteArray();
        verify(
                "client state",
                ofClient,
                state,
                root,
                path(state, last, "upgradedClient"),
                States.any(States.CLIENT_STATE_URL, committed).toByteArray());
        verify(
                "consensus state",
                ofConsensus,
                state,
                root,
                path(state, last, "upgradedConsState"),
                States.any(States.CONSENSUS_STATE_URL, consensus).toByteArray());
        ClientState continued = States.complete(committed.toBuilder()
                .setTrustLevel(state.getTrustLevel())
                .setTrustingPeriod(GoTimes.duration(trustingPeriod(state, upgraded)))
                .setMaxClockDrift(state.getMaxClockDrift())
                .build());
        try {
            States.validate(continued);
        } catch (IbcException e) {
            throw e.in("updated client state failed basic validation");
        }
        return continued;
    }

    private static ChainedProof decode(byte[] proof, String otherwise) {
        try {
            return ChainedProof.decode(proof);
        } catch (IbcException e) {
            throw ProofError.INVALID_PROOF.failure(otherwise);
        }
    }

    private static void verify(
            String what, ChainedProof proof, ClientState state, byte[] root, MerklePath path, byte[] value) {
        try {
            proof.verifyMembership(state.getProofSpecsList(), root, path, value);
        } catch (IbcException e) {
            String keys =
                    path.keys().stream().map(key -> new String(key, UTF_8)).collect(Collectors.joining(" "));
            throw e.in(what + " proof failed. Path: [" + keys + "]");
        }
    }

    /** The last key of the upgrade path goes on with the last height of the chain before and what is committed to. */
    private static MerklePath path(ClientState state, Height last, String what) {
        List<byte[]> keys = new ArrayList<>();
        for (String key : state.getUpgradePathList()) {
            keys.add(key.getBytes(UTF_8));
        }
        String lastKey = state.getUpgradePath(keys.size() - 1);
        keys.set(keys.size() - 1, (lastKey + "/" + Long.toUnsignedString(last.number()) + "/" + what).getBytes(UTF_8));
        return new MerklePath(keys);
    }

    /** Shorter if funds are bound for a shorter time than before. */
    private static long trustingPeriod(ClientState before, ClientState after) {
        long trusting = GoTimes.nanos(before.getTrustingPeriod());
        long bound = GoTimes.nanos(before.getUnbondingPeriod());
        long boundNext = GoTimes.nanos(after.getUnbondingPeriod());
        if (boundNext >= bound) {
            return trusting;
        }
        return new BigDecimal(trusting)
                .multiply(new BigDecimal(boundNext))
                .divide(new BigDecimal(bound), DECIMALS, RoundingMode.HALF_EVEN)
                .longValue();
    }
}
