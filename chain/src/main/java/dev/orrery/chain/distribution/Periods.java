package dev.orrery.chain.distribution;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.chain.staking.Delegations;
import dev.orrery.chain.staking.Shares;
import dev.orrery.chain.staking.StakingKeeper;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.proto.cosmos.distribution.v1beta1.DelegatorStartingInfo;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorCurrentRewards;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorHistoricalRewards;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorSlashEvent;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/**
 * Rewards of a delegation without visiting every delegation with every block. A period ends whenever a validator's stake changes; for
 * each period still asked for, the sum of all rewards for one token up to its end is kept, and a delegation has earned the difference
 * between the ends of two periods. Cosmos SDK x/distribution/keeper/{delegation,validator}.go.
 */
final class Periods {
    private final StakingKeeper staking;
    private final CommunityShare community;

    Periods(StakingKeeper staking, CommunityShare community) {
        this.staking = staking;
        this.community = community;
    }

    /** The first period of a new validator. */
    void begin(Context context, Address validator) {
        setHistorical(context, validator, 0, DecimalCoins.NONE, 1);
        setCurrent(context, validator, DecimalCoins.NONE, 1);
        Earnings.setCommission(context, validator, DecimalCoins.NONE);
        Earnings.setOutstanding(context, validator, DecimalCoins.NONE);
    }

    static ValidatorCurrentRewards current(Context context, Address validator) {
        return DistributionKeys.CURRENT.get(context, validator).orElse(ValidatorCurrentRewards.getDefaultInstance());
    }

    static void setCurrent(Context context, Address validator, DecimalCoins rewards, long period) {
        DistributionKeys.CURRENT.set(
                context,
                validator,
                ValidatorCurrentRewards.newBuilder()
                        .addAllRewards(rewards.toProto())
                        .setPeriod(period)
                        .build());
    }

    static ValidatorHistoricalRewards historical(Context context, Address validator, long period) {
        return DistributionKeys.HISTORICAL
                .get(context, new Pair<>(validator, period))
                .orElse(ValidatorHistoricalRewards.getDefaultInstance());
    }

    private static void setHistorical(Context context, Address validator, long period, DecimalCoins sum, int count) {
        DistributionKeys.HISTORICAL.set(
                context,
                new Pair<>(validator, period),
                ValidatorHistoricalRewards.newBuilder()
                        .addAllCumulativeRewardRatio(sum.toProto())
                        .setReferenceCount(count)
                        .build());
    }

    static DecimalCoins sumOf(ValidatorHistoricalRewards historical) {
        return DecimalCoins.ofProto(historical.getCumulativeRewardRatioList());
    }

    /** Ends the period of a validator and says its number. */
    long end(Context context, Validator validator) {
        Address operator = staking.validators().operatorOf(validator);
        ValidatorCurrentRewards current = current(context, operator);
        DecimalCoins rewards = DecimalCoins.ofProto(current.getRewardsList());
        DecimalCoins perToken;
        BigInteger tokens = Shares.tokens(validator);
        if (tokens.signum() == 0) {
            perToken = DecimalCoins.NONE; // nobody could claim them: they go to the community
            DecimalCoins pool = community.pool(context);
            DecimalCoins outstanding = Earnings.outstanding(context, operator);
            community.setPool(context, pool.plus(rewards));
            Earnings.setOutstanding(context, operator, outstanding.minus(rewards));
        } else {
            perToken = rewards.dividedByTruncated(Decimal.of(tokens));
        }
        long period = current.getPeriod();
        DecimalCoins before = sumOf(historical(context, operator, period - 1));
        release(context, operator, period - 1);
        setHistorical(context, operator, period, before.plus(perToken), 1);
        setCurrent(context, operator, DecimalCoins.NONE, period + 1);
        return period;
    }

    private static void hold(Context context, Address validator, long period) {
        ValidatorHistoricalRewards historical = historical(context, validator, period);
        int count = historical.getReferenceCount() + 1;
        if (count > 2) {
            throw new IllegalStateException("reference count should never exceed 2");
        }
        setHistorical(context, validator, period, sumOf(historical), count);
    }

    /** Forgets the end of a period when nobody asks for it any more. */
    static void release(Context context, Address validator, long period) {
        ValidatorHistoricalRewards historical = historical(context, validator, period);
        int count = historical.getReferenceCount() - 1;
        if (count < 0) {
            throw new IllegalStateException("cannot set negative reference count");
        }
        if (count == 0) {
            DistributionKeys.HISTORICAL.remove(context, new Pair<>(validator, period));
        } else {
            setHistorical(context, validator, period, sumOf(historical), count);
        }
    }

