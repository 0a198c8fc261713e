package dev.orrery.chain.staking;

import dev.orrery.chain.Context;

/** Numbers for everything that is on its way out, and what each number stands for. Cosmos SDK x/staking/keeper/unbonding.go. */
final class UnbondingIds {
    /** Cosmos SDK x/staking/types: UnbondingType. */
    enum Kind {
        DELEGATION(1),
        REDELEGATION(2),
        VALIDATOR(3);

        private final long number;

        Kind(long number) {
            this.number = number;
        }
    }

    private UnbondingIds() {}

    static long next(Context context) {
        long id = StakingKeys.UNBONDING_ID.get(context).orElse(0L) + 1;
        StakingKeys.UNBONDING_ID.set(context, id);
        return id;
    }

    /**
     * @param key of what is unbonding, in the store
     */
    static void set(Context context, long id, Kind kind, byte[] key) {
        StakingKeys.UNBONDING_INDEX.set(context, id, key);
        StakingKeys.UNBONDING_TYPE.set(context, id, kind.number);
    }

    static void remove(Context context, long id) {
        StakingKeys.UNBONDING_INDEX.remove(context, id);
    }
}
