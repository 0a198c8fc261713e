package dev.orrery.chain.distribution;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.chain.collection.FilteredPage;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.error.SdkError;
import dev.orrery.proto.cosmos.distribution.v1beta1.DelegationDelegatorReward;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryCommunityPoolRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationRewardsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationRewardsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationTotalRewardsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationTotalRewardsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegatorValidatorsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegatorValidatorsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegatorWithdrawAddressRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegatorWithdrawAddressResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryParamsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryParamsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorCommissionRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorCommissionResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorDistributionInfoRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorDistributionInfoResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorOutstandingRewardsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorOutstandingRewardsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorSlashesRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorSlashesResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorAccumulatedCommission;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorOutstandingRewards;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorSlashEvent;
import java.util.List;

/** Questions about rewards. Cosmos SDK x/distribution/keeper/grpc_query.go. */
record DistributionQueries(DistributionKeeper keeper, AddressFormats formats) {
    private static final String SERVICE = "/cosmos.distribution.v1beta1.Query/";

    List<QueryRoute<?>> routes() {
        return List.of(
                new QueryRoute<>(SERVICE + "Params", QueryParamsRequest.getDefaultInstance(), this::params),
                new QueryRoute<>(
                        SERVICE + "ValidatorDistributionInfo",
                        QueryValidatorDistributionInfoRequest.getDefaultInstance(),
                        this::info),
                new QueryRoute<>(
                        SERVICE + "ValidatorOutstandingRewards",
                        QueryValidatorOutstandingRewardsRequest.getDefaultInstance(),
                        this::outstanding),
                new QueryRoute<>(
                        SERVICE + "ValidatorCommission",
                        QueryValidatorCommissionRequest.getDefaultInstance(),
                        this::commission),
                new QueryRoute<>(
                        SERVICE + "ValidatorSlashes", QueryValidatorSlashesRequest.getDefaultInstance(), this::slashes),
                new QueryRoute<>(
                        SERVICE + "DelegationRewards",
                        QueryDelegationRewardsRequest.getDefaultInstance(),
                        this::rewards),
                new QueryRoute<>(
                        SERVICE + "DelegationTotalRewards",
                        QueryDelegationTotalRewardsRequest.getDefaultInstance(),
                        this::totalRewards),
                new QueryRoute<>(
                        SERVICE + "DelegatorValidators",
                        QueryDelegatorValidatorsRequest.getDefaultInstance(),
                        this::validators),
                new QueryRoute<>(
                        SERVICE + "DelegatorWithdrawAddress",
                        QueryDelegatorWithdrawAddressRequest.getDefaultInstance(),
                        this::withdrawAddress),
                new QueryRoute<>(
                        SERVICE + "CommunityPool",
                        QueryCommunityPoolRequest.getDefaultInstance(),
                        this::communityPool));
    }

    private Message params(Context context, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(keeper.params(context))
                .build();
    }

    private Message info(Context context, QueryValidatorDistributionInfoRequest request) {
        Address operator = validator(request.getValidatorAddress());
        DecimalCoins rewards = keeper.earned(context, operator, operator);
        return QueryValidatorDistributionInfoResponse.newBuilder()
                .setOperatorAddress(formats.account().text(operator))
                .addAllSelfBondRewards(rewards.toProto())
                .addAllCommission(Earnings.commission(context, operator).toProto())
                .build();
    }

    private Message outstanding(Context context, QueryValidatorOutstandingRewardsRequest request) {
        Address operator = validator(request.getValidatorAddress());
        keeper.staking().validators().get(context, operator);
        return QueryValidatorOutstandingRewardsResponse.newBuilder()
                .setRewards(ValidatorOutstandingRewards.newBuilder()
                        .addAllRewards(Earnings.outstanding(context, operator).toProto()))
                .build();
    }

    private Message commission(Context context, QueryValidatorCommissionRequest request) {
        Address operator = validator(request.getValidatorAddress());
        keeper.staking().validators().get(context, operator);
        return QueryValidatorCommissionResponse.newBuilder()
                .setCommission(ValidatorAccumulatedCommission.newBuilder()
                        .addAllCommission(Earnings.commission(context, operator).toProto()))
                .build();
    }

    private Message slashes(Context context, QueryValidatorSlashesRequest request) {
        requireText(request.getValidatorAddress(), "validator");
        long from = request.getStartingHeight();
        long to = request.getEndingHeight();
        if (Long.compareUnsigned(to, from) < 0) {
            throw QueryStatus.INVALID_ARGUMENT.failure("starting height greater than ending height ("
                    + Long.toUnsignedString(from) + " > " + Long.toUnsignedString(to) + ")");
        }
        Page<ValidatorSlashEvent> page = FilteredPage.of(
                context,
                DistributionKeys.SLASHES,
                Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, slashed(request.getValidatorAddress())),
                request.getPagination(),
                (key, slash) -> Long.compareUnsigned(slash.getValidatorPeriod(), from) >= 0
                        && Long.compareUnsigned(slash.getValidatorPeriod(), to) <= 0,
                (key, slash) -> slash);
        return QueryValidatorSlashesResponse.newBuilder()
                .addAllSlashes(page.items())
                .setPagination(page.response())
                .build();
    }

    private Address slashed(String text) {
        try {
            return formats.validator().parse(text);
        } catch (ChainException e) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid validator address");
        }
    }

    private Message rewards(Context context, QueryDelegationRewardsRequest request) {
        requireText(request.getDelegatorAddress(), "delegator");
        Address operator = validator(request.getValidatorAddress());
        keeper.staking().validators().get(context, operator);
        Address delegator = formats.account().parse(request.getDelegatorAddress());
        return QueryDelegationRewardsResponse.newBuilder()
                .addAllRewards(keeper.earned(context, delegator, operator).toProto())
                .build();
    }

    private Message totalRewards(Context context, QueryDelegationTotalRewardsRequest request) {
        QueryDelegationTotalRewardsResponse.Builder response = QueryDelegationTotalRewardsResponse.newBuilder();
        DecimalCoins total = DecimalCoins.NONE;
        for (DistributionKeeper.Earned each : keeper.earnedByAll(context, delegator(request.getDelegatorAddress()))) {
            response.addRewards(DelegationDelegatorReward.newBuilder()
                    .setValidatorAddress(each.validator())
                    .addAllReward(each.rewards().toProto()));
            total = total.plus(each.rewards());
        }
        return response.addAllTotal(total.toProto()).build();
    }

    private Message validators(Context context, QueryDelegatorValidatorsRequest request) {
        return QueryDelegatorValidatorsResponse.newBuilder()
                .addAllValidators(keeper.validatorsOf(context, delegator(request.getDelegatorAddress())))
                .build();
    }

    private Message withdrawAddress(Context context, QueryDelegatorWithdrawAddressRequest request) {
        Address receiver = keeper.withdrawAddress(context, delegator(request.getDelegatorAddress()));
        return QueryDelegatorWithdrawAddressResponse.newBuilder()
                .setWithdrawAddress(formats.account().text(receiver))
                .build();
    }

    private Message communityPool(Context context, QueryCommunityPoolRequest request) {
        throw SdkError.INVALID_REQUEST.failure("external community pool is enabled - use the CommunityPool query"
                + " exposed by the external community pool");
    }

    private Address validator(String text) {
        requireText(text, "validator");
        return formats.validator().parse(text);
    }

    private Address delegator(String text) {
        requireText(text, "delegator");
        return formats.account().parse(text);
    }

    private static void requireText(String text, String role) {
        if (text.isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("empty " + role + " address");
        }
    }
}
