package dev.orrery.chain.staking;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgBeginRedelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgBeginRedelegateResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgCancelUnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgCancelUnbondingDelegationResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgDelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgDelegateResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgUndelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgUndelegateResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegationEntry;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Messages of those who back validators. Cosmos SDK x/staking/keeper/msg_server.go. */
record DelegationMessages(StakingKeeper keeper) {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    List<MessageRoute<?>> routes() {
        return List.of(
                MessageRoute.of(MsgDelegate.getDefaultInstance(), this::delegate),
                MessageRoute.of(MsgBeginRedelegate.getDefaultInstance(), this::redelegate),
                MessageRoute.of(MsgUndelegate.getDefaultInstance(), this::undelegate),
                MessageRoute.of(MsgCancelUnbondingDelegation.getDefaultInstance(), this::cancel));
    }

    private Message delegate(Context context, MsgDelegate message) {
        Address operator = keeper.validatorAddress(message.getValidatorAddress(), "validator");
        Address delegator = keeper.delegatorAddress(message.getDelegatorAddress());
        Coin amount = amount(message.getAmount(), "invalid delegation amount");
        Validator validator = keeper.validators().get(context, operator);
        keeper.requireBondDenom(context, amount);
        Decimal shares = keeper.delegations()
                .delegate(context, delegator, amount.amount(), Delegations.Source.ACCOUNT, validator);
        context.events()
                .emit(
                        "delegate",
                        "validator",
                        message.getValidatorAddress(),
                        "delegator",
                        message.getDelegatorAddress(),
                        "amount",
                        amount.toString(),
                        "new_shares",
                        shares.toString());
        return MsgDelegateResponse.getDefaultInstance();
    }

    private Message redelegate(Context context, MsgBeginRedelegate message) {
        Address source = keeper.validatorAddress(message.getValidatorSrcAddress(), "source validator");
        Address destination = keeper.validatorAddress(message.getValidatorDstAddress(), "destination validator");
        Address delegator = keeper.delegatorAddress(message.getDelegatorAddress());
        Coin amount = amount(message.getAmount(), "invalid shares amount");
        Decimal shares = keeper.delegations().sharesFor(context, delegator, source, amount.amount());
        keeper.requireBondDenom(context, amount);
        Instant over = keeper.delegations().redelegate(context, delegator, source, destination, shares);
        context.events()
                .emit(
                        "redelegate",
                        "source_validator",
                        message.getValidatorSrcAddress(),
                        "destination_validator",
                        message.getValidatorDstAddress(),
                        "amount",
                        amount.toString(),
                        "completion_time",
                        SECONDS.format(over));
        return MsgBeginRedelegateResponse.newBuilder()
                .setCompletionTime(Times.timestamp(over))
                .build();
    }

    private Message undelegate(Context context, MsgUndelegate message) {
        Address operator = keeper.validatorAddress(message.getValidatorAddress(), "validator");
        Address delegator = keeper.delegatorAddress(message.getDelegatorAddress());
        Coin amount = amount(message.getAmount(), "invalid shares amount");
        Decimal shares = keeper.delegations().sharesFor(context, delegator, operator, amount.amount());
        keeper.requireBondDenom(context, amount);
        Delegations.Undelegated undelegated = keeper.delegations().undelegate(context, delegator, operator, shares);
        Coin returned = new Coin(amount.denom(), undelegated.tokens());
        context.events()
                .emit(
                        "unbond",
                        "validator",
                        message.getValidatorAddress(),
                        "delegator",
                        message.getDelegatorAddress(),
                        "amount",
                        returned.toString(),
                        "completion_time",
                        SECONDS.format(undelegated.free()));
        return MsgUndelegateResponse.newBuilder()
                .setCompletionTime(Times.timestamp(undelegated.free()))
                .setAmount(returned.toProto())
                .build();
    }

    private Message cancel(Context context, MsgCancelUnbondingDelegation message) {
        Address operator = keeper.validatorAddress(message.getValidatorAddress(), "validator");
        Address delegator = keeper.delegatorAddress(message.getDelegatorAddress());
        Coin amount = amount(message.getAmount(), "invalid amount");
        if (message.getCreationHeight() <= 0) {
            throw SdkError.INVALID_REQUEST.failure("invalid height");
        }
        keeper.requireBondDenom(context, amount);
        Validator validator = keeper.validators().get(context, operator);
        if (Shares.areWorthless(validator)) {
            throw StakingError.WORTHLESS_SHARES.failure();
        }
        if (validator.getJailed()) {
            throw StakingError.VALIDATOR_JAILED.failure();
        }
        UnbondingDelegation unbonding = keeper.delegations()
                .unbondings()
                .find(context, delegator, operator)
                .orElseThrow(() -> ChainException.plain("rpc error: code = NotFound desc = unbonding delegation with"
                        + " delegator " + message.getDelegatorAddress() + " not found for validator "
                        + message.getValidatorAddress()));
        int index = entryAt(unbonding, message.getCreationHeight());
        BigInteger rest = restOf(context, unbonding.getEntries(index), amount.amount());
        keeper.delegations().delegate(context, delegator, amount.amount(), Delegations.Source.NOT_BONDED, validator);
        UnbondingDelegation.Builder changed = unbonding.toBuilder();
        if (rest.signum() == 0) {
            changed.removeEntries(index);
        } else {
            UnbondingDelegationEntry.Builder entry = changed.getEntriesBuilder(index);
            entry.setInitialBalance(new BigInteger(entry.getInitialBalance())
                            .subtract(amount.amount())
                            .toString())
                    .setBalance(rest.toString());
        }
        keeper.delegations().unbondings().setOrRemove(context, delegator, operator, changed.build());
        context.events()
                .emit(
                        "cancel_unbonding_delegation",
                        "amount",
                        amount.toString(),
                        "validator",
                        message.getValidatorAddress(),
                        "delegator",
                        message.getDelegatorAddress(),
                        "creation_height",
                        String.valueOf(message.getCreationHeight()));
        return MsgCancelUnbondingDelegationResponse.getDefaultInstance();
    }

    private static int entryAt(UnbondingDelegation unbonding, long height) {
        for (int i = 0; i < unbonding.getEntriesCount(); i++) {
            if (unbonding.getEntries(i).getCreationHeight() == height) {
                return i;
            }
        }
        throw SdkError.NOT_FOUND.failure("unbonding delegation entry is not found at block height " + height);
    }

    private static BigInteger restOf(Context context, UnbondingDelegationEntry entry, BigInteger taken) {
        BigInteger rest = new BigInteger(entry.getBalance()).subtract(taken);
        if (rest.signum() < 0) {
            throw SdkError.INVALID_REQUEST.failure("amount is greater than the unbonding delegation entry balance");
        }
        if (Times.instant(entry.getCompletionTime()).isBefore(context.block().time())) {
            throw SdkError.INVALID_REQUEST.failure("unbonding delegation is already processed");
        }
        return rest;
    }

    private static Coin amount(dev.orrery.proto.cosmos.base.v1beta1.Coin message, String complaint) {
        Coin amount = Coin.of(message);
        if (amount.fault().isPresent() || !amount.isPositive()) {
            throw SdkError.INVALID_REQUEST.failure(complaint);
        }
        return amount;
    }
}
