package dev.orrery.msg;

import java.util.List;
import java.util.Optional;

/** Answers to {@link DistributionQuery}. Absent lists and empty ones are written differently. */
public final class DistributionResponse {
    private DistributionResponse() {}

    public record DelegatorWithdrawAddress(String withdrawAddress) {}

    public record DelegationRewards(Optional<List<DecCoin>> rewards) {}

    public record DelegationTotalRewards(Optional<List<DelegatorReward>> rewards, Optional<List<DecCoin>> total) {}

    public record DelegatorReward(Optional<List<DecCoin>> reward, String validatorAddress) {}

    public record DelegatorValidators(Optional<List<String>> validators) {}
}
