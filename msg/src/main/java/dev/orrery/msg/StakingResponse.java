package dev.orrery.msg;

import java.util.List;
import java.util.Optional;

/** Answers to {@link StakingQuery}. */
public final class StakingResponse {
    private StakingResponse() {}

    public record BondedDenom(String denom) {}

    public record AllValidators(List<Validator> validators) {
        public AllValidators {
            validators = List.copyOf(validators);
        }
    }

    public record OneValidator(Optional<Validator> validator) {}

    /** The rates are decimal fractions as text. */
    public record Validator(String address, String commission, String maxCommission, String maxChangeRate) {}

    public record AllDelegations(List<Delegation> delegations) {
        public AllDelegations {
            delegations = List.copyOf(delegations);
        }
    }

    public record Delegation(String delegator, String validator, Coin amount) {}

    public record OneDelegation(Optional<FullDelegation> delegation) {}

    public record FullDelegation(
            String delegator, String validator, Coin amount, List<Coin> accumulatedRewards, Coin canRedelegate) {
        public FullDelegation {
            accumulatedRewards = List.copyOf(accumulatedRewards);
        }
    }
}
