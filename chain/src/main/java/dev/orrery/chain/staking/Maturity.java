package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.proto.cosmos.staking.v1beta1.DVPair;
import dev.orrery.proto.cosmos.staking.v1beta1.DVVTriplet;
import java.math.BigInteger;
import java.util.List;

/** What becomes of delegations whose time of waiting is over. Cosmos SDK x/staking/keeper/val_state_change.go. */
record Maturity(StakingKeeper keeper) {
    void complete(Context context) {
        Delegations delegations = keeper.delegations();
        delegations.unbondings().dequeue(context).forEach(pair -> giveBack(context, pair));
        delegations.redelegations().dequeue(context).forEach(triplet -> settle(context, triplet));
    }

    private void giveBack(Context context, DVPair pair) {
        Address delegator = accounts().parse(pair.getDelegatorAddress());
        Address validator = validators().parse(pair.getValidatorAddress());
        Unbondings unbondings = keeper.delegations().unbondings();
        if (unbondings.find(context, delegator, validator).isEmpty()) {
            return; // it was called off meanwhile
        }
        String denom = keeper.bondDenom(context);
        List<BigInteger> freed = unbondings.complete(context, delegator, validator);
        for (BigInteger tokens : freed) {
            if (tokens.signum() != 0) {
                keeper.pools().giveBack(context, delegator, new Coin(denom, tokens));
            }
        }
        context.events()
                .emit(
                        "complete_unbonding",
                        "amount",
                        total(denom, freed),
                        "validator",
                        pair.getValidatorAddress(),
                        "delegator",
                        pair.getDelegatorAddress());
    }

    private void settle(Context context, DVVTriplet triplet) {
        Address delegator = accounts().parse(triplet.getDelegatorAddress());
        Address source = validators().parse(triplet.getValidatorSrcAddress());
        Address destination = validators().parse(triplet.getValidatorDstAddress());
        Redelegations redelegations = keeper.delegations().redelegations();
        if (redelegations.find(context, delegator, source, destination).isEmpty()) {
            return; // an earlier entry of the queue has settled it
        }
        String denom = keeper.bondDenom(context);
        List<BigInteger> moved = redelegations.complete(context, delegator, source, destination);
        context.events()
                .emit(
                        "complete_redelegation",
                        "amount",
                        total(denom, moved),
                        "delegator",
                        triplet.getDelegatorAddress(),
                        "source_validator",
                        triplet.getValidatorSrcAddress(),
                        "destination_validator",
                        triplet.getValidatorDstAddress());
    }

    private static String total(String denom, List<BigInteger> amounts) {
        return Coins.sum(amounts.stream().map(amount -> new Coin(denom, amount)).toList())
                .toString();
    }

    private AddressFormat accounts() {
        return keeper.formats().account();
    }

    private AddressFormat validators() {
        return keeper.formats().validator();
    }
}
