package dev.orrery.chain.staking;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.consensus.ConsensusModule;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.tx.Ed25519PublicKey;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.PublicKey;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Commission;
import dev.orrery.proto.cosmos.staking.v1beta1.CommissionRates;
import dev.orrery.proto.cosmos.staking.v1beta1.Description;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgCreateValidator;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgCreateValidatorResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgEditValidator;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgEditValidatorResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgUpdateParams;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgUpdateParamsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Messages of validators, and the one that changes parameters. Cosmos SDK x/staking/keeper/msg_server.go. */
record ValidatorMessages(StakingKeeper keeper, ConsensusModule consensus, Authority authority) {
    List<MessageRoute<?>> routes() {
        return List.of(
                MessageRoute.of(MsgCreateValidator.getDefaultInstance(), this::createValidator),
                MessageRoute.of(MsgEditValidator.getDefaultInstance(), this::editValidator),
                MessageRoute.of(MsgUpdateParams.getDefaultInstance(), this::updateParams));
    }

    private Message createValidator(Context context, MsgCreateValidator message) {
        Address operator = keeper.validatorAddress(message.getValidatorAddress(), "validator");
        NewValidators.check(message);
        Decimal rate = Decimal.ofDigits(message.getCommission().getRate());
        Decimal least = Decimal.ofDigits(keeper.validators().params(context).getMinCommissionRate());
        if (rate.compareTo(least) < 0) {
            throw StakingError.COMMISSION_BELOW_MIN.failure(
                    "cannot set validator commission to less than minimum rate of " + least);
        }
        if (keeper.validators().find(context, operator).isPresent()) {
            throw StakingError.VALIDATOR_EXISTS.failure();
        }
        PublicKey key = PublicKey.of(message.getPubkey());
        if (keeper.validators().findByConsensusAddress(context, key.address()).isPresent()) {
            throw StakingError.VALIDATOR_KEY_EXISTS.failure();
        }
        Coin value = Coin.of(message.getValue());
        keeper.requireBondDenom(context, value);
        NewValidators.checkLengths(message.getDescription());
        requireKeyType(context, key);
        Validator created = Validator.newBuilder()
                .setOperatorAddress(message.getValidatorAddress())
                .setConsensusPubkey(message.getPubkey())
                .setStatus(BondStatus.BOND_STATUS_UNBONDED)
                .setTokens("0")
                .setDelegatorShares("0")
                .setDescription(message.getDescription())
                .setUnbondingTime(Timestamp.getDefaultInstance())
                .setCommission(Commission.newBuilder()
                        .setCommissionRates(message.getCommission())
                        .setUpdateTime(Times.timestamp(context.block().time())))
                .setMinSelfDelegation(message.getMinSelfDelegation())
                .build();
        keeper.validators().set(context, created);
        keeper.validators().setByConsensusAddress(context, created);
        keeper.validators().setByPower(context, created);
        keeper.delegations().hooks().afterValidatorCreated(context, operator);
        keeper.delegations().delegate(context, operator, value.amount(), Delegations.Source.ACCOUNT, created);
        context.events()
                .emit("create_validator", "validator", message.getValidatorAddress(), "amount", value.toString());
        return MsgCreateValidatorResponse.getDefaultInstance();
    }

    /** Consensus parameters are at hand in the reference, so asking for them costs nothing. Without any, CometBFT knows one kind. */
    private void requireKeyType(Context context, PublicKey key) {
        List<String> types = consensus
                .params(context.withGas(GasMeter.unlimited()))
                .getValidator()
                .getPubKeyTypesList();
        String type = Validators.keyType(key);
        boolean allowed = types.isEmpty() ? key instanceof Ed25519PublicKey : types.contains(type);
        if (!allowed) {
            throw StakingError.VALIDATOR_KEY_TYPE.failure(
                    "got: " + type + ", expected: [" + String.join(" ", types) + "]");
        }
    }

    private Message editValidator(Context context, MsgEditValidator message) {
        Address operator = keeper.validatorAddress(message.getValidatorAddress(), "validator");
        if (message.getDescription().equals(Description.getDefaultInstance())) {
            throw SdkError.INVALID_REQUEST.failure("empty description");
        }
        boolean changesMinimum = !message.getMinSelfDelegation().isEmpty();
        boolean changesRate = !message.getCommissionRate().isEmpty();
        BigInteger minimum = changesMinimum ? new BigInteger(message.getMinSelfDelegation()) : BigInteger.ZERO;
        if (changesMinimum && minimum.signum() <= 0) {
            throw SdkError.INVALID_REQUEST.failure("minimum self delegation must be a positive integer");
        }
        Decimal rate = Decimal.ofDigits(message.getCommissionRate());
        if (changesRate) {
            NewValidators.checkRate(
                    rate, Decimal.ofDigits(keeper.validators().params(context).getMinCommissionRate()));
        }
        Validator validator = keeper.validators().get(context, operator);
        Validator.Builder edited = validator.toBuilder()
                .setDescription(NewValidators.updated(validator.getDescription(), message.getDescription()));
        if (changesRate) {
            edited.setCommission(changedCommission(context, validator.getCommission(), rate));
        }
        if (changesMinimum) {
            if (minimum.compareTo(new BigInteger(validator.getMinSelfDelegation())) <= 0) {
                throw StakingError.MIN_SELF_DELEGATION_DECREASED.failure();
            }
            if (minimum.compareTo(Shares.tokens(validator)) > 0) {
                throw StakingError.SELF_DELEGATION_BELOW_MINIMUM.failure();
            }
            edited.setMinSelfDelegation(minimum.toString());
        }
        keeper.validators().set(context, edited.build());
        context.events()
                .emit(
                        "edit_validator",
                        "commission_rate",
                        NewValidators.text(edited.getCommission()),
                        "min_self_delegation",
                        edited.getMinSelfDelegation());
        return MsgEditValidatorResponse.getDefaultInstance();
    }

    private Commission changedCommission(Context context, Commission commission, Decimal rate) {
        Instant now = context.block().time();
        CommissionRates rates = commission.getCommissionRates();
        if (Duration.between(Times.instant(commission.getUpdateTime()), now).compareTo(Duration.ofHours(24)) < 0) {
            throw StakingError.COMMISSION_TOO_SOON.failure();
        }
        if (rate.compareTo(Decimal.ofDigits(rates.getMaxRate())) > 0) {
            throw StakingError.COMMISSION_ABOVE_MAX.failure();
        }
        Decimal change = rate.minus(Decimal.ofDigits(rates.getRate()));
        if (change.compareTo(Decimal.ofDigits(rates.getMaxChangeRate())) > 0) {
            throw StakingError.COMMISSION_CHANGE_TOO_LARGE.failure();
        }
        Decimal least = Decimal.ofDigits(keeper.validators().params(context).getMinCommissionRate());
        if (rate.compareTo(least) < 0) {
            throw ChainException.plain("cannot set validator commission to less than minimum rate of " + least);
        }
        return commission.toBuilder()
                .setCommissionRates(rates.toBuilder().setRate(rate.wireText()))
                .setUpdateTime(Times.timestamp(now))
                .build();
    }

    private Message updateParams(Context context, MsgUpdateParams message) {
        authority.require(message.getAuthority());
        NewValidators.check(message.getParams());
        keeper.validators().setParams(context, message.getParams());
        return MsgUpdateParamsResponse.getDefaultInstance();
    }
}
