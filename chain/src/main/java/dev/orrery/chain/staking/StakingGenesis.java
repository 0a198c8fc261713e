package dev.orrery.chain.staking;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.wire.GoInteger;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.staking.v1beta1.LastValidatorPower;
import dev.orrery.proto.cosmos.staking.v1beta1.Redelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegationEntry;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.math.BigInteger;
import java.util.List;

/** Validators and delegations to start with. Cosmos SDK x/staking/keeper/genesis.go. */
final class StakingGenesis {
    private final StakingKeeper keeper;
    private final Context context;
    private final GenesisState genesis;
    private BigInteger bonded = BigInteger.ZERO;
    private BigInteger notBonded = BigInteger.ZERO;

    private StakingGenesis(StakingKeeper keeper, Context context, GenesisState genesis) {
        this.keeper = keeper;
        this.context = context;
        this.genesis = genesis;
    }

    static List<ValidatorUpdate> init(Context context, StakingKeeper keeper, GenesisState genesis) {
        return new StakingGenesis(keeper, context.withBlock(context.block().atHeight(0)), genesis).run();
    }

    static GenesisState export(Context context, StakingKeeper keeper) {
        AddressFormat validators = keeper.formats().validator();
        return GenesisState.newBuilder()
                .setParams(keeper.validators().params(context))
                .setLastTotalPower(StakingKeys.LAST_TOTAL_POWER
                        .get(context)
                        .map(power -> ByteString.copyFromUtf8(power.getInt()))
                        .orElse(ByteString.copyFromUtf8("0")))
                .addAllLastValidatorPowers(StakingKeys.LAST_POWERS.entries(context).stream()
                        .map(last -> LastValidatorPower.newBuilder()
                                .setAddress(validators.text(last.key()))
                                .setPower(last.value().getValue())
                                .build())
                        .toList())
                .addAllValidators(StakingKeys.VALIDATORS.values(context))
                .addAllDelegations(StakingKeys.DELEGATIONS.values(context))
                .addAllUnbondingDelegations(StakingKeys.UNBONDING.values(context))
                .addAllRedelegations(StakingKeys.REDELEGATIONS.values(context))
                .setExported(true)
                .build();
    }

    private List<ValidatorUpdate> run() {
        NewValidators.check(genesis.getParams());
        keeper.validators().setParams(context, genesis.getParams());
        keeper.validatorSet()
                .setLastTotalPower(
                        context,
                        GoInteger.parse(genesis.getLastTotalPower().toStringUtf8())
                                .longValueExact());
        genesis.getValidatorsList().forEach(this::add);
        genesis.getDelegationsList().forEach(this::add);
        genesis.getUnbondingDelegationsList().forEach(this::add);
        genesis.getRedelegationsList().forEach(this::add);
        keeper.pools().requireBalance(context, Pools.BONDED, "bonded", bonded);
        keeper.pools().requireBalance(context, Pools.NOT_BONDED, "not bonded", notBonded);
        return genesis.getExported()
                ? genesis.getLastValidatorPowersList().stream()
                        .map(this::continued)
                        .toList()
                : keeper.validatorSet().apply(context);
    }

    private void add(Validator validator) {
        Validators validators = keeper.validators();
        validators.set(context, validator);
        validators.setByConsensusAddress(context, validator);
        validators.setByPower(context, validator);
        if (!genesis.getExported()) {
            keeper.delegations().hooks().afterValidatorCreated(context, validators.operatorOf(validator));
        }
        if (validator.getStatus() == BondStatus.BOND_STATUS_UNBONDING) {
            keeper.validatorSet().enterQueue(context, validator);
        }
        switch (validator.getStatus()) {
            case BOND_STATUS_BONDED -> bonded = bonded.add(Shares.tokens(validator));
            case BOND_STATUS_UNBONDING, BOND_STATUS_UNBONDED -> notBonded = notBonded.add(Shares.tokens(validator));
            case BOND_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("invalid validator status");
        }
    }

    private void add(Delegation delegation) {
        Address delegator = delegator(delegation.getDelegatorAddress());
        Address validator = validator(delegation.getValidatorAddress());
        StakingHooks hooks = keeper.delegations().hooks();
        if (!genesis.getExported()) {
            hooks.beforeDelegationCreated(context, delegator, validator);
        }
        keeper.delegations().set(context, delegator, validator, delegation);
        if (!genesis.getExported()) {
            hooks.afterDelegationModified(context, delegator, validator);
        }
    }

    private void add(UnbondingDelegation unbonding) {
        Unbondings unbondings = keeper.delegations().unbondings();
        String delegator = unbonding.getDelegatorAddress();
        String validator = unbonding.getValidatorAddress();
        unbondings.set(context, delegator(delegator), validator(validator), unbonding);
        for (UnbondingDelegationEntry entry : unbonding.getEntriesList()) {
            unbondings.enqueue(context, Times.instant(entry.getCompletionTime()), delegator, validator);
            notBonded = notBonded.add(GoInteger.parse(entry.getBalance()));
        }
    }

    private void add(Redelegation redelegation) {
        Redelegations redelegations = keeper.delegations().redelegations();
        redelegations.set(
                context,
                delegator(redelegation.getDelegatorAddress()),
                validator(redelegation.getValidatorSrcAddress()),
                validator(redelegation.getValidatorDstAddress()),
                redelegation);
        redelegation
                .getEntriesList()
                .forEach(entry ->
                        redelegations.enqueue(context, Times.instant(entry.getCompletionTime()), redelegation));
    }

    /** A validator of an earlier chain that this one goes on with. */
    private ValidatorUpdate continued(LastValidatorPower last) {
        Address operator = validator(last.getAddress());
        keeper.validatorSet().setLastPower(context, operator, last.getPower());
        return ValidatorSet.update(keeper.validators().get(context, operator), last.getPower());
    }

    private Address delegator(String text) {
        return keeper.formats().account().parse(text);
    }

    private Address validator(String text) {
        return keeper.formats().validator().parse(text);
    }
}
