package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.proto.cosmos.staking.v1beta1.Redelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;

/** Stakes for a chain that counts its blocks anew: what is unbonding began to at block 0. wasmd app/export.go: prepForZeroHeightGenesis. */
record RestartedHeights(StakingKeeper keeper) {
    void prepare(Context context) {
        StakingKeys.REDELEGATIONS
                .entries(context)
                .forEach(entry -> StakingKeys.REDELEGATIONS.set(context, entry.key(), begunAnew(entry.value())));
        StakingKeys.UNBONDING
                .entries(context)
                .forEach(entry -> StakingKeys.UNBONDING.set(context, entry.key(), begunAnew(entry.value())));
        for (Validator validator : keeper.validators().all(context)) {
            keeper.validators()
                    .set(context, validator.toBuilder().setUnbondingHeight(0).build());
        }
        keeper.updateVoters(context);
    }

    private static Redelegation begunAnew(Redelegation redelegation) {
        Redelegation.Builder anew = redelegation.toBuilder();
        anew.getEntriesBuilderList().forEach(entry -> entry.setCreationHeight(0));
        return anew.build();
    }

    private static UnbondingDelegation begunAnew(UnbondingDelegation unbonding) {
        UnbondingDelegation.Builder anew = unbonding.toBuilder();
        anew.getEntriesBuilderList().forEach(entry -> entry.setCreationHeight(0));
        return anew.build();
    }
}
