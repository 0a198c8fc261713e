package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Redelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.RedelegationEntry;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegationEntry;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import java.util.Optional;

/** What a validator's fault costs those who back it, and who backed it when it happened. Cosmos SDK x/staking/keeper/slash.go. */
public final class Slashes {
    private final AddressFormats formats;
    private final Validators validators;
    private final Delegations delegations;
    private final Pools pools;

    Slashes(AddressFormats formats, Validators validators, Delegations delegations, Pools pools) {
        this.formats = formats;
        this.validators = validators;
        this.delegations = delegations;
        this.pools = pools;
    }

    /**
     * Burns a part of what backed a validator.
     *
     * @param height at which the fault happened
     * @param power of the validator then
     * @return the tokens taken from the validator itself
     */
    public BigInteger slash(Context context, Address consensusAddress, long height, long power, Decimal fraction) {
        if (fraction.isNegative()) {
            throw ChainException.plain("attempted to slash with a negative slash factor: " + fraction);
        }
        BigInteger total =
                Decimal.of(Shares.tokensOfPower(power)).times(fraction).truncated();
        Optional<Validator> found = validators.findByConsensusAddress(context, consensusAddress);
        if (found.isEmpty()) {
            return BigInteger.ZERO;
        }
        Validator validator = found.get();
        if (validator.getStatus() == BondStatus.BOND_STATUS_UNBONDED) {
            throw ChainException.plain("should not be slashing unbonded validator: " + validator.getOperatorAddress());
        }
        long now = context.block().height();
        if (height > now) {
            throw ChainException.plain("impossible attempt to slash future infraction at height " + height
                    + " but we are at height " + now);
        }
        BigInteger rest = height == now ? total : total.subtract(slashLeaving(context, validator, height, fraction));
        return slashValidator(context, validator, rest);
    }

    private BigInteger slashValidator(Context context, Validator before, BigInteger wanted) {
        BigInteger tokens = wanted.min(Shares.tokens(before)).max(BigInteger.ZERO);
        if (tokens.signum() == 0) {
            return BigInteger.ZERO;
        }
        Decimal fraction = Decimal.of(tokens)
                .dividedByRoundedUp(Decimal.of(Shares.tokens(before)))
                .min(Decimal.ONE);
        delegations.hooks().beforeValidatorSlashed(context, validators.operatorOf(before), fraction);
        Validator validator = validators.removeTokens(context, before, tokens);
        pools.burn(context, Validators.isBonded(validator) ? Pools.BONDED : Pools.NOT_BONDED, tokens);
        return tokens;
    }

    /** Slashes what has been leaving the validator since the fault, and says how much of the whole that pays for. */
    private BigInteger slashLeaving(Context context, Validator validator, long height, Decimal fraction) {
        Address operator = validators.operatorOf(validator);
        BigInteger slashed = BigInteger.ZERO;
        for (UnbondingDelegation unbonding : delegations.unbondings().from(context, operator)) {
            slashed = slashed.add(slashUnbonding(context, unbonding, height, fraction));
        }
        for (Redelegation redelegation : delegations.redelegations().from(context, operator)) {
            slashed = slashed.add(new Moved(context, redelegation, height, fraction).slash());
        }
        return slashed;
    }

    private BigInteger slashUnbonding(Context context, UnbondingDelegation unbonding, long height, Decimal fraction) {
        BigInteger total = BigInteger.ZERO;
        BigInteger burned = BigInteger.ZERO;
        UnbondingDelegation.Builder changed = unbonding.toBuilder();
        for (UnbondingDelegationEntry.Builder entry : changed.getEntriesBuilderList()) {
            if (isOver(context, entry, height)) {
                continue;
            }
            BigInteger amount =
                    fraction.times(new BigInteger(entry.getInitialBalance())).truncated();
            total = total.add(amount);
            BigInteger taken = amount.min(new BigInteger(entry.getBalance()));
            if (taken.signum() != 0) {
                burned = burned.add(taken);
                take(entry, taken);
                set(context, changed.build());
            }
        }
        pools.burn(context, Pools.NOT_BONDED, burned);
        return total;
    }

