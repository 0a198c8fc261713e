package dev.orrery.chain.staking;

import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.coin.Denom;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.GoInteger;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.staking.v1beta1.Commission;
import dev.orrery.proto.cosmos.staking.v1beta1.CommissionRates;
import dev.orrery.proto.cosmos.staking.v1beta1.Description;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgCreateValidator;
import dev.orrery.proto.cosmos.staking.v1beta1.Params;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a validator may say of itself, and what parameters may be. Cosmos SDK x/staking/types. */
final class NewValidators {
    private static final String KEEP = "[do-not-modify]";

    private NewValidators() {}

    static void check(MsgCreateValidator message) {
        if (!message.hasPubkey()) {
            throw StakingError.EMPTY_VALIDATOR_KEY.failure();
        }
        Coin value = Coin.of(message.getValue());
        if (value.fault().isPresent() || !value.isPositive()) {
            throw SdkError.INVALID_REQUEST.failure("invalid delegation amount");
        }
        if (message.getDescription().equals(Description.getDefaultInstance())) {
            throw SdkError.INVALID_REQUEST.failure("empty description");
        }
        if (message.getCommission().equals(CommissionRates.getDefaultInstance())) {
            throw SdkError.INVALID_REQUEST.failure("empty commission");
        }
        check(message.getCommission());
        BigInteger minimum = GoInteger.parse(message.getMinSelfDelegation());
        if (minimum.signum() <= 0) {
            throw SdkError.INVALID_REQUEST.failure("minimum self delegation must be a positive integer");
        }
        if (value.amount().compareTo(minimum) < 0) {
            throw StakingError.SELF_DELEGATION_BELOW_MINIMUM.failure();
        }
    }

    private static void check(CommissionRates rates) {
        Decimal max = Decimal.ofDigits(rates.getMaxRate());
        Decimal rate = Decimal.ofDigits(rates.getRate());
        Decimal change = Decimal.ofDigits(rates.getMaxChangeRate());
        if (max.isNegative()) {
            throw StakingError.COMMISSION_NEGATIVE.failure();
        }
        if (max.compareTo(Decimal.ONE) > 0) {
            throw StakingError.COMMISSION_HUGE.failure();
        }
        if (rate.isNegative()) {
            throw StakingError.COMMISSION_NEGATIVE.failure();
        }
        if (rate.compareTo(max) > 0) {
            throw StakingError.COMMISSION_ABOVE_MAX.failure();
        }
        if (change.isNegative()) {
            throw StakingError.COMMISSION_CHANGE_NEGATIVE.failure();
        }
        if (change.compareTo(max) > 0) {
            throw StakingError.COMMISSION_CHANGE_ABOVE_MAX.failure();
        }
    }

    static void checkRate(Decimal rate, Decimal least) {
        if (rate.compareTo(Decimal.ONE) > 0 || rate.isNegative()) {
            throw SdkError.INVALID_REQUEST.failure("commission rate must be between 0 and 1 (inclusive)");
        }
        if (rate.compareTo(least) < 0) {
            throw SdkError.INVALID_REQUEST.failure(
                    "commission rate cannot be less than the min commission rate " + least);
        }
    }

    static void checkLengths(Description description) {
        checkLength(description.getMoniker(), "moniker", 70);
        checkLength(description.getIdentity(), "identity", 3000);
        checkLength(description.getWebsite(), "website", 140);
        checkLength(description.getSecurityContact(), "security contact", 140);
        checkLength(description.getDetails(), "details", 280);
    }

    private static void checkLength(String text, String name, int most) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > most) {
            throw SdkError.INVALID_REQUEST.failure("invalid " + name + " length; got: " + length + ", max: " + most);
        }
    }

    static Description updated(Description old, Description change) {
        Description updated = Description.newBuilder()
                .setMoniker(updated(old.getMoniker(), change.getMoniker()))
                .setIdentity(updated(old.getIdentity(), change.getIdentity()))
                .setWebsite(updated(old.getWebsite(), change.getWebsite()))
                .setSecurityContact(updated(old.getSecurityContact(), change.getSecurityContact()))
                .setDetails(updated(old.getDetails(), change.getDetails()))
                .build();
        checkLengths(updated);
        return updated;
    }

    private static String updated(String old, String change) {
        return change.equals(KEEP) ? old : change;
    }

    /** As Go's text format writes the message, which is what the event shows. */
    static String text(Commission commission) {
        CommissionRates rates = commission.getCommissionRates();
        return "commission_rates:<rate:\"" + rates.getRate() + "\" max_rate:\"" + rates.getMaxRate()
                + "\" max_change_rate:\"" + rates.getMaxChangeRate() + "\" > update_time:<seconds:"
                + Times.instant(commission.getUpdateTime()).getEpochSecond() + " > ";
    }

    static void check(Params params) {
        Duration unbonding = Times.duration(params.getUnbondingTime());
        if (unbonding.isNegative() || unbonding.isZero()) {
            throw ChainException.plain("unbonding time must be positive: " + unbonding.toNanos());
        }
        if (params.getMaxValidators() == 0) {
            throw ChainException.plain("max validators must be positive: 0");
        }
        if (params.getMaxEntries() == 0) {
            throw ChainException.plain("max entries must be positive: 0");
        }
        if (params.getBondDenom().isBlank()) {
            throw ChainException.plain("bond denom cannot be blank");
        }
        Denom.fault(params.getBondDenom()).ifPresent(fault -> {
            throw ChainException.plain(fault);
        });
        Decimal least = Decimal.ofDigits(params.getMinCommissionRate());
        if (least.isNegative()) {
            throw ChainException.plain("minimum commission rate cannot be negative: " + least);
        }
        if (least.compareTo(Decimal.ONE) > 0) {
            throw ChainException.plain("minimum commission rate cannot be greater than 100%: " + least);
        }
    }
}
