package dev.orrery.chain.distribution;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.staking.StakingHooks;
import dev.orrery.chain.staking.StakingKeeper;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.util.List;

/**
 * Rewards for a chain that counts its blocks anew: all are paid out, and everybody begins to earn at block 0. wasmd app/export.go:
 * prepForZeroHeightGenesis.
 */
record RestartedHeights(DistributionKeeper keeper, AddressFormats formats) {
    void prepare(Context context) {
        StakingKeeper staking = keeper.staking();
        List<Address> validators = staking.validators().all(context).stream()
                .map(Validator::getOperatorAddress)
                .map(formats.validator()::parse)
                .toList();
        List<Delegation> delegations = staking.delegations().all(context);
        for (Address validator : validators) {
            if (!Earnings.commission(context, validator).isZero()) {
                keeper.withdrawCommission(context, validator);
            }
        }
        delegations.forEach(delegation -> keeper.withdraw(context, delegator(delegation), validator(delegation)));
        clear(context, DistributionKeys.SLASHES);
        clear(context, DistributionKeys.HISTORICAL);
        Context anew = context.withBlock(context.block().atHeight(0));
        StakingHooks hooks = keeper.hooks();
        for (Address validator : validators) {
            keeper.community().add(anew, Earnings.outstanding(anew, validator));
            hooks.afterValidatorCreated(anew, validator);
        }
        for (Delegation delegation : delegations) {
            hooks.beforeDelegationCreated(anew, delegator(delegation), validator(delegation));
            hooks.afterDelegationModified(anew, delegator(delegation), validator(delegation));
        }
    }

    private static <K> void clear(Context context, StoreMap<K, ?> map) {
        map.entries(context).forEach(entry -> map.remove(context, entry.key()));
    }

    private Address delegator(Delegation delegation) {
        return formats.account().parse(delegation.getDelegatorAddress());
    }

    private Address validator(Delegation delegation) {
        return formats.validator().parse(delegation.getValidatorAddress());
    }
}