    /** Whether it left before the fault, or is free already. */
    private static boolean isOver(Context context, UnbondingDelegationEntry.Builder entry, long height) {
        return entry.getCreationHeight() < height
                || (!Times.instant(entry.getCompletionTime())
                                .isAfter(context.block().time())
                        && entry.getUnbondingOnHoldRefCount() == 0);
    }

    private static void take(UnbondingDelegationEntry.Builder entry, BigInteger taken) {
        entry.setBalance(new BigInteger(entry.getBalance()).subtract(taken).toString());
    }

    private void set(Context context, UnbondingDelegation unbonding) {
        delegations
                .unbondings()
                .set(
                        context,
                        formats.account().parse(unbonding.getDelegatorAddress()),
                        formats.validator().parse(unbonding.getValidatorAddress()),
                        unbonding);
    }

    /** The slashing of tokens that moved on to another validator. */
    private final class Moved {
        private final Context context;
        private final Redelegation redelegation;
        private final long height;
        private final Decimal fraction;
        private final Address delegator;
        private final Address destination;
        private BigInteger total = BigInteger.ZERO;
        private BigInteger bondedBurned = BigInteger.ZERO;
        private BigInteger notBondedBurned = BigInteger.ZERO;

        Moved(Context context, Redelegation redelegation, long height, Decimal fraction) {
            this.context = context;
            this.redelegation = redelegation;
            this.height = height;
            this.fraction = fraction;
            delegator = formats.account().parse(redelegation.getDelegatorAddress());
            destination = formats.validator().parse(redelegation.getValidatorDstAddress());
        }

        BigInteger slash() {
            for (RedelegationEntry entry : redelegation.getEntriesList()) {
                boolean free = !Times.instant(entry.getCompletionTime())
                        .isAfter(context.block().time());
                if (entry.getCreationHeight() >= height && (!free || entry.getUnbondingOnHoldRefCount() != 0)) {
                    slash(entry);
                }
            }
            pools.burn(context, Pools.BONDED, bondedBurned);
            pools.burn(context, Pools.NOT_BONDED, notBondedBurned);
            return total;
        }

        private void slash(RedelegationEntry entry) {
            BigInteger amount =
                    fraction.times(new BigInteger(entry.getInitialBalance())).truncated();
            total = total.add(amount);
            BigInteger rest = amount.subtract(takeFromUnbonding(amount));
            Decimal shares = fraction.times(Decimal.ofDigits(entry.getSharesDst()));
            Optional<Delegation> delegation = shares.isZero() || rest.signum() == 0
                    ? Optional.empty()
                    : delegations.find(context, delegator, destination);
            if (delegation.isPresent()) {
                Decimal taken = shares.min(Delegations.sharesOf(delegation.get()));
                BigInteger tokens = delegations.unbond(context, delegator, destination, taken);
                if (Validators.isBonded(validators.get(context, destination))) {
                    bondedBurned = bondedBurned.add(tokens);
                } else {
                    notBondedBurned = notBondedBurned.add(tokens);
                }
            }
        }

        /** What already leaves the new validator pays first. */
        private BigInteger takeFromUnbonding(BigInteger amount) {
            Optional<UnbondingDelegation> unbonding = delegations.unbondings().find(context, delegator, destination);
            if (unbonding.isEmpty()) {
                return BigInteger.ZERO;
            }
            BigInteger rest = amount;
            UnbondingDelegation.Builder changed = unbonding.get().toBuilder();
            for (UnbondingDelegationEntry.Builder entry : changed.getEntriesBuilderList()) {
                BigInteger taken = rest.min(new BigInteger(entry.getBalance()));
                if (taken.signum() != 0 && !isOver(context, entry, height)) {
                    rest = rest.subtract(taken);
                    notBondedBurned = notBondedBurned.add(taken);
                    take(entry, taken);
                    set(context, changed.build());
                }
            }
            return amount.subtract(rest);
        }
    }
}
