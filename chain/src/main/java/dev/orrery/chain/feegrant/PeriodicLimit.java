package dev.orrery.chain.feegrant;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.feegrant.v1beta1.PeriodicAllowance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Up to an amount in each period, beside the limits that hold for all time. cosmossdk.io/x/feegrant periodic_fee.go. */
record PeriodicLimit(PeriodicAllowance allowance) implements Allowance {
    private Basic basic() {
        return new Basic(allowance.getBasic());
    }

    private Coins perPeriod() {
        return Coins.ofProto(allowance.getPeriodSpendLimitList());
    }

    private Coins leftInPeriod() {
        return Coins.ofProto(allowance.getPeriodCanSpendList());
    }

    private Instant reset() {
        return Allowance.timeOf(allowance.hasPeriodReset(), allowance.getPeriodReset());
    }

    @Override
    public Message toProto() {
        return allowance;
    }

    @Override
    public Optional<Instant> expiration() {
        return basic().expiration();
    }

    @Override
    public void validate() {
        basic().validate();
        Coins perPeriod = perPeriod();
        if (!perPeriod.isValid()) {
            throw SdkError.INVALID_COINS.failure("spend amount is invalid: " + perPeriod);
        }
        if (!perPeriod.isAllPositive()) {
            throw SdkError.INVALID_COINS.failure("spend limit must be positive");
        }
        Coins left = leftInPeriod();
        if (!left.isValid()) {
            throw SdkError.INVALID_COINS.failure("can spend amount is invalid: " + left);
        }
        if (basic().isLimited() && !denoms(basic().limit()).containsAll(denoms(perPeriod))) {
            throw SdkError.INVALID_COINS.failure("period spend limit has different currency than basic spend limit");
        }
        if (Times.duration(allowance.getPeriod()).isNegative()) {
            throw FeeGrantError.INVALID_DURATION.failure("negative clock step");
        }
    }

    private static Set<String> denoms(Coins coins) {
        return coins.list().stream().map(Coin::denom).collect(Collectors.toSet());
    }

    @Override
    public Payment pay(Context context, Coins fee, List<Message> messages) {
        Instant now = context.block().time();
        if (basic().isOver(now)) {
            return new Payment.Over(FeeGrantError.LIMIT_EXPIRED.failure("absolute limit"));
        }
        PeriodicLimit current = now.isBefore(reset()) ? this : inNextPeriod(now);
        Coins left = current.leftInPeriod().minus(fee);
        if (left.isAnyNegative()) {
            throw FeeGrantError.LIMIT_EXCEEDED.failure("period limit");
        }
        PeriodicLimit paid = current.withLeft(left);
        if (!basic().isLimited()) {
            return new Payment.Paid(paid);
        }
        Coins total = basic().limit().minus(fee);
        if (total.isAnyNegative()) {
            throw FeeGrantError.LIMIT_EXCEEDED.failure("absolute limit");
        }
        return total.isZero() ? new Payment.PaidLast() : new Payment.Paid(paid.withTotal(total));
    }

    /** Periods follow each other without a gap, unless one passed in which nothing was paid. */
    private PeriodicLimit inNextPeriod(Instant now) {
        Duration period = Times.duration(allowance.getPeriod());
        Coins total = basic().limit();
        boolean capped = !total.isEmpty() && total.minus(perPeriod()).isAnyNegative();
        Instant next = reset().plus(period);
        if (now.isAfter(next)) {
            next = now.plus(period);
        }
        PeriodicAllowance renewed =
                allowance.toBuilder().setPeriodReset(Times.timestamp(next)).build();
        return new PeriodicLimit(renewed).withLeft(capped ? total : perPeriod());
    }

    private PeriodicLimit withLeft(Coins left) {
        return new PeriodicLimit(allowance.toBuilder()
                .clearPeriodCanSpend()
                .addAllPeriodCanSpend(left.toProto())
                .build());
    }

    private PeriodicLimit withTotal(Coins total) {
        return new PeriodicLimit(allowance.toBuilder()
                .setBasic(basic().withLimit(total).allowance())
                .build());
    }
}
