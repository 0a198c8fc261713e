package dev.orrery.msg;

import java.util.List;

/** Messages to the distribution module. */
public sealed interface DistributionMsg extends CosmosMsg {
    record SetWithdrawAddress(String address) implements DistributionMsg {}

    record WithdrawDelegatorReward(String validator) implements DistributionMsg {}

    record FundCommunityPool(List<Coin> amount) implements DistributionMsg {
        public FundCommunityPool {
            amount = List.copyOf(amount);
        }
    }

    /** No variant that we know. */
    record Unknown() implements DistributionMsg {}
}
