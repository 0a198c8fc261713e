package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who backs which validator: given, taken back and moved. Reads and writes come in the reference's order, since each costs gas. Cosmos
 * SDK x/staking/keeper/delegation.go.
 */
public final class Delegations {
    /** The time in a struct of the reference that nobody set. */
    private static final Instant GO_ZERO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private final AddressFormats formats;
    private final Validators validators;
    private final Pools pools;
    private final Unbondings unbondings;
    private final Redelegations redelegations;
    private StakingHooks hooks = new StakingHooks() {};

    Delegations(AddressFormats formats, Validators validators, Pools pools) {
        this.formats = formats;
        this.validators = validators;
        this.pools = pools;
        unbondings = new Unbondings(formats);
        redelegations = new Redelegations(formats);
    }

    void setHooks(StakingHooks told) {
        hooks = told;
    }

    StakingHooks hooks() {
        return hooks;
    }

    public Unbondings unbondings() {
        return unbondings;
    }

    public Redelegations redelegations() {
        return redelegations;
    }

    public Optional<Delegation> find(Context context, Address delegator, Address validator) {
        return StakingKeys.DELEGATIONS.get(context, new Pair<>(delegator, validator));
    }

    /**
     * @throws dev.orrery.chain.error.ChainException if there is none
     */
    public Delegation get(Context context, Address delegator, Address validator) {
        return find(context, delegator, validator).orElseThrow(StakingError.NO_DELEGATION::failure);
    }

    /** Everybody's, by delegator and validator. */
    public List<Delegation> all(Context context) {
        return StakingKeys.DELEGATIONS.values(context);
    }

