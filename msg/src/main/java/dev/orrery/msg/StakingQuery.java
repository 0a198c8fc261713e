package dev.orrery.msg;

/** Questions to the staking module. */
public sealed interface StakingQuery extends QueryRequest {
    record AllValidators() implements StakingQuery {}

    record Validator(String address) implements StakingQuery {}

    record AllDelegations(String delegator) implements StakingQuery {}

    record Delegation(String delegator, String validator) implements StakingQuery {}

    record BondedDenom() implements StakingQuery {}

    /** No variant that we know. */
    record Unknown() implements StakingQuery {}
}
