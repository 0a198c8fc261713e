package dev.orrery.chain.distribution;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.staking.StakingHooks;
import dev.orrery.chain.staking.StakingKeeper;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;

/** Ends periods and pays rewards before stake changes. Cosmos SDK x/distribution/keeper/hooks.go. */
record DistributionHooks(DistributionKeeper keeper, StakingKeeper staking, Periods periods) implements StakingHooks {
    @Override
    public void afterValidatorCreated(Context context, Address validator) {
        staking.validators().get(context, validator); // read by the reference as well
        periods.begin(context, validator);
    }

    @Override
    public void afterValidatorRemoved(Context context, Address consensusAddress, Address validator) {
        keeper.settle(context, validator);
    }

    @Override
    public void beforeDelegationCreated(Context context, Address delegator, Address validator) {
        periods.end(context, staking.validators().get(context, validator));
    }

    @Override
    public void beforeSharesModified(Context context, Address delegator, Address operator) {
        Validator validator = staking.validators().get(context, operator);
        Delegation delegation = staking.delegations().get(context, delegator, operator);
        keeper.withdraw(context, validator, delegation, delegator);
    }

    @Override
    public void afterDelegationModified(Context context, Address delegator, Address validator) {
        periods.start(context, delegator, validator);
    }

    @Override
    public void beforeValidatorSlashed(Context context, Address validator, Decimal fraction) {
        periods.slash(context, validator, fraction);
    }
}
