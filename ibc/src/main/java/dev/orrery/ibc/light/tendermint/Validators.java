package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.ByteString;
import dev.orrery.proto.tendermint.types.ValidatorSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A validator set that has been read and makes sense. Immutable. CometBFT types/validator_set.go. */
final class Validators {
    /** Largest total voting power. cometbft types/validator_set.go: MaxTotalVotingPower. */
    private static final long MAX_TOTAL_POWER = Long.MAX_VALUE / 8;

    private final List<Validator> members;
    private final Validator proposer;
    private final long totalPower;
    private final Map<ByteString, Integer> byAddress = new HashMap<>();

    private Validators(List<Validator> members, Validator proposer) {
        this.members = members;
        this.proposer = proposer;
        this.totalPower = total(members);
        for (int i = 0; i < members.size(); i++) {
            byAddress.putIfAbsent(members.get(i).address(), i);
        }
    }

    /** @throws CometRefusal if the set makes no sense */
    static Validators read(boolean present, ValidatorSet set) {
        if (!present) {
            throw new CometRefusal("nil validator set");
        }
        List<Validator> members =
                set.getValidatorsList().stream().map(Validator::read).toList();
        Validators validators = new Validators(members, proposerOf(set));
        validators.validate();
        return validators;
    }

    private static Validator proposerOf(ValidatorSet set) {
        try {
            if (!set.hasProposer()) {
                throw new CometRefusal("nil validator");
            }
            return Validator.read(set.getProposer());
        } catch (CometRefusal e) {
            throw e.in("fromProto: validatorSet proposer error");
        }
    }

    private static long total(List<Validator> members) {
        long total = 0;
        for (Validator member : members) {
            total = saturatedSum(total, member.power());
            if (total > MAX_TOTAL_POWER) {
                throw new CometRefusal("total voting power " + total + " exceeds maximum " + MAX_TOTAL_POWER);
            }
        }
        return total;
    }

    private static long saturatedSum(long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private void validate() {
        if (members.isEmpty()) {
            throw new CometRefusal("validator set is nil or empty");
        }
        for (int i = 0; i < members.size(); i++) {
            try {
                members.get(i).validate();
            } catch (CometRefusal e) {
                throw e.in("invalid validator #" + i);
            }
        }
        try {
            proposer.validate();
        } catch (CometRefusal e) {
            throw e.in("proposer failed validate basic, error");
        }
        if (!byAddress.containsKey(proposer.address())) {
            throw new CometRefusal("proposer not in validator set");
        }
    }

    int size() {
        return members.size();
    }

    Validator get(int index) {
        return members.get(index);
    }

    OptionalInt indexOf(ByteString address) {
        Integer index = byAddress.get(address);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    long totalPower() {
        return totalPower;
    }

    /** Whether the reference can check many signatures of theirs in one go. */
    boolean areAllEd25519() {
        return proposer.isEd25519() && members.stream().allMatch(Validator::isEd25519);
    }

    ByteString hash() {
        return BlockHash.root(members.stream()
                .map(member -> BlockHash.leaf(member.key(), member.power()))
                .toList());
    }
}
