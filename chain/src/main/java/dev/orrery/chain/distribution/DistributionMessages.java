package dev.orrery.chain.distribution;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.staking.Shares;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgCommunityPoolSpend;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgDepositValidatorRewardsPool;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgDepositValidatorRewardsPoolResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgFundCommunityPool;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgSetWithdrawAddress;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgSetWithdrawAddressResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgUpdateParams;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgUpdateParamsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgWithdrawDelegatorRewardResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgWithdrawValidatorCommissionResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.Params;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorCurrentRewards;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.util.List;

/** Messages about rewards. Cosmos SDK x/distribution/keeper/msg_server.go. */
record DistributionMessages(DistributionKeeper keeper, AddressFormats formats, Authority authority) {
    List<MessageRoute<?>> routes() {
        return List.of(
                MessageRoute.of(MsgSetWithdrawAddress.getDefaultInstance(), this::setWithdrawAddress),
                MessageRoute.of(MsgWithdrawDelegatorReward.getDefaultInstance(), this::withdraw),
                MessageRoute.of(MsgWithdrawValidatorCommission.getDefaultInstance(), this::withdrawCommission),
                MessageRoute.of(MsgFundCommunityPool.getDefaultInstance(), this::fundCommunityPool),
                MessageRoute.of(MsgUpdateParams.getDefaultInstance(), this::updateParams),
                MessageRoute.of(MsgCommunityPoolSpend.getDefaultInstance(), this::spendCommunityPool),
                MessageRoute.of(MsgDepositValidatorRewardsPool.getDefaultInstance(), this::deposit));
    }

    private Message setWithdrawAddress(Context context, MsgSetWithdrawAddress message) {
        Address delegator = parse(formats.account(), message.getDelegatorAddress(), "delegator");
        Address receiver = parse(formats.account(), message.getWithdrawAddress(), "withdraw");
        keeper.setWithdrawAddress(context, delegator, receiver);
        return MsgSetWithdrawAddressResponse.getDefaultInstance();
    }

    private Message withdraw(Context context, MsgWithdrawDelegatorReward message) {
        Address operator = parse(formats.validator(), message.getValidatorAddress(), "validator");
        Address delegator = parse(formats.account(), message.getDelegatorAddress(), "delegator");
        return MsgWithdrawDelegatorRewardResponse.newBuilder()
                .addAllAmount(keeper.withdraw(context, delegator, operator).toProto())
                .build();
    }

    private Message withdrawCommission(Context context, MsgWithdrawValidatorCommission message) {
        Address operator = parse(formats.validator(), message.getValidatorAddress(), "validator");
        return MsgWithdrawValidatorCommissionResponse.newBuilder()
                .addAllAmount(keeper.withdrawCommission(context, operator).toProto())
                .build();
    }

    private static Address parse(AddressFormat format, String text, String role) {
        try {
            return format.parse(text);
        } catch (ChainException e) {
            throw SdkError.INVALID_ADDRESS.failure("invalid " + role + " address: " + e.text());
        }
    }

    private Message fundCommunityPool(Context context, MsgFundCommunityPool message) {
        throw SdkError.INVALID_REQUEST.failure("external community pool is enabled - use the FundCommunityPool method"
                + " exposed by the external community pool");
    }

    private Message spendCommunityPool(Context context, MsgCommunityPoolSpend message) {
        throw SdkError.INVALID_REQUEST.failure(
                "external community pool is enabled -  use the DistributFromCommunityPool"
                        + " method exposed by the external community pool");
    }

    private Message updateParams(Context context, MsgUpdateParams message) {
        parse(formats.account(), message.getAuthority(), "authority");
        authority.require(message.getAuthority());
        Params params = message.getParams();
        if (!Decimal.ofDigits(params.getBaseProposerReward()).isZero()
                || !Decimal.ofDigits(params.getBonusProposerReward()).isZero()) {
            throw SdkError.INVALID_REQUEST.failure(
                    "cannot update base or bonus proposer reward because these are deprecated fields");
        }
        checkTax(params);
        DistributionKeys.PARAMS.set(context, params);
        return MsgUpdateParamsResponse.getDefaultInstance();
    }

    static void checkTax(Params params) {
        Decimal tax = Decimal.ofDigits(params.getCommunityTax());
        if (tax.isNegative()) {
            throw ChainException.plain("community tax must be positive: " + tax);
        }
        if (tax.compareTo(Decimal.ONE) > 0) {
            throw ChainException.plain("community tax too large: " + tax);
        }
    }

    private Message deposit(Context context, MsgDepositValidatorRewardsPool message) {
        Address depositor = formats.account().parse(message.getDepositor());
        Coins amount = Coins.ofProto(message.getAmountList());
        keeper.deposit(context, depositor, amount);
        Address operator = formats.validator().parse(message.getValidatorAddress());
        Validator validator = keeper.staking().validators().get(context, operator);
        keeper.allocate(context, validator, DecimalCoins.of(amount));
        if (Shares.tokens(validator).signum() != 0) {
            requireRoom(context, operator);
        }
        return MsgDepositValidatorRewardsPoolResponse.getDefaultInstance();
    }

    /** A deposit so large that the sums of rewards could overflow would stop the chain later. */
    private static void requireRoom(Context context, Address operator) {
        ValidatorCurrentRewards current = Periods.current(context, operator);
        DecimalCoins sum = Periods.sumOf(Periods.historical(context, operator, current.getPeriod() - 1));
        if (sum.isZero()) {
            return;
        }
        try {
            sum.plus(DecimalCoins.ofProto(current.getRewardsList()));
        } catch (ArithmeticException e) {
            throw ChainException.plain("unable to deposit coins: deposit is too large: " + e.getMessage());
        }
    }
}
