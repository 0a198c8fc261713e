package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.client.ClientContext;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientStatus;
import dev.orrery.ibc.client.Delay;
import dev.orrery.ibc.client.LightClient;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.commitment.ChainedProof;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ClientState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ConsensusState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Header;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Misbehaviour;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Light clients of chains under CometBFT. Any thread. ibc-go light-clients/07-tendermint/light_client_module.go. */
public final class TendermintClient implements LightClient {
    public static final String CLIENT_TYPE = "07-tendermint";

    /** A client is frozen or it isn't: the height says no more. ibc-go misbehaviour.go: FrozenHeight. */
    private static final Height FROZEN = new Height(0, 1);

    private final SignatureVerifier signatures;
    private final Misbehaviours misbehaviours;

    public TendermintClient(SignatureVerifier signatures) {
        this.signatures = signatures;
        this.misbehaviours = new Misbehaviours(signatures);
    }

    @Override
    public String clientType() {
        return CLIENT_TYPE;
    }

    @Override
    public void initialize(ClientContext client, byte[] clientState, byte[] consensusState) {
        ClientState state;
        ConsensusState consensus;
        try {
            state = States.readClient(ByteString.copyFrom(clientState));
        } catch (CometRefusal e) {
            throw e.in("failed to unmarshal client state bytes into client state")
                    .asFailure();
        }
        States.validate(state);
        try {
            consensus = States.readConsensus(ByteString.copyFrom(consensusState));
        } catch (CometRefusal e) {
            throw e.in("failed to unmarshal consensus state bytes into consensus state")
                    .asFailure();
        }
        States.validate(consensus);
        ClientStore store = ClientStore.of(client);
        Height height = States.height(state.getLatestHeight());
        store.setClient(state);
        store.setConsensus(height, consensus);
        store.setMetadata(height, client.clock().nanos(), client.clock().height());
    }

    @Override
    public void verifyClientMessage(ClientContext client, Any message) {
        Optional<Header> header = Headers.header(message);
        if (header.isPresent()) {
            Headers.validate(header.get());
            verify(client, ClientStore.requireClient(client), header.get());
            return;
        }
        Misbehaviour misbehaviour = Headers.misbehaviour(message).orElseThrow(ClientError.INVALID_CLIENT_TYPE::failure);
        misbehaviours.validate(misbehaviour);
        misbehaviours.verify(client, ClientStore.requireClient(client), misbehaviour);
    }

    private void verify(ClientContext client, ClientState state, Header header) {
        Height trustedHeight = States.height(header.getTrustedHeight());
        ConsensusState trusted = ClientStore.of(client)
                .consensus(trustedHeight)
                .orElseThrow(() -> ClientError.CONSENSUS_STATE_NOT_FOUND.failure(
                        "could not get trusted consensus state from clientStore for Header at TrustedHeight: "
                                + trustedHeight));
        Validators trustedValidators = Headers.checkedTrustedValidators(header, trusted);
        Height height = Headers.height(header);
        if (height.revision() != trustedHeight.revision()) {
            throw TendermintError.INVALID_HEADER_HEIGHT.failure(
                    "header height revision " + Long.toUnsignedString(height.revision())
                            + " does not match trusted header revision "
                            + Long.toUnsignedString(trustedHeight.revision()));
        }
        HeaderVerifier verifier = new HeaderVerifier(
                signatures, state, GoTimes.instant(client.clock().nanos()));
        Headers.within(
                "failed to verify header",
                () -> verifier.verify(
                        new HeaderVerifier.Trusted(
                                trustedHeight.number(),
                                States.time(trusted),
                                trusted.getNextValidatorsHash(),
                                trustedValidators),
                        header.getSignedHeader(),
                        Validators.read(true, header.getValidatorSet())));
    }

    @Override
    public boolean isMisbehaviour(ClientContext client, Any message) {
        ClientStore.requireClient(client);
        return Headers.header(message)
                .map(header -> Misbehaviours.isShownBy(ClientStore.of(client), header))
                .orElseGet(() -> Headers.misbehaviour(message)
                        .filter(Misbehaviours::isShownBy)
                        .isPresent());
    }

    @Override
    public void freeze(ClientContext client, Any message) {
        ClientState state = ClientStore.requireClient(client);
        ClientStore.of(client)
                .setClient(
                        state.toBuilder().setFrozenHeight(States.proto(FROZEN)).build());
    }

    @Override
    public List<Height> update(ClientContext client, Any message) {
        ClientState state = ClientStore.requireClient(client);
        Optional<Header> header = Headers.header(message);
        if (header.isEmpty()) {
            return List.of(); // Two headers that didn't contradict each other after all.
        }
        ClientStore store = ClientStore.of(client);
        forgetOldest(client, state, store);
        Height height = Headers.height(header.get());
        if (store.consensus(height).isPresent()) {
            return List.of(height); // Brought twice: that it is the same was checked before.
        }
        boolean newest = height.compareTo(States.height(state.getLatestHeight())) > 0;
        store.setClient(
                newest ? state.toBuilder().setLatestHeight(States.proto(height)).build() : state);
        store.setConsensus(height, Headers.consensusState(header.get()));
        store.setMetadata(height, client.clock().nanos(), client.clock().height());
        return List.of(height);
    }

