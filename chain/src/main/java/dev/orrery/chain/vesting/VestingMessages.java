package dev.orrery.chain.vesting;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.auth.VestingAccount;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.proto.cosmos.vesting.v1beta1.BaseVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.ContinuousVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.DelayedVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccountResponse;
import dev.orrery.proto.cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccountResponse;
import dev.orrery.proto.cosmos.vesting.v1beta1.MsgCreateVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.MsgCreateVestingAccountResponse;
import dev.orrery.proto.cosmos.vesting.v1beta1.Period;
import dev.orrery.proto.cosmos.vesting.v1beta1.PeriodicVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.PermanentLockedAccount;
import java.util.List;

/** Messages that send coins to a new account which releases them over time. Cosmos SDK x/auth/vesting/msg_server.go. */
record VestingMessages(AuthKeeper accounts, BankKeeper bank) {
    /** Who pays, and whose account is made. */
    private record Parties(Address from, Address to) {}

    List<MessageRoute<?>> routes() {
        return List.of(
                MessageRoute.of(MsgCreateVestingAccount.getDefaultInstance(), this::create),
                MessageRoute.of(MsgCreatePermanentLockedAccount.getDefaultInstance(), this::createLocked),
                MessageRoute.of(MsgCreatePeriodicVestingAccount.getDefaultInstance(), this::createPeriodic));
    }

    private Message create(Context context, MsgCreateVestingAccount message) {
        Parties parties = parties(message.getFromAddress(), message.getToAddress());
        Coins amount = Coins.ofProto(message.getAmountList());
        checkAmount(amount);
        if (message.getEndTime() <= 0) {
            throw SdkError.INVALID_REQUEST.failure("invalid end time");
        }
        bank.requireSendEnabled(context, amount);
        requireNew(context, parties.to(), message.getToAddress());
        BaseVestingAccount schedule = schedule(context, parties.to(), amount, message.getEndTime());
        VestingAccount account = message.getDelayed()
                ? new VestingAccount.Delayed(DelayedVestingAccount.newBuilder()
                        .setBaseVestingAccount(schedule)
                        .build())
                : new VestingAccount.Continuous(ContinuousVestingAccount.newBuilder()
                        .setBaseVestingAccount(schedule)
                        .setStartTime(context.block().time().getEpochSecond())
                        .build());
        accounts.setAccount(context, account);
        bank.send(context, parties.from(), parties.to(), amount);
        return MsgCreateVestingAccountResponse.getDefaultInstance();
    }

    private Message createLocked(Context context, MsgCreatePermanentLockedAccount message) {
        Parties parties = parties(message.getFromAddress(), message.getToAddress());
        Coins amount = Coins.ofProto(message.getAmountList());
        checkAmount(amount);
        bank.requireSendEnabled(context, amount);
        requireNew(context, parties.to(), message.getToAddress());
        accounts.setAccount(
                context,
                new VestingAccount.Permanent(PermanentLockedAccount.newBuilder()
                        .setBaseVestingAccount(schedule(context, parties.to(), amount, 0))
                        .build()));
        bank.send(context, parties.from(), parties.to(), amount);
        return MsgCreatePermanentLockedAccountResponse.getDefaultInstance();
    }

    private Message createPeriodic(Context context, MsgCreatePeriodicVestingAccount message) {
        Parties parties = parties(message.getFromAddress(), message.getToAddress());
        if (message.getStartTime() < 1) {
            throw SdkError.INVALID_REQUEST.failure(
                    "invalid start time of " + message.getStartTime() + ", length must be greater than 0");
        }
        Coins total = checkedTotal(message.getVestingPeriodsList());
        requireNew(context, parties.to(), message.getToAddress());
        bank.requireSendEnabled(context, total);
        long end = message.getStartTime();
        for (Period period : message.getVestingPeriodsList()) {
            end += period.getLength(); // past the end of all time it starts over, as in the reference
        }
        BaseVestingAccount schedule = schedule(context, parties.to(), total, end);
        if (message.getStartTime() >= end) {
            throw SdkError.INVALID_REQUEST.failure("vesting start-time cannot be before end-time");
        }
        accounts.setAccount(
                context,
                new VestingAccount.Periodic(PeriodicVestingAccount.newBuilder()
                        .setBaseVestingAccount(schedule)
                        .setStartTime(message.getStartTime())
                        .addAllVestingPeriods(message.getVestingPeriodsList())
                        .build()));
        bank.send(context, parties.from(), parties.to(), total);
        return MsgCreatePeriodicVestingAccountResponse.getDefaultInstance();
    }

    private static Coins checkedTotal(List<Period> periods) {
        Coins total = Coins.NONE;
        for (int i = 0; i < periods.size(); i++) {
            Period period = periods.get(i);
            if (period.getLength() < 1) {
                throw SdkError.INVALID_REQUEST.failure("invalid period length of " + period.getLength() + " in period "
                        + i + ", length must be greater than 0");
            }
            Coins amount = Coins.ofProto(period.getAmountList());
            checkAmount(amount);
            total = total.plus(amount);
        }
        return total;
    }

    private Parties parties(String from, String to) {
        return new Parties(address(from, "from"), address(to, "to"));
    }

    private Address address(String text, String role) {
        try {
            return accounts.formats().account().parse(text);
        } catch (ChainException e) {
            throw SdkError.INVALID_ADDRESS.failure("invalid '" + role + "' address: " + e.text());
        }
    }

    private static void checkAmount(Coins amount) {
        if (!amount.isValid() || !amount.isAllPositive()) {
            throw SdkError.INVALID_COINS.failure(amount.toString());
        }
    }

    private void requireNew(Context context, Address to, String text) {
        if (bank.isBlocked(to)) {
            throw SdkError.UNAUTHORIZED.failure(text + " is not allowed to receive funds");
        }
        if (accounts.account(context, to).isPresent()) {
            throw SdkError.INVALID_REQUEST.failure("account " + text + " already exists");
        }
    }

    private BaseVestingAccount schedule(Context context, Address to, Coins amount, long end) {
        return BaseVestingAccount.newBuilder()
                .setBaseAccount(accounts.newAccount(context, to).base())
                .addAllOriginalVesting(amount.toProto())
                .setEndTime(end)
                .build();
    }
}
