package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.ByteString;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ClientState;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.proto.tendermint.types.SignedHeader;
import java.time.Instant;

/**
 * Whether a block may be believed that claims to follow a trusted one. CometBFT light/verifier.go: Verify.
 *
 * @param signatures checks those of validators
 * @param client what its creator demanded
 * @param now time of the chain that keeps the client
 */
record HeaderVerifier(SignatureVerifier signatures, ClientState client, Instant now) {
    /**
     * A block that was believed before.
     *
     * @param nextValidatorsHash of those who vote on the block after it
     * @param nextValidators the same, supplied by the one who brings the new block
     */
    record Trusted(long height, Instant time, ByteString nextValidatorsHash, Validators nextValidators) {}

    void verify(Trusted trusted, SignedHeader block, Validators validators) {
        Header header = block.getHeader();
        Instant expiry = trusted.time().plusNanos(GoTimes.nanos(client.getTrustingPeriod()));
        if (!expiry.isAfter(now)) {
            throw new CometRefusal(
                    "old header has expired at " + GoTimes.text(expiry) + " (now: " + GoTimes.text(now) + ")");
        }
        try {
            checkHeader(trusted, block, validators);
        } catch (CometRefusal e) {
            throw e.in("invalid header");
        }
        CommitVerifier commit = new CommitVerifier(signatures, client.getChainId(), block.getCommit());
        if (header.getHeight() == trusted.height() + 1) {
            if (!header.getValidatorsHash().equals(trusted.nextValidatorsHash())) {
                throw new CometRefusal("expected old header next validators ("
                        + Texts.hex(trusted.nextValidatorsHash()) + ") to match those from new header ("
                        + Texts.hex(header.getValidatorsHash()) + ")");
            }
        } else {
            try {
                commit.verifyTrusting(trusted.nextValidators(), client.getTrustLevel());
            } catch (CometRefusal.TooLittlePower e) {
                throw e.in("cant trust new val set");
            }
        }
        // The last check: the new set is foreign data and may be large.
        try {
            commit.verify(validators, header.getHeight());
        } catch (CometRefusal e) {
            throw e.in("invalid header");
        }
    }

    private void checkHeader(Trusted trusted, SignedHeader block, Validators validators) {
        try {
            SignedBlock.check(block, client.getChainId());
        } catch (CometRefusal e) {
            throw e.in("untrustedHeader.ValidateBasic failed");
        }
        Header header = block.getHeader();
        if (header.getHeight() <= trusted.height()) {
            throw new CometRefusal("expected new header height " + header.getHeight()
                    + " to be greater than one of old header " + trusted.height());
        }
        Instant time = GoTimes.instant(header.hasTime(), header.getTime());
        if (!time.isAfter(trusted.time())) {
            throw new CometRefusal("expected new header time " + GoTimes.text(time) + " to be after old header time "
                    + GoTimes.text(trusted.time()));
        }
        long drift = GoTimes.nanos(client.getMaxClockDrift());
        if (!time.isBefore(now.plusNanos(drift))) {
            throw new CometRefusal("new header has a time from the future " + GoTimes.text(time) + " (now: "
                    + GoTimes.text(now) + "; max clock drift: " + GoTimes.durationText(drift) + ")");
        }
        ByteString hash = validators.hash();
        if (!header.getValidatorsHash().equals(hash)) {
            throw new CometRefusal("expected new header validators (" + Texts.hex(header.getValidatorsHash())
                    + ") to match those that were supplied (" + Texts.hex(hash) + ") at height " + header.getHeight());
        }
    }
}
