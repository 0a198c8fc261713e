package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.core.commitment.v1.MerkleRoot;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ClientState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ConsensusState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Fraction;
import dev.orrery.proto.tendermint.types.Header;
import java.time.Instant;

/**
 * Client and consensus states: how they are read, what they must be like, and with which bytes they are kept. Other chains prove
 * them, so they have to be those of the reference: what is a value in its structs is always written, and nothing unknown survives.
 */
final class States {
    static final String PACKAGE = "/ibc.lightclients.tendermint.v1.";
    static final String CLIENT_STATE_URL = PACKAGE + "ClientState";
    static final String CONSENSUS_STATE_URL = PACKAGE + "ConsensusState";

    /** The root that stands in until the first header after an upgrade. ibc-go consensus_state.go: SentinelRoot. */
    static final ByteString SENTINEL_ROOT = ByteString.copyFromUtf8("sentinel_root");

    private static final Parser<ClientState> CLIENTS = DiscardUnknownFieldsParser.wrap(ClientState.parser());
    private static final Parser<ConsensusState> CONSENSUS = DiscardUnknownFieldsParser.wrap(ConsensusState.parser());

    private States() {}

    /** @throws CometRefusal if the bytes are no client state */
    static ClientState readClient(ByteString encoded) {
        try {
            ClientState state = CLIENTS.parseFrom(encoded);
            GoTimes.nanos(state.getTrustingPeriod());
            GoTimes.nanos(state.getUnbondingPeriod());
            GoTimes.nanos(state.getMaxClockDrift());
            return complete(state);
        } catch (InvalidProtocolBufferException e) {
            throw new CometRefusal(String.valueOf(e.getMessage()));
        }
    }

    /** @throws CometRefusal if the bytes are no consensus state */
    static ConsensusState readConsensus(ByteString encoded) {
        try {
            ConsensusState state = CONSENSUS.parseFrom(encoded);
            Instant time = GoTimes.instant(state.hasTimestamp(), state.getTimestamp());
            return state.toBuilder()
                    .setTimestamp(GoTimes.timestamp(time))
                    .setRoot(state.getRoot())
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new CometRefusal(String.valueOf(e.getMessage()));
        }
    }

    static ClientState complete(ClientState state) {
        return state.toBuilder()
                .setTrustLevel(state.getTrustLevel())
                .setTrustingPeriod(state.getTrustingPeriod())
                .setUnbondingPeriod(state.getUnbondingPeriod())
                .setMaxClockDrift(state.getMaxClockDrift())
                .setFrozenHeight(state.getFrozenHeight())
                .setLatestHeight(state.getLatestHeight())
                .build();
    }

    /** What a header says about the chain's state. */
    static ConsensusState of(Header header) {
        return ConsensusState.newBuilder()
                .setTimestamp(GoTimes.timestamp(GoTimes.instant(header.hasTime(), header.getTime())))
                .setRoot(MerkleRoot.newBuilder().setHash(header.getAppHash()))
                .setNextValidatorsHash(header.getNextValidatorsHash())
                .build();
    }

    static Any any(String url, Message state) {
        return Any.newBuilder().setTypeUrl(url).setValue(state.toByteString()).build();
    }

    static Height height(dev.orrery.proto.ibc.core.client.v1.Height height) {
        return new Height(height.getRevisionNumber(), height.getRevisionHeight());
    }

    static dev.orrery.proto.ibc.core.client.v1.Height proto(Height height) {
        return dev.orrery.proto.ibc.core.client.v1.Height.newBuilder()
                .setRevisionNumber(height.revision())
                .setRevisionHeight(height.number())
                .build();
    }

    static Instant time(ConsensusState state) {
        return GoTimes.instant(state.hasTimestamp(), state.getTimestamp());
    }

