package dev.orrery.ibc.light.tendermint;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.client.ClientContext;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ClientState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ConsensusState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Header;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Misbehaviour;
import dev.orrery.proto.tendermint.types.Commit;
import java.time.Instant;
import java.util.Optional;

/**
 * Two headers that both would have been believed and contradict each other, and headers that contradict what is known. ibc-go
 * misbehaviour.go, misbehaviour_handle.go.
 */
record Misbehaviours(SignatureVerifier signatures) {
    /** Refuses what is wrong by itself: it shows nothing. */
    void validate(Misbehaviour misbehaviour) {
        Header first = misbehaviour.getHeader1();
        Header second = misbehaviour.getHeader2();
        if (!misbehaviour.hasHeader1()) {
            throw TendermintError.INVALID_HEADER.failure("misbehaviour Header1 cannot be nil");
        }
        if (!misbehaviour.hasHeader2()) {
            throw TendermintError.INVALID_HEADER.failure("misbehaviour Header2 cannot be nil");
        }
        checkTrusted(first, "Header1");
        checkTrusted(second, "Header2");
        checkTrustedValidators(first, "Header1");
        checkTrustedValidators(second, "Header2");
        if (!chainId(first).equals(chainId(second))) {
            throw ClientError.INVALID_MISBEHAVIOUR.failure("headers must have identical chainIDs");
        }
        try {
            Identifiers.checkClient(misbehaviour.getClientId());
        } catch (IbcException e) {
            throw e.in("misbehaviour client ID is invalid");
        }
        checkHeader(first, "header 1 failed validation");
        checkHeader(second, "header 2 failed validation");
        Height firstHeight = Headers.height(first);
        Height secondHeight = Headers.height(second);
        if (firstHeight.compareTo(secondHeight) < 0) {
            throw ClientError.INVALID_MISBEHAVIOUR.failure(
                    "Header1 height is less than Header2 height (" + firstHeight + " < " + secondHeight + ")");
        }
        checkCommit(first);
        checkCommit(second);
    }

    private static String chainId(Header header) {
        return header.getSignedHeader().getHeader().getChainId();
    }

    private static void checkTrusted(Header header, String name) {
        if (header.getTrustedHeight().getRevisionHeight() == 0) {
            throw TendermintError.INVALID_HEADER_HEIGHT.failure(
                    "misbehaviour " + name + " cannot have zero revision height");
        }
    }

    private static void checkTrustedValidators(Header header, String name) {
        if (!header.hasTrustedValidators()) {
            throw TendermintError.INVALID_VALIDATOR_SET.failure(
                    "trusted validator set in " + name + " cannot be empty");
        }
    }

    private static void checkHeader(Header header, String outer) {
        try {
            Headers.validate(header);
        } catch (IbcException e) {
            throw ClientError.INVALID_MISBEHAVIOUR.failure(outer + ": " + e.text());
        }
    }

    private void checkCommit(Header header) {
        Commit commit = header.getSignedHeader().getCommit();
        try {
            new CommitVerifier(signatures, chainId(header), commit)
                    .verify(Validators.read(true, header.getValidatorSet()), commit.getHeight());
        } catch (CometRefusal e) {
            throw ClientError.INVALID_MISBEHAVIOUR.failure("validator set did not commit to header");
        }
    }

    /** Refuses unless the client would have believed both headers. */
    void verify(ClientContext client, ClientState state, Misbehaviour misbehaviour) {
        ClientStore store = ClientStore.of(client);
        ConsensusState first = trusted(store, misbehaviour.getHeader1(), "Header1");
        ConsensusState second = trusted(store, misbehaviour.getHeader2(), "Header2");
        Instant now = GoTimes.instant(client.clock().nanos());
        try {
            checkBelievable(state, first, misbehaviour.getHeader1(), now);
        } catch (IbcException e) {
            throw e.in("verifying Header1 in Misbehaviour failed");
        }
        try {
            checkBelievable(state, second, misbehaviour.getHeader2(), now);
        } catch (IbcException e) {
            throw e.in("verifying Header2 in Misbehaviour failed");
        }
    }

    private static ConsensusState trusted(ClientStore store, Header header, String name) {
        Height height = States.height(header.getTrustedHeight());
        return store.consensus(height)
                .orElseThrow(() -> ClientError.CONSENSUS_STATE_NOT_FOUND.failure(
                        "could not get trusted consensus state from clientStore for " + name + " at TrustedHeight: "
                                + height));
    }

    private void checkBelievable(ClientState state, ConsensusState trusted, Header header, Instant now) {
        Headers.trustedValidators(header, "trusted validator set is not tendermint validator set type");
        Validators validators = Headers.checkedTrustedValidators(header, trusted);
        long age = GoTimes.between(States.time(trusted), now);
        long trusting = GoTimes.nanos(state.getTrustingPeriod());
        if (age >= trusting) {
            throw TendermintError.TRUSTING_PERIOD_EXPIRED.failure(
                    "current timestamp minus the latest consensus state timestamp is greater than or equal to the"
                            + " trusting period (" + age + " >= " + trusting + ")");
        }
        String chainId = inRevision(state.getChainId(), Headers.height(header).revision());
        try {
            new CommitVerifier(signatures, chainId, header.getSignedHeader().getCommit())
                    .verifyTrusting(validators, state.getTrustLevel());
        } catch (CometRefusal e) {
            throw ClientError.INVALID_MISBEHAVIOUR.failure(
                    "validator set in header has too much change from trusted validator set: " + e.text());
        }
    }

    /** The name of a chain that counts revisions in its name, in another revision; of others the same name. */
    private static String inRevision(String chainId, long revision) {
        return Identifiers.revision(chainId) == 0
                ? chainId
                : chainId.substring(0, chainId.lastIndexOf('-') + 1) + Long.toUnsignedString(revision);
    }

    /** Whether two believable headers contradict each other: two blocks at one height, or time that doesn't go on. */
    static boolean isShownBy(Misbehaviour misbehaviour) {
        var first = misbehaviour.getHeader1().getSignedHeader();
        var second = misbehaviour.getHeader2().getSignedHeader();
        if (Headers.height(misbehaviour.getHeader1()).equals(Headers.height(misbehaviour.getHeader2()))) {
            return !first.getCommit()
                    .getBlockId()
                    .getHash()
                    .equals(second.getCommit().getBlockId().getHash());
        }
        return !States.time(States.of(first.getHeader())).isAfter(States.time(States.of(second.getHeader())));
    }

    /** Whether a believable header contradicts what is known: at its height, or in the times around it. */
    static boolean isShownBy(ClientStore store, Header header) {
        ConsensusState state = Headers.consensusState(header);
        Height height = Headers.height(header);
        Optional<ConsensusState> known = store.consensus(height);
        if (known.isPresent()) {
            return !known.get().equals(state);
        }
        Instant time = States.time(state);
        Optional<ConsensusState> before = store.before(height);
        Optional<ConsensusState> after = store.after(height);
        return before.filter(earlier -> !States.time(earlier).isBefore(time)).isPresent()
                || after.filter(later -> !States.time(later).isAfter(time)).isPresent();
    }
}