    /** All delegations of a delegator, by validator. */
    public List<Delegation> of(Context context, Address delegator) {
        return StakingKeys.DELEGATIONS.entries(context, Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, delegator)).stream()
                .map(StoreMap.Entry::value)
                .toList();
    }

    public static Decimal sharesOf(Delegation delegation) {
        return Decimal.ofDigits(delegation.getShares());
    }

    void set(Context context, Address delegator, Address validator, Delegation delegation) {
        StakingKeys.DELEGATIONS.set(context, new Pair<>(delegator, validator), delegation);
        StakingKeys.DELEGATIONS_BY_VALIDATOR.set(context, new Pair<>(validator, delegator), true);
    }

    /** Where the tokens of a delegation come from. */
    enum Source {
        /** The delegator's account. */
        ACCOUNT,
        /** Another delegation, to a validator that makes blocks. */
        BONDED,
        /** Another delegation or its end, where the tokens don't work. */
        NOT_BONDED
    }

    /**
     * @param validator as it was read
     * @return the shares that the tokens are worth
     */
    Decimal delegate(Context context, Address delegator, BigInteger tokens, Source source, Validator validator) {
        if (Shares.areWorthless(validator)) {
            throw StakingError.WORTHLESS_SHARES.failure();
        }
        Address operator = validators.operatorOf(validator);
        Optional<Delegation> before = find(context, delegator, operator);
        if (before.isPresent()) {
            hooks.beforeSharesModified(context, delegator, operator);
        } else {
            hooks.beforeDelegationCreated(context, delegator, operator);
        }
        moveTokens(context, delegator, tokens, source, Validators.isBonded(validator));
        Decimal shares = validators.addTokens(context, validator, tokens);
        Decimal all = before.map(Delegations::sharesOf).orElse(Decimal.ZERO).plus(shares);
        set(context, delegator, operator, delegation(delegator, operator, all));
        hooks.afterDelegationModified(context, delegator, operator);
        return shares;
    }

    private Delegation delegation(Address delegator, Address validator, Decimal shares) {
        return Delegation.newBuilder()
                .setDelegatorAddress(formats.account().text(delegator))
                .setValidatorAddress(formats.validator().text(validator))
                .setShares(shares.wireText())
                .build();
    }

    private void moveTokens(Context context, Address delegator, BigInteger tokens, Source source, boolean toBonded) {
        switch (source) {
            case ACCOUNT -> pools.takeFrom(context, delegator, tokens, toBonded);
            case BONDED -> {
                if (!toBonded) {
                    pools.fromBonded(context, tokens);
                }
            }
            case NOT_BONDED -> {
                if (toBonded) {
                    pools.toBonded(context, tokens);
                }
            }
        }
    }

    /** The shares that an amount of tokens stands for, all of the delegation's at the most. */
    Decimal sharesFor(Context context, Address delegator, Address operator, BigInteger tokens) {
        Validator validator = validators.get(context, operator);
        Decimal owned = sharesOf(get(context, delegator, operator));
        Decimal shares = Shares.ofTokens(validator, tokens);
        if (Shares.ofTokensTruncated(validator, tokens).compareTo(owned) > 0) {
            throw SdkError.INVALID_REQUEST.failure("invalid shares amount");
        }
        return shares.min(owned);
    }

    /** Takes shares away from a delegation, and gives the tokens they are worth; those still lie in a pool. */
    BigInteger unbond(Context context, Address delegator, Address operator, Decimal shares) {
        Delegation delegation =
                find(context, delegator, operator).orElseThrow(StakingError.NO_DELEGATION_OF_DELEGATOR::failure);
        hooks.beforeSharesModified(context, delegator, operator);
        if (sharesOf(delegation).compareTo(shares) < 0) {
            throw StakingError.NOT_ENOUGH_SHARES.failure(sharesOf(delegation).toString());
        }
        Validator validator = validators.get(context, operator);
        Decimal rest = sharesOf(delegation).minus(shares);
        if (isTooLittleForOperator(delegator, operator, validator, rest)) {
            validators.jail(context, validator);
            validator = validators.get(context, operator);
        }
        if (rest.isZero()) {
            StakingKeys.DELEGATIONS.remove(context, new Pair<>(delegator, operator));
            StakingKeys.DELEGATIONS_BY_VALIDATOR.remove(context, new Pair<>(operator, delegator));
        } else {
            set(context, delegator, operator, delegation(delegator, operator, rest));
            hooks.afterDelegationModified(context, delegator, operator);
        }
        Shares.Change<BigInteger> change = validators.removeShares(context, validator, shares);
        boolean unbonded = change.validator().getStatus() == BondStatus.BOND_STATUS_UNBONDED;
        if (unbonded && Shares.shares(change.validator()).isZero()) {
            validators.remove(context, validators.get(context, operator), hooks);
        }
        return change.amount();
    }

    /** An operator who has less at stake than promised is taken off the set. */
    private static boolean isTooLittleForOperator(
            Address delegator, Address operator, Validator validator, Decimal rest) {
        return delegator.equals(operator)
                && !validator.getJailed()
                && Shares.toTokens(validator, rest)
                                .truncated()
                                .compareTo(new BigInteger(validator.getMinSelfDelegation()))
                        < 0;
    }

    /** Tokens that are on their way back. */
    record Undelegated(Instant free, BigInteger tokens) {}

    Undelegated undelegate(Context context, Address delegator, Address operator, Decimal shares) {
        Validator validator = validators.get(context, operator);
        int entries = unbondings
                .find(context, delegator, operator)
                .map(UnbondingDelegation::getEntriesCount)
                .orElse(0);
        if (entries >= validators.params(context).getMaxEntries()) {
            throw StakingError.TOO_MANY_UNBONDINGS.failure();
        }
        BigInteger tokens = unbond(context, delegator, operator, shares);
        if (Validators.isBonded(validator)) {
            pools.fromBonded(context, tokens);
        }
        Instant free = context.block().time().plus(unbondingTime(context));
        unbondings.add(context, delegator, operator, free, tokens);
        return new Undelegated(free, tokens);
    }

    private Duration unbondingTime(Context context) {
        return Times.duration(validators.params(context).getUnbondingTime());
    }

    /** Moves a delegation to another validator, and says when it can move on. */
    Instant redelegate(Context context, Address delegator, Address source, Address destination, Decimal shares) {
        if (source.equals(destination)) {
            throw StakingError.SELF_REDELEGATION.failure();
        }
        Validator to =
                validators.find(context, destination).orElseThrow(StakingError.BAD_REDELEGATION_DESTINATION::failure);
        Validator from = validators.find(context, source).orElseThrow(StakingError.BAD_REDELEGATION_SOURCE::failure);
        if (redelegations.isReceiving(context, delegator, source)) {
            throw StakingError.TRANSITIVE_REDELEGATION.failure();
        }
        redelegations.find(context, delegator, source, destination).ifPresent(earlier -> {
            if (earlier.getEntriesCount() >= validators.params(context).getMaxEntries()) {
                throw StakingError.TOO_MANY_REDELEGATIONS.failure();
            }
        });
        BigInteger tokens = unbond(context, delegator, source, shares);
        if (tokens.signum() == 0) {
            throw StakingError.TINY_REDELEGATION.failure();
        }
        Source kind = Validators.isBonded(from) ? Source.BONDED : Source.NOT_BONDED;
        Decimal created = delegate(context, delegator, tokens, kind, to);
        Redelegations.Move move = new Redelegations.Move(delegator, source, destination, tokens, created);
        return recordMove(context, move);
    }

    private Instant recordMove(Context context, Redelegations.Move move) {
        Validator from = validators.get(context, move.source());
        Duration unbondingTime = unbondingTime(context);
        return switch (from.getStatus()) {
            case BOND_STATUS_BONDED -> {
                Instant over = context.block().time().plus(unbondingTime);
                redelegations.add(context, move, context.block().height(), over);
                yield over;
            }
            case BOND_STATUS_UNBONDING -> {
                Instant over = Times.instant(from.getUnbondingTime());
                redelegations.add(context, move, from.getUnbondingHeight(), over);
                yield over;
            }
            case BOND_STATUS_UNBONDED -> GO_ZERO_TIME; // at once, which the reference says with a time that isn't set
            case BOND_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException("unknown validator status: " + from.getStatus());
        };
    }
}
