package dev.orrery.chain.wasm.wiring;

import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRouter;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.staking.Delegations;
import dev.orrery.chain.staking.Shares;
import dev.orrery.chain.staking.StakingKeeper;
import dev.orrery.chain.wasm.AskedAddress;
import dev.orrery.chain.wasm.QueryPlugins;
import dev.orrery.msg.Coin;
import dev.orrery.msg.StakingQuery;
import dev.orrery.msg.StakingResponse;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.QueryResponseJson;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationRewardsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationRewardsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.CommissionRates;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What contracts ask about validators and delegations. wasmd x/wasm/keeper/query_plugins.go: StakingQuerier.
 *
 * @param router answers what a delegation has earned
 */
record StakingQuestions(StakingKeeper staking, AddressFormats formats, Supplier<QueryRouter> router)
        implements QueryPlugins.Plugin<StakingQuery> {
    private static final String REWARDS = "/cosmos.distribution.v1beta1.Query/DelegationRewards";

    @Override
    public byte[] answer(Context ctx, StakingQuery query) {
        return switch (query) {
            case StakingQuery.BondedDenom asked ->
                GoJson.encode(QueryResponseJson.BONDED_DENOM, new StakingResponse.BondedDenom(staking.bondDenom(ctx)));
            case StakingQuery.AllValidators asked ->
                GoJson.encode(
                        QueryResponseJson.ALL_VALIDATORS,
                        new StakingResponse.AllValidators(staking.bondedByPower(ctx).stream()
                                .map(StakingQuestions::toContract)
                                .toList()));
            case StakingQuery.Validator asked ->
                GoJson.encode(
                        QueryResponseJson.ONE_VALIDATOR,
                        new StakingResponse.OneValidator(staking.validators()
                                .find(ctx, formats.validator().parse(asked.address()))
                                .map(StakingQuestions::toContract)));
            case StakingQuery.AllDelegations asked ->
                GoJson.encode(
                        QueryResponseJson.ALL_DELEGATIONS,
                        new StakingResponse.AllDelegations(
                                delegations(ctx, AskedAddress.parse(formats.account(), asked.delegator()))));
            case StakingQuery.Delegation asked ->
                GoJson.encode(
                        QueryResponseJson.ONE_DELEGATION, new StakingResponse.OneDelegation(delegation(ctx, asked)));
            case StakingQuery.Unknown asked -> QueryPlugins.NONE.staking().answer(ctx, asked);
        };
    }

    private List<StakingResponse.Delegation> delegations(Context ctx, Address delegator) {
        List<Delegation> found = staking.delegationsOf(ctx, delegator);
        String denom = staking.bondDenom(ctx);
        return found.stream()
                .map(delegation -> new StakingResponse.Delegation(
                        delegation.getDelegatorAddress(),
                        delegation.getValidatorAddress(),
                        amount(validatorOf(ctx, delegation), delegation, denom)))
                .toList();
    }

    private Optional<StakingResponse.FullDelegation> delegation(Context ctx, StakingQuery.Delegation asked) {
        Address delegator = AskedAddress.parse(formats.account(), asked.delegator());
        Address operator = AskedAddress.parse(formats.validator(), asked.validator());
        return staking.delegations().find(ctx, delegator, operator).map(delegation -> {
            Validator validator = validatorOf(ctx, delegation);
            String denom = staking.bondDenom(ctx);
            Coin amount = amount(validator, delegation, denom);
            // Quirk: as soon as a part was redelegated, all of it is said to be bound.
            boolean bound = staking.delegations().redelegations().isReceiving(ctx, delegator, operator);
            return new StakingResponse.FullDelegation(
                    delegation.getDelegatorAddress(),
                    delegation.getValidatorAddress(),
                    amount,
                    rewards(ctx, delegation),
                    bound ? new Coin(denom, "0") : amount);
        });
    }

    /** Over a branch: working out what was earned ends a period of the validator's. */
    private List<Coin> rewards(Context ctx, Delegation delegation) {
        QueryDelegationRewardsRequest request = QueryDelegationRewardsRequest.newBuilder()
                .setDelegatorAddress(delegation.getDelegatorAddress())
                .setValidatorAddress(delegation.getValidatorAddress())
                .build();
        var response =
                (QueryDelegationRewardsResponse) Answers.of(() -> router.get().ask(ctx.branch(), REWARDS, request));
        return response.getRewardsList().stream()
                .map(reward -> new Coin(
                        reward.getDenom(),
                        Decimal.ofDigits(reward.getAmount()).truncated().toString()))
                .toList();
    }

    private Validator validatorOf(Context ctx, Delegation delegation) {
        try {
            return staking.validators().get(ctx, formats.validator().parse(delegation.getValidatorAddress()));
        } catch (ChainException e) {
            throw e.in("can't load validator for delegation");
        }
    }

    private static Coin amount(Validator validator, Delegation delegation, String denom) {
        Decimal tokens = Shares.toTokens(validator, Delegations.sharesOf(delegation));
        return new Coin(denom, tokens.truncated().toString());
    }

    private static StakingResponse.Validator toContract(Validator validator) {
        CommissionRates rates = validator.getCommission().getCommissionRates();
        return new StakingResponse.Validator(
                validator.getOperatorAddress(),
                Decimal.ofDigits(rates.getRate()).toString(),
                Decimal.ofDigits(rates.getMaxRate()).toString(),
                Decimal.ofDigits(rates.getMaxChangeRate()).toString());
    }
}