    /** From here on a delegation earns rewards. */
    void start(Context context, Address delegator, Address operator) {
        long period = current(context, operator).getPeriod() - 1;
        hold(context, operator, period);
        Validator validator = staking.validators().get(context, operator);
        Delegation delegation = staking.delegations().get(context, delegator, operator);
        Decimal stake = Shares.toTokensTruncated(validator, Delegations.sharesOf(delegation));
        DistributionKeys.STARTS.set(
                context,
                new Pair<>(operator, delegator),
                DelegatorStartingInfo.newBuilder()
                        .setPreviousPeriod(period)
                        .setStake(stake.wireText())
                        .setHeight(context.block().height())
                        .build());
    }

    static DelegatorStartingInfo startOf(Context context, Address delegator, Address validator) {
        return DistributionKeys.STARTS
                .get(context, new Pair<>(validator, delegator))
                .orElse(DelegatorStartingInfo.getDefaultInstance());
    }

    /** Notes that all stake of a validator gets less, for delegations that began before. */
    void slash(Context context, Address operator, Decimal fraction) {
        long period = end(context, staking.validators().get(context, operator));
        hold(context, operator, period);
        DistributionKeys.SLASHES.set(
                context,
                new Triple<>(operator, context.block().height(), period),
                ValidatorSlashEvent.newBuilder()
                        .setValidatorPeriod(period)
                        .setFraction(fraction.wireText())
                        .build());
    }

    /**
     * What a delegation has earned since it started.
     *
     * @param lastPeriod that has just ended
     */
    DecimalCoins earned(
            Context context, Validator validator, Delegation delegation, Address delegator, long lastPeriod) {
        Address operator = staking.validators().operatorOf(validator);
        DelegatorStartingInfo start = startOf(context, delegator, operator);
        long height = context.block().height();
        if (start.getHeight() == height) {
            return DecimalCoins.NONE; // it began in this block
        }
        Stretch stretch = new Stretch(context, operator, start);
        if (Long.compareUnsigned(height, start.getHeight()) > 0) {
            DistributionKeys.SLASHES.walk(
                    context, slashes(operator, start.getHeight(), height), Direction.ASCENDING, (key, slash) -> {
                        stretch.slash(slash);
                        return true;
                    });
        }
        stretch.limitStake(Shares.toTokens(validator, Delegations.sharesOf(delegation)), delegation);
        stretch.extend(lastPeriod);
        return stretch.rewards;
    }

    private static KeyRange slashes(Address validator, long from, long to) {
        return KeyRange.between(slashKey(validator, from), slashKey(validator, to + 1));
    }

    private static byte[] slashKey(Address validator, long height) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes(DistributionKeys.SLASHES.prefix());
        Keys.LENGTH_PREFIXED_ADDRESS.write(validator, false, key);
        Keys.UINT64.write(height, false, key);
        return key.toByteArray();
    }

    /** A run of periods over which the stake of a delegation shrinks by slashes. */
    private static final class Stretch {
        /** Rounding may make the stake a little larger than it can be. Cosmos SDK: marginOfErr. */
        private static final Decimal MARGIN = new Decimal(BigInteger.valueOf(3));

        private final Context context;
        private final Address validator;
        private DecimalCoins rewards = DecimalCoins.NONE;
        private Decimal stake;
        private long period;

        Stretch(Context context, Address validator, DelegatorStartingInfo start) {
            this.context = context;
            this.validator = validator;
            stake = Decimal.ofDigits(start.getStake());
            period = start.getPreviousPeriod();
        }

        void slash(ValidatorSlashEvent slash) {
            if (Long.compareUnsigned(slash.getValidatorPeriod(), period) > 0) {
                extend(slash.getValidatorPeriod());
                stake = stake.timesTruncated(Decimal.ONE.minus(Decimal.ofDigits(slash.getFraction())));
            }
        }

        void extend(long last) {
            DecimalCoins before = sumOf(historical(context, validator, period));
            DecimalCoins after = sumOf(historical(context, validator, last));
            rewards = rewards.plus(after.minus(before).timesTruncated(stake));
            period = last;
        }

        void limitStake(Decimal most, Delegation delegation) {
            if (stake.compareTo(most.plus(MARGIN)) > 0) {
                throw new IllegalStateException("calculated final stake for delegator "
                        + delegation.getDelegatorAddress() + " greater than current stake\n\tfinal stake:\t" + stake
                        + "\n\tcurrent stake:\t" + most);
            }
            stake = stake.min(most);
        }
    }

    /** Everything about a validator that is gone. */
    static void forget(Context context, Address validator) {
        byte[] beginning = Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, validator);
        DistributionKeys.SLASHES
                .entries(context, beginning)
                .forEach(entry -> DistributionKeys.SLASHES.remove(context, entry.key()));
        DistributionKeys.HISTORICAL
                .entries(context, beginning)
                .forEach(entry -> DistributionKeys.HISTORICAL.remove(context, entry.key()));
        DistributionKeys.CURRENT.remove(context, validator);
    }
}