    /** The oldest height goes when it has expired: nothing can be proved or trusted by it any more. */
    private static void forgetOldest(ClientContext client, ClientState state, ClientStore store) {
        Optional<Height> oldest = store.lowestHeight();
        if (oldest.isPresent()) {
            ConsensusState consensus = store.consensus(oldest.get())
                    .orElseThrow(() -> ClientError.CONSENSUS_STATE_NOT_FOUND.failure(
                            "failed to retrieve consensus state at height: " + oldest.get()));
            if (isExpired(client, state, consensus)) {
                store.forget(oldest.get());
            }
        }
    }

    private static boolean isExpired(ClientContext client, ClientState state, ConsensusState consensus) {
        Instant expiry = States.time(consensus).plusNanos(GoTimes.nanos(state.getTrustingPeriod()));
        return !expiry.isAfter(GoTimes.instant(client.clock().nanos()));
    }

    @Override
    public void verifyMembership(
            ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path, byte[] value) {
        ClientState state = ClientStore.requireClient(client);
        ProofAt at = proofAt(client, state, height, delay, proof);
        at.proof().verifyMembership(state.getProofSpecsList(), at.root(), path, value);
    }

    @Override
    public void verifyNonMembership(ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path) {
        ClientState state = ClientStore.requireClient(client);
        ProofAt at = proofAt(client, state, height, delay, proof);
        at.proof().verifyNonMembership(state.getProofSpecsList(), at.root(), path);
    }

    private record ProofAt(ChainedProof proof, byte[] root) {}

    private static ProofAt proofAt(ClientContext client, ClientState state, Height height, Delay delay, byte[] proof) {
        Height latest = States.height(state.getLatestHeight());
        if (latest.compareTo(height) < 0) {
            throw IbcError.INVALID_HEIGHT.failure("client state height < proof height (" + Texts.fields(latest) + " < "
                    + Texts.fields(height) + "), please ensure the client has been updated");
        }
        checkDelay(client, height, delay);
        ChainedProof decoded = ChainedProof.decode(proof);
        ConsensusState consensus = ClientStore.of(client)
                .consensus(height)
                .orElseThrow(() -> ClientError.CONSENSUS_STATE_NOT_FOUND.failure(
                        "please ensure the proof was constructed against a height that exists on the client"));
        return new ProofAt(decoded, consensus.getRoot().getHash().toByteArray());
    }

    /** Refuses until the height has been known for long enough. */
    private static void checkDelay(ClientContext client, Height height, Delay delay) {
        ClientStore store = ClientStore.of(client);
        if (delay.nanos() != 0) {
            long processed = store.processedNanos(height)
                    .orElseThrow(() -> TendermintError.PROCESSED_TIME_NOT_FOUND.failure(
                            "processed time not found for height: " + height));
            long valid = processed + delay.nanos();
            long now = client.clock().nanos();
            if (Long.compareUnsigned(now, valid) < 0) {
                throw TendermintError.DELAY_PERIOD_NOT_PASSED.failure("cannot verify packet until time: "
                        + Long.toUnsignedString(valid) + ", current time: " + Long.toUnsignedString(now));
            }
        }
        if (delay.blocks() != 0) {
            Height processed = store.processedHeight(height)
                    .orElseThrow(() -> TendermintError.PROCESSED_HEIGHT_NOT_FOUND.failure(
                            "processed height not found for height: " + height));
            Height valid = new Height(processed.revision(), processed.number() + delay.blocks());
            Height now = client.clock().height();
            if (now.compareTo(valid) < 0) {
                throw TendermintError.DELAY_PERIOD_NOT_PASSED.failure(
                        "cannot verify packet until height: " + valid + ", current height: " + now);
            }
        }
    }

    @Override
    public ClientStatus status(ClientContext client) {
        ClientStore store = ClientStore.of(client);
        Optional<ClientState> found = store.client();
        if (found.isEmpty()) {
            return ClientStatus.UNKNOWN;
        }
        ClientState state = found.get();
        if (!States.height(state.getFrozenHeight()).isZero()) {
            return ClientStatus.FROZEN;
        }
        return store.consensus(States.height(state.getLatestHeight()))
                .filter(consensus -> !isExpired(client, state, consensus))
                .map(consensus -> ClientStatus.ACTIVE)
                .orElse(ClientStatus.EXPIRED);
    }

    @Override
    public Height latestHeight(ClientContext client) {
        return ClientStore.of(client)
                .client()
                .map(state -> States.height(state.getLatestHeight()))
                .orElse(Height.ZERO);
    }

    @Override
    public long timestampAt(ClientContext client, Height height) {
        ClientStore.requireClient(client);
        return ClientStore.of(client)
                .consensus(height)
                .map(consensus -> GoTimes.nanos(States.time(consensus)))
                .orElseThrow(() -> ClientError.CONSENSUS_STATE_NOT_FOUND.failure("height (" + height + ")"));
    }

    @Override
    public void recover(ClientContext client, ClientContext substitute) {
        String type = Identifiers.clientType(substitute.clientId());
        if (!type.equals(CLIENT_TYPE)) {
            throw ClientError.INVALID_CLIENT_TYPE.failure("expected: " + CLIENT_TYPE + ", got: " + type);
        }
        Successions.recover(client, substitute);
    }

    @Override
    public void upgrade(
            ClientContext client,
            byte[] newClient,
            byte[] newConsensusState,
            byte[] proofUpgradeClient,
            byte[] proofUpgradeConsensusState) {
        Successions.upgrade(client, newClient, newConsensusState, proofUpgradeClient, proofUpgradeConsensusState);
    }
}
