package dev.orrery.chain.distribution;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorAccumulatedCommission;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorOutstandingRewards;

/** What a validator's rewards that nobody withdrew amount to, and its own part of them. Cosmos SDK x/distribution/keeper/store.go. */
final class Earnings {
    private Earnings() {}

    static DecimalCoins outstanding(Context context, Address validator) {
        return DecimalCoins.ofProto(DistributionKeys.OUTSTANDING
                .get(context, validator)
                .orElse(ValidatorOutstandingRewards.getDefaultInstance())
                .getRewardsList());
    }

    static void setOutstanding(Context context, Address validator, DecimalCoins rewards) {
        DistributionKeys.OUTSTANDING.set(
                context,
                validator,
                ValidatorOutstandingRewards.newBuilder()
                        .addAllRewards(rewards.toProto())
                        .build());
    }

    static DecimalCoins commission(Context context, Address validator) {
        return DecimalCoins.ofProto(DistributionKeys.COMMISSION
                .get(context, validator)
                .orElse(ValidatorAccumulatedCommission.getDefaultInstance())
                .getCommissionList());
    }

    static void setCommission(Context context, Address validator, DecimalCoins commission) {
        DistributionKeys.COMMISSION.set(
                context,
                validator,
                ValidatorAccumulatedCommission.newBuilder()
                        .addAllCommission(commission.toProto())
                        .build());
    }

    static void forget(Context context, Address validator) {
        DistributionKeys.OUTSTANDING.remove(context, validator);
        DistributionKeys.COMMISSION.remove(context, validator);
    }
}
