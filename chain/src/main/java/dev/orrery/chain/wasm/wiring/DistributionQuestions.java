package dev.orrery.chain.wasm.wiring;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRouter;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.wasm.QueryPlugins;
import dev.orrery.msg.DecCoin;
import dev.orrery.msg.DistributionQuery;
import dev.orrery.msg.DistributionResponse;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.QueryResponseJson;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationRewardsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationRewardsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationTotalRewardsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationTotalRewardsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegatorValidatorsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegatorValidatorsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegatorWithdrawAddressRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegatorWithdrawAddressResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What contracts ask about rewards, answered by the queries that clients use. wasmd x/wasm/keeper/query_plugins.go:
 * DistributionQuerier.
 */
record DistributionQuestions(Supplier<QueryRouter> router) implements QueryPlugins.Plugin<DistributionQuery> {
    private static final String SERVICE = "/cosmos.distribution.v1beta1.Query/";

    @Override
    public byte[] answer(Context ctx, DistributionQuery query) {
        return switch (query) {
            case DistributionQuery.DelegatorWithdrawAddress asked -> withdrawAddress(ctx, asked);
            case DistributionQuery.DelegationRewards asked -> rewards(ctx, asked);
            case DistributionQuery.DelegationTotalRewards asked -> totalRewards(ctx, asked);
            case DistributionQuery.DelegatorValidators asked -> validators(ctx, asked);
            case DistributionQuery.Unknown asked ->
                QueryPlugins.NONE.distribution().answer(ctx, asked);
        };
    }

    private byte[] withdrawAddress(Context ctx, DistributionQuery.DelegatorWithdrawAddress asked) {
        var response = (QueryDelegatorWithdrawAddressResponse) ask(
                ctx,
                "DelegatorWithdrawAddress",
                QueryDelegatorWithdrawAddressRequest.newBuilder()
                        .setDelegatorAddress(asked.delegatorAddress())
                        .build());
        return GoJson.encode(
                QueryResponseJson.DELEGATOR_WITHDRAW_ADDRESS,
                new DistributionResponse.DelegatorWithdrawAddress(response.getWithdrawAddress()));
    }

    private byte[] rewards(Context ctx, DistributionQuery.DelegationRewards asked) {
        var response = (QueryDelegationRewardsResponse) ask(
                ctx,
                "DelegationRewards",
                QueryDelegationRewardsRequest.newBuilder()
                        .setDelegatorAddress(asked.delegatorAddress())
                        .setValidatorAddress(asked.validatorAddress())
                        .build());
        return GoJson.encode(
                QueryResponseJson.DELEGATION_REWARDS,
                new DistributionResponse.DelegationRewards(Optional.of(toContract(response.getRewardsList()))));
    }

    private byte[] totalRewards(Context ctx, DistributionQuery.DelegationTotalRewards asked) {
        var response = (QueryDelegationTotalRewardsResponse) ask(
                ctx,
                "DelegationTotalRewards",
                QueryDelegationTotalRewardsRequest.newBuilder()
                        .setDelegatorAddress(asked.delegatorAddress())
                        .build());
        List<DistributionResponse.DelegatorReward> rewards = response.getRewardsList().stream()
                .map(reward -> new DistributionResponse.DelegatorReward(
                        Optional.of(toContract(reward.getRewardList())), reward.getValidatorAddress()))
                .toList();
        return GoJson.encode(
                QueryResponseJson.DELEGATION_TOTAL_REWARDS,
                new DistributionResponse.DelegationTotalRewards(
                        Optional.of(rewards), Optional.of(toContract(response.getTotalList()))));
    }

    /** Quirk: nobody delegated to is written as null, not as a list without anybody. */
    private byte[] validators(Context ctx, DistributionQuery.DelegatorValidators asked) {
        var response = (QueryDelegatorValidatorsResponse) ask(
                ctx,
                "DelegatorValidators",
                QueryDelegatorValidatorsRequest.newBuilder()
                        .setDelegatorAddress(asked.delegatorAddress())
                        .build());
        List<String> validators = List.copyOf(response.getValidatorsList());
        return GoJson.encode(
                QueryResponseJson.DELEGATOR_VALIDATORS,
                new DistributionResponse.DelegatorValidators(
                        validators.isEmpty() ? Optional.empty() : Optional.of(validators)));
    }

    private Message ask(Context ctx, String method, Message request) {
        return Answers.of(() -> router.get().ask(ctx, SERVICE + method, request));
    }

    private static List<DecCoin> toContract(List<dev.orrery.proto.cosmos.base.v1beta1.DecCoin> coins) {
        return coins.stream()
                .map(coin -> new DecCoin(Decimal.ofDigits(coin.getAmount()).toString(), coin.getDenom()))
                .toList();
    }
}
