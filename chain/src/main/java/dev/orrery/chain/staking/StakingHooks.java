package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Decimal;
import java.util.List;

/** Told what happens to validators and delegations, in the middle of it. Cosmos SDK x/staking/types: StakingHooks. */
public interface StakingHooks {
    default void afterValidatorCreated(Context context, Address validator) {}

    default void afterValidatorRemoved(Context context, Address consensusAddress, Address validator) {}

    default void afterValidatorBonded(Context context, Address consensusAddress, Address validator) {}

    default void beforeDelegationCreated(Context context, Address delegator, Address validator) {}

    default void beforeSharesModified(Context context, Address delegator, Address validator) {}

    default void afterDelegationModified(Context context, Address delegator, Address validator) {}

    /**
     * @param fraction of its tokens that the validator is about to lose
     */
    default void beforeValidatorSlashed(Context context, Address validator, Decimal fraction) {}

    /** All of them, told in this order. */
    static StakingHooks all(List<StakingHooks> hooks) {
        List<StakingHooks> told = List.copyOf(hooks);
        return new StakingHooks() {
            @Override
            public void afterValidatorCreated(Context context, Address validator) {
                told.forEach(each -> each.afterValidatorCreated(context, validator));
            }

            @Override
            public void afterValidatorRemoved(Context context, Address consensusAddress, Address validator) {
                told.forEach(each -> each.afterValidatorRemoved(context, consensusAddress, validator));
            }

            @Override
            public void afterValidatorBonded(Context context, Address consensusAddress, Address validator) {
                told.forEach(each -> each.afterValidatorBonded(context, consensusAddress, validator));
            }

            @Override
            public void beforeDelegationCreated(Context context, Address delegator, Address validator) {
                told.forEach(each -> each.beforeDelegationCreated(context, delegator, validator));
            }

            @Override
            public void beforeSharesModified(Context context, Address delegator, Address validator) {
                told.forEach(each -> each.beforeSharesModified(context, delegator, validator));
            }

            @Override
            public void afterDelegationModified(Context context, Address delegator, Address validator) {
                told.forEach(each -> each.afterDelegationModified(context, delegator, validator));
            }

            @Override
            public void beforeValidatorSlashed(Context context, Address validator, Decimal fraction) {
                told.forEach(each -> each.beforeValidatorSlashed(context, validator, fraction));
            }
        };
    }
}
