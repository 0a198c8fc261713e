package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Fraction;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.CommitSig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Whether enough validators signed a commit. Commits and sets have been checked on their own before. CometBFT types/validation.go.
 *
 * <p>The reference counts first and then checks all signatures at once where it can, which decides what a commit with two faults is
 * refused for; otherwise it checks one by one.
 */
final class CommitVerifier {
    /** Fewer signatures aren't checked at once. cometbft types/validation.go: batchVerifyThreshold. */
    private static final int BATCH_THRESHOLD = 2;

    private static final int ED25519_SIGNATURE_BYTES = 64;
    private static final int FINGERPRINT_BYTES = 6;

    private final SignatureVerifier signatures;
    private final String chainId;
    private final Commit commit;

    CommitVerifier(SignatureVerifier signatures, String chainId, Commit commit) {
        this.signatures = signatures;
        this.chainId = chainId;
        this.commit = commit;
    }

    /** More than two thirds of the block's own validators signed. */
    void verify(Validators validators, long height) {
        if (validators.size() != commit.getSignaturesCount()) {
            throw new CometRefusal(
                    "Invalid commit -- wrong set size: " + validators.size() + " vs " + commit.getSignaturesCount());
        }
        if (height != commit.getHeight()) {
            throw new CometRefusal("Invalid commit -- wrong height: " + height + " vs " + commit.getHeight());
        }
        verify(validators, validators.totalPower() * 2 / 3, true);
    }

    /** More than a part of validators signed that were trusted before: others may have come and gone. */
    void verifyTrusting(Validators trusted, Fraction level) {
        if (level.getDenominator() == 0) {
            throw new CometRefusal("trustLevel has zero Denominator");
        }
        long product;
        try {
            product = Math.multiplyExact(trusted.totalPower(), level.getNumerator());
        } catch (ArithmeticException e) {
            throw new CometRefusal(
                    "int64 overflow while calculating voting power needed. please provide smaller trustLevel numerator");
        }
        verify(trusted, product / level.getDenominator(), false);
    }

    private record Vote(int index, Validator validator) {}

    private void verify(Validators validators, long needed, boolean byIndex) {
        boolean atOnce = commit.getSignaturesCount() >= BATCH_THRESHOLD && validators.areAllEd25519();
        List<Vote> votes = new ArrayList<>();
        Map<Integer, Integer> seen = new HashMap<>();
        long power = 0;
        for (int i = 0; i < commit.getSignaturesCount() && power <= needed; i++) {
            CommitSig signature = commit.getSignatures(i);
            if (SignedBlock.flag(signature) != SignedBlock.FLAG_COMMIT) {
                continue;
            }
            OptionalInt at = byIndex
                    ? sameAddress(validators, i, signature)
                    : validators.indexOf(signature.getValidatorAddress());
            if (at.isEmpty()) {
                continue;
            }
            Validator validator = validators.get(at.getAsInt());
            Integer first = seen.putIfAbsent(at.getAsInt(), i);
            if (first != null) {
                throw new CometRefusal("double vote from " + validator + " (" + first + " and " + i + ")");
            }
            Vote vote = new Vote(i, validator);
            if (!atOnce) {
                check(vote, Texts.hex(signature.getSignature()));
            } else if (signature.getSignature().size() != ED25519_SIGNATURE_BYTES) {
                throw new CometRefusal("invalid signature");
            }
            votes.add(vote);
            power += validator.power();
        }
        if (power <= needed) {
            throw new CometRefusal.TooLittlePower(power, needed);
        }
        if (atOnce) {
            votes.forEach(vote -> check(vote, described(commit.getSignatures(vote.index()))));
        }
    }

    private static OptionalInt sameAddress(Validators validators, int index, CommitSig signature) {
        ByteString expected = validators.get(index).address();
        if (!expected.equals(signature.getValidatorAddress())) {
            throw new CometRefusal("validator address mismatch at index " + index + ": expected " + Texts.hex(expected)
                    + ", got " + Texts.hex(signature.getValidatorAddress()));
        }
        return OptionalInt.of(index);
    }

    private void check(Vote vote, String description) {
        CommitSig signature = commit.getSignatures(vote.index());
        byte[] message = VoteBytes.precommit(
                chainId, commit.getHeight(), commit.getRound(), commit.getBlockId(), timestamp(signature));
        if (!vote.validator().signed(signatures, message, signature.getSignature())) {
            throw new CometRefusal("wrong signature (#" + vote.index() + "): " + description);
        }
    }

    private static Timestamp timestamp(CommitSig signature) {
        return GoTimes.timestamp(time(signature));
    }

    private static Instant time(CommitSig signature) {
        return GoTimes.instant(signature.hasTimestamp(), signature.getTimestamp());
    }

    /** Quirk: what the reference prints here is its description of the vote, and that in hexadecimal. */
    private static String described(CommitSig signature) {
        return Texts.hex(ByteString.copyFromUtf8("CommitSig{" + fingerprint(signature.getSignature()) + " by "
                + fingerprint(signature.getValidatorAddress()) + " on " + SignedBlock.flag(signature) + " @ "
                + GoTimes.canonical(time(signature)) + "}"));
    }

    private static String fingerprint(ByteString bytes) {
        return Texts.hex(java.util.Arrays.copyOf(bytes.toByteArray(), FINGERPRINT_BYTES));
    }
}
