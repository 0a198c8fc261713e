package dev.orrery.msg;

/** Questions to the distribution module. */
public sealed interface DistributionQuery extends QueryRequest {
    record DelegatorWithdrawAddress(String delegatorAddress) implements DistributionQuery {}

    record DelegationRewards(String delegatorAddress, String validatorAddress) implements DistributionQuery {}

    record DelegationTotalRewards(String delegatorAddress) implements DistributionQuery {}

    record DelegatorValidators(String delegatorAddress) implements DistributionQuery {}

    /** No variant that we know. */
    record Unknown() implements DistributionQuery {}
}
