package dev.orrery.chain.protocolpool;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmos.protocolpool.v1.ContinuousFund;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgCancelContinuousFund;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgCancelContinuousFundResponse;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgCommunityPoolSpend;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgCommunityPoolSpendResponse;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgCreateContinuousFund;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgCreateContinuousFundResponse;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgFundCommunityPool;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgFundCommunityPoolResponse;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgUpdateParams;
import dev.orrery.proto.cosmos.protocolpool.v1.MsgUpdateParamsResponse;
import java.util.List;

/** Messages about the community's coins. Cosmos SDK x/protocolpool/keeper/msg_server.go. */
record PoolMessages(PoolKeeper keeper, AddressFormat addresses, Authority authority) {
    List<MessageRoute<?>> routes() {
        return List.of(
                MessageRoute.of(MsgFundCommunityPool.getDefaultInstance(), this::fund),
                MessageRoute.of(MsgCommunityPoolSpend.getDefaultInstance(), this::spend),
                MessageRoute.of(MsgCreateContinuousFund.getDefaultInstance(), this::promise),
                MessageRoute.of(MsgCancelContinuousFund.getDefaultInstance(), this::cancel),
                MessageRoute.of(MsgUpdateParams.getDefaultInstance(), this::updateParams));
    }

    private Message fund(Context context, MsgFundCommunityPool message) {
        Address depositor = parse(message.getDepositor(), "depositor");
        keeper.fund(context, depositor, amount(message.getAmountList()));
        return MsgFundCommunityPoolResponse.getDefaultInstance();
    }

    private Message spend(Context context, MsgCommunityPoolSpend message) {
        requireAuthority(message.getAuthority());
        Coins amount = amount(message.getAmountList());
        keeper.spend(context, addresses.parse(message.getRecipient()), amount);
        return MsgCommunityPoolSpendResponse.getDefaultInstance();
    }

    private Message promise(Context context, MsgCreateContinuousFund message) {
        requireAuthority(message.getAuthority());
        Address receiver = addresses.parse(message.getRecipient());
        if (keeper.bank().isBlocked(receiver)) {
            throw ChainException.plain("recipient is blocked in the bank keeper: " + message.getRecipient());
        }
        if (PoolKeys.FUNDS.has(context, receiver)) {
            throw ChainException.plain("continuous fund already exists for recipient " + message.getRecipient());
        }
        Decimal percentage = Decimal.ofDigits(message.getPercentage());
        checkPercentage(percentage);
        ContinuousFund.Builder fund =
                ContinuousFund.newBuilder().setRecipient(message.getRecipient()).setPercentage(percentage.wireText());
        if (message.hasExpiry()) {
            fund.setExpiry(message.getExpiry());
        }
        if (PoolKeeper.isOver(context, fund.build())) {
            throw ChainException.plain("expiry time " + Times.instant(message.getExpiry())
                    + " cannot be less than the current block time "
                    + context.block().time());
        }
        requireRoom(context, percentage);
        PoolKeys.FUNDS.set(context, receiver, fund.build());
        return MsgCreateContinuousFundResponse.getDefaultInstance();
    }

    private static void checkPercentage(Decimal percentage) {
        if (percentage.isZero()) {
            throw ChainException.plain("invalid continuous fund: percentage cannot be zero or empty");
        }
        if (percentage.isNegative()) {
            throw ChainException.plain("invalid continuous fund: percentage cannot be negative");
        }
        if (percentage.compareTo(Decimal.ONE) > 0) {
            throw ChainException.plain("invalid continuous fund: percentage cannot be greater than one");
        }
    }

    private static void requireRoom(Context context, Decimal more) {
        Decimal promised = PoolKeeper.funds(context).stream()
                .map(fund -> Decimal.ofDigits(fund.getPercentage()))
                .reduce(Decimal.ZERO, Decimal::plus);
        if (promised.plus(more).compareTo(Decimal.ONE) > 0) {
            throw ChainException.plain("cannot set continuous fund proposal\ntotal funds percentage exceeds 100\n"
                    + "current total percentage: "
                    + promised.times(Decimal.of(100)).truncated());
        }
    }

    private Message cancel(Context context, MsgCancelContinuousFund message) {
        requireAuthority(message.getAuthority());
        Address receiver = addresses.parse(message.getRecipient());
        if (!PoolKeys.FUNDS.has(context, receiver)) {
            throw ChainException.plain(
                    "cannot cancel continuous fund for recipient " + message.getRecipient() + " - does not exist");
        }
        PoolKeys.FUNDS.remove(context, receiver);
        return MsgCancelContinuousFundResponse.newBuilder()
                .setCanceledTime(Times.timestamp(context.block().time()))
                .setCanceledHeight(context.block().height())
                .setRecipient(message.getRecipient())
                .build();
    }

    private Message updateParams(Context context, MsgUpdateParams message) {
        requireAuthority(message.getAuthority());
        try {
            PoolKeeper.check(message.getParams());
        } catch (ChainException e) {
            throw e.in("invalid params");
        }
        PoolKeys.PARAMS.set(context, message.getParams());
        return MsgUpdateParamsResponse.getDefaultInstance();
    }

    /** The same rule as everywhere, said in the module's own code. */
    private void requireAuthority(String claimed) {
        parse(claimed, "authority");
        if (!claimed.equals(authority.address())) {
            throw PoolError.INVALID_SIGNER.failure(
                    "invalid authority; expected " + authority.address() + ", got " + claimed);
        }
    }

    private static Coins amount(List<Coin> list) {
        if (list.isEmpty()) {
            throw SdkError.INVALID_COINS.failure("amount cannot be nil");
        }
        Coins amount = Coins.ofProto(list);
        if (!amount.isValid()) {
            throw SdkError.INVALID_COINS.failure(amount.toString());
        }
        return amount;
    }

    private Address parse(String text, String role) {
        try {
            return addresses.parse(text);
        } catch (ChainException e) {
            throw SdkError.INVALID_ADDRESS.failure("invalid " + role + " address: " + e.text());
        }
    }
}