    /** Refuses a client state that could never work. */
    static void validate(ClientState state) {
        checkChainId(state.getChainId());
        checkTrustLevel(state.getTrustLevel());
        long trusting = GoTimes.nanos(state.getTrustingPeriod());
        long unbonding = GoTimes.nanos(state.getUnbondingPeriod());
        if (trusting <= 0) {
            throw TendermintError.INVALID_TRUSTING_PERIOD.failure("trusting period must be greater than zero");
        }
        if (unbonding <= 0) {
            throw TendermintError.INVALID_UNBONDING_PERIOD.failure("unbonding period must be greater than zero");
        }
        if (GoTimes.nanos(state.getMaxClockDrift()) <= 0) {
            throw TendermintError.INVALID_MAX_CLOCK_DRIFT.failure("max clock drift must be greater than zero");
        }
        long revision = Identifiers.revision(state.getChainId());
        Height latest = height(state.getLatestHeight());
        if (latest.revision() != revision) {
            throw TendermintError.INVALID_HEADER_HEIGHT.failure(
                    "latest height revision number must match chain id revision number ("
                            + Long.toUnsignedString(latest.revision()) + " != " + Long.toUnsignedString(revision)
                            + ")");
        }
        if (latest.number() == 0) {
            throw TendermintError.INVALID_HEADER_HEIGHT.failure(
                    "tendermint client's latest height revision height cannot be zero");
        }
        if (trusting >= unbonding) {
            throw TendermintError.INVALID_TRUSTING_PERIOD.failure("trusting period (" + GoTimes.durationText(trusting)
                    + ") should be < unbonding period (" + GoTimes.durationText(unbonding) + ")");
        }
        if (state.getProofSpecsCount() == 0) {
            throw TendermintError.INVALID_PROOF_SPECS.failure("proof specs cannot be nil for tm client");
        }
        for (int i = 0; i < state.getUpgradePathCount(); i++) {
            if (state.getUpgradePath(i).isBlank()) {
                throw ClientError.INVALID_CLIENT.failure("key in upgrade path at index " + i + " cannot be empty");
            }
        }
    }

    private static void checkChainId(String chainId) {
        if (chainId.isBlank()) {
            throw TendermintError.INVALID_CHAIN_ID.failure("chain id cannot be empty string");
        }
        int length = ByteString.copyFromUtf8(chainId).size();
        if (length > SignedBlock.MAX_CHAIN_ID_BYTES) {
            throw TendermintError.INVALID_CHAIN_ID.failure(
                    "chainID is too long; got: " + length + ", max: " + SignedBlock.MAX_CHAIN_ID_BYTES);
        }
    }

    /** Between a third and all. Quirk: three times the numerator may overflow. CometBFT light: ValidateTrustLevel. */
    private static void checkTrustLevel(Fraction level) {
        long numerator = level.getNumerator();
        long denominator = level.getDenominator();
        if (Long.compareUnsigned(numerator * 3, denominator) < 0
                || Long.compareUnsigned(numerator, denominator) > 0
                || denominator == 0) {
            throw TendermintError.INVALID_TRUST_LEVEL.failure("trustLevel must be within [1/3, 1], given "
                    + Long.toUnsignedString(numerator) + "/" + Long.toUnsignedString(denominator));
        }
    }

    /** Refuses a consensus state that no header can lead to. */
    static void validate(ConsensusState state) {
        ByteString root = state.getRoot().getHash();
        if (root.isEmpty()) {
            throw ClientError.INVALID_CONSENSUS.failure("root cannot be empty");
        }
        if (!root.equals(SENTINEL_ROOT)) {
            checkHash("root hash is invalid", root);
        }
        checkHash("next validators hash is invalid", state.getNextValidatorsHash());
        if (time(state).getEpochSecond() <= 0) {
            throw ClientError.INVALID_CONSENSUS.failure("timestamp must be a positive Unix time");
        }
    }

    private static void checkHash(String outer, ByteString hash) throws IbcException {
        try {
            SignedBlock.checkHash("", hash);
        } catch (CometRefusal e) {
            throw e.in(outer).asFailure();
        }
    }
}
