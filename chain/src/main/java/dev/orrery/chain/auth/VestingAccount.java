package dev.orrery.chain.auth;

import com.google.protobuf.Message;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.proto.cosmos.auth.v1beta1.BaseAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.BaseVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.ContinuousVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.DelayedVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.Period;
import dev.orrery.proto.cosmos.vesting.v1beta1.PeriodicVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.PermanentLockedAccount;
import java.math.BigInteger;
import java.time.Instant;

/**
 * An account whose coins are released over time. Locked coins can be delegated but not sent, so it keeps count of what is delegated.
 * Cosmos SDK x/auth/vesting.
 */
public sealed interface VestingAccount extends Account {
    BaseVestingAccount schedule();

    VestingAccount withSchedule(BaseVestingAccount schedule);

    /** What is released by now. */
    Coins vested(Instant now);

    @Override
    default BaseAccount base() {
        return schedule().getBaseAccount();
    }

    @Override
    default Account withBase(BaseAccount other) {
        return withSchedule(schedule().toBuilder().setBaseAccount(other).build());
    }

    default Coins original() {
        return Coins.ofProto(schedule().getOriginalVestingList());
    }

    default Coins vesting(Instant now) {
        return original().minusExactly(vested(now));
    }

    /** What can't be sent now: what isn't released, as far as it isn't delegated. */
    default Coins locked(Instant now) {
        Coins vesting = vesting(now);
        return vesting.minus(vesting.min(Coins.ofProto(schedule().getDelegatedVestingList())));
    }

    /** The account after a delegation, which takes locked coins first. */
    default VestingAccount withDelegation(Instant now, Coins amount) {
        Coins vesting = vesting(now);
        Coins locked = Coins.ofProto(schedule().getDelegatedVestingList());
        Coins free = Coins.ofProto(schedule().getDelegatedFreeList());
        for (Coin coin : amount.list()) {
            BigInteger undelegated = vesting.amountOf(coin.denom()).subtract(locked.amountOf(coin.denom()));
            BigInteger fromLocked = undelegated.max(BigInteger.ZERO).min(coin.amount());
            locked = locked.plus(Coins.of(new Coin(coin.denom(), fromLocked)));
            free = free.plus(Coins.of(new Coin(coin.denom(), coin.amount().subtract(fromLocked))));
        }
        return withDelegated(locked, free);
    }

    /** The account after an undelegation, which gives back free coins first. */
    default VestingAccount withUndelegation(Coins amount) {
        Coins locked = Coins.ofProto(schedule().getDelegatedVestingList());
        Coins free = Coins.ofProto(schedule().getDelegatedFreeList());
        for (Coin coin : amount.list()) {
            BigInteger toFree = free.amountOf(coin.denom()).min(coin.amount());
            BigInteger toLocked =
                    locked.amountOf(coin.denom()).min(coin.amount().subtract(toFree));
            free = free.minus(Coins.of(new Coin(coin.denom(), toFree)));
            locked = locked.minus(Coins.of(new Coin(coin.denom(), toLocked)));
        }
        return withDelegated(locked, free);
    }

    private VestingAccount withDelegated(Coins locked, Coins free) {
        return withSchedule(schedule().toBuilder()
                .clearDelegatedVesting()
                .addAllDelegatedVesting(locked.toProto())
                .clearDelegatedFree()
                .addAllDelegatedFree(free.toProto())
                .build());
    }

    /** Releases evenly between two times. */
    record Continuous(ContinuousVestingAccount account) implements VestingAccount {
        @Override
        public BaseVestingAccount schedule() {
            return account.getBaseVestingAccount();
        }

        @Override
        public VestingAccount withSchedule(BaseVestingAccount schedule) {
            return new Continuous(
                    account.toBuilder().setBaseVestingAccount(schedule).build());
        }

        @Override
        public Message toProto() {
            return account;
        }

        @Override
        public Coins vested(Instant now) {
            long end = schedule().getEndTime();
            long start = account.getStartTime();
            if (now.getEpochSecond() <= start) {
                return Coins.NONE;
            }
            if (now.getEpochSecond() >= end) {
                return original();
            }
            Decimal share = Decimal.of(now.getEpochSecond() - start).dividedBy(Decimal.of(end - start));
            return Coins.sum(original().list().stream()
                    .map(coin -> new Coin(
                            coin.denom(), Decimal.of(coin.amount()).times(share).rounded()))
                    .toList());
        }
    }

    /** Releases everything at one time. */
    record Delayed(DelayedVestingAccount account) implements VestingAccount {
        @Override
        public BaseVestingAccount schedule() {
            return account.getBaseVestingAccount();
        }

        @Override
        public VestingAccount withSchedule(BaseVestingAccount schedule) {
            return new Delayed(
                    account.toBuilder().setBaseVestingAccount(schedule).build());
        }

        @Override
        public Message toProto() {
            return account;
        }

        @Override
        public Coins vested(Instant now) {
            return now.getEpochSecond() >= schedule().getEndTime() ? original() : Coins.NONE;
        }
    }

    /** Releases an amount at the end of each of several periods. */
    record Periodic(PeriodicVestingAccount account) implements VestingAccount {
        @Override
        public BaseVestingAccount schedule() {
            return account.getBaseVestingAccount();
        }

        @Override
        public VestingAccount withSchedule(BaseVestingAccount schedule) {
            return new Periodic(
                    account.toBuilder().setBaseVestingAccount(schedule).build());
        }

        @Override
        public Message toProto() {
            return account;
        }

        @Override
        public Coins vested(Instant now) {
            if (now.getEpochSecond() >= schedule().getEndTime()) {
                return original();
            }
            Coins vested = Coins.NONE;
            long end = account.getStartTime();
            for (Period period : account.getVestingPeriodsList()) {
                end += period.getLength();
                if (now.getEpochSecond() < end) {
                    break;
                }
                vested = vested.plus(Coins.ofProto(period.getAmountList()));
            }
            return vested;
        }
    }

    /** Never releases anything. */
    record Permanent(PermanentLockedAccount account) implements VestingAccount {
        @Override
        public BaseVestingAccount schedule() {
            return account.getBaseVestingAccount();
        }

        @Override
        public VestingAccount withSchedule(BaseVestingAccount schedule) {
            return new Permanent(
                    account.toBuilder().setBaseVestingAccount(schedule).build());
        }

        @Override
        public Message toProto() {
            return account;
        }

        @Override
        public Coins vested(Instant now) {
            return Coins.NONE;
        }
    }
}
