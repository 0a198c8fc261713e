package dev.orrery.chain.staking;

import dev.orrery.chain.coin.Decimal;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;

/** What a validator's shares are worth in tokens, and the other way round. Cosmos SDK x/staking/types/validator.go. */
public final class Shares {
    /** Tokens for one unit of voting power. Cosmos SDK types: DefaultPowerReduction. */
    private static final BigInteger POWER_REDUCTION = BigInteger.valueOf(1_000_000);

    private Shares() {}

    public static BigInteger tokens(Validator validator) {
        return new BigInteger(validator.getTokens());
    }

    public static Decimal shares(Validator validator) {
        return Decimal.ofDigits(validator.getDelegatorShares());
    }

    public static Decimal commission(Validator validator) {
        return Decimal.ofDigits(validator.getCommission().getCommissionRates().getRate());
    }

    public static Decimal toTokens(Validator validator, Decimal shares) {
        return shares.times(tokens(validator)).dividedBy(shares(validator));
    }

    public static Decimal toTokensTruncated(Validator validator, Decimal shares) {
        return shares.times(tokens(validator)).dividedByTruncated(shares(validator));
    }

    static Decimal ofTokens(Validator validator, BigInteger amount) {
        requireTokens(validator);
        return shares(validator).times(amount).dividedBy(tokens(validator));
    }

    static Decimal ofTokensTruncated(Validator validator, BigInteger amount) {
        requireTokens(validator);
        return shares(validator).times(amount).dividedByTruncated(Decimal.of(tokens(validator)));
    }

    private static void requireTokens(Validator validator) {
        if (tokens(validator).signum() == 0) {
            throw StakingError.INSUFFICIENT_SHARES.failure();
        }
    }

    /** All tokens are gone, so that new shares would be worth nothing. */
    static boolean areWorthless(Validator validator) {
        return tokens(validator).signum() == 0 && shares(validator).isPositive();
    }

    static BigInteger tokensOfPower(long power) {
        return BigInteger.valueOf(power).multiply(POWER_REDUCTION);
    }

    /** Voting power if the validator is bonded. */
    static long potentialPower(Validator validator) {
        return tokens(validator).divide(POWER_REDUCTION).longValueExact();
    }

    public static long power(Validator validator) {
        return validator.getStatus() == BondStatus.BOND_STATUS_BONDED ? potentialPower(validator) : 0;
    }

    /** A validator with more or less of something. */
    record Change<T>(Validator validator, T amount) {}

    /** Adds tokens; the amount is that of new shares. */
    static Change<Decimal> add(Validator validator, BigInteger tokens) {
        Decimal issued = shares(validator).isZero() ? Decimal.of(tokens) : ofTokens(validator, tokens);
        Validator more = validator.toBuilder()
                .setTokens(tokens(validator).add(tokens).toString())
                .setDelegatorShares(shares(validator).plus(issued).wireText())
                .build();
        return new Change<>(more, issued);
    }

    /** Takes shares away; the amount is that of tokens they were worth. The last ones get what rounding left over. */
    static Change<BigInteger> remove(Validator validator, Decimal shares) {
        Decimal rest = shares(validator).minus(shares);
        BigInteger tokens =
                rest.isZero() ? tokens(validator) : toTokens(validator, shares).truncated();
        Validator less = validator.toBuilder()
                .setTokens(tokens(validator).subtract(tokens).toString())
                .setDelegatorShares(rest.wireText())
                .build();
        return new Change<>(less, tokens);
    }
}
