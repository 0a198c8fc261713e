package dev.orrery.chain.staking;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.FilteredPage;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Pool;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegatorValidatorRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegatorValidatorResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegatorValidatorsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegatorValidatorsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryHistoricalInfoRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryHistoricalInfoResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryParamsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryParamsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryPoolRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryPoolResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.util.List;
import java.util.Set;

/** Questions about validators, the pools and the parameters. Cosmos SDK x/staking/keeper/grpc_query.go. */
record ValidatorQueries(StakingKeeper keeper) {
    private static final String SERVICE = "/cosmos.staking.v1beta1.Query/";
    private static final Set<String> STATUSES =
            Set.of("", "BOND_STATUS_BONDED", "BOND_STATUS_UNBONDING", "BOND_STATUS_UNBONDED");

    List<QueryRoute<?>> routes() {
        return List.of(
                new QueryRoute<>(SERVICE + "Validators", QueryValidatorsRequest.getDefaultInstance(), this::validators),
                new QueryRoute<>(SERVICE + "Validator", QueryValidatorRequest.getDefaultInstance(), this::validator),
                new QueryRoute<>(
                        SERVICE + "DelegatorValidators",
                        QueryDelegatorValidatorsRequest.getDefaultInstance(),
                        this::ofDelegator),
                new QueryRoute<>(
                        SERVICE + "DelegatorValidator",
                        QueryDelegatorValidatorRequest.getDefaultInstance(),
                        this::oneOfDelegator),
                new QueryRoute<>(
                        SERVICE + "HistoricalInfo", QueryHistoricalInfoRequest.getDefaultInstance(), this::history),
                new QueryRoute<>(SERVICE + "Pool", QueryPoolRequest.getDefaultInstance(), this::pool),
                new QueryRoute<>(SERVICE + "Params", QueryParamsRequest.getDefaultInstance(), this::params));
    }

    private Message validators(Context context, QueryValidatorsRequest request) {
        String status = request.getStatus();
        if (!STATUSES.contains(status)) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid validator status " + status);
        }
        Page<Validator> page = QueryTexts.internal(() -> FilteredPage.of(
                context,
                StakingKeys.VALIDATORS,
                new byte[0],
                request.getPagination(),
                (operator, validator) ->
                        status.isEmpty() || validator.getStatus().name().equals(status),
                (operator, validator) -> validator));
        return QueryValidatorsResponse.newBuilder()
                .addAllValidators(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message validator(Context context, QueryValidatorRequest request) {
        Address operator = QueryTexts.validator(keeper.formats().validator(), request.getValidatorAddr());
        Validator validator = keeper.validators()
                .find(context, operator)
                .orElseThrow(
                        () -> QueryStatus.NOT_FOUND.failure("validator " + request.getValidatorAddr() + " not found"));
        return QueryValidatorResponse.newBuilder().setValidator(validator).build();
    }

    private Message ofDelegator(Context context, QueryDelegatorValidatorsRequest request) {
        Address delegator = QueryTexts.delegator(keeper.formats().account(), request.getDelegatorAddr());
        Page<Validator> page = QueryTexts.internal(() -> FilteredPage.of(
                context,
                StakingKeys.DELEGATIONS,
                Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, delegator),
                request.getPagination(),
                (key, delegation) -> keeper.validators().get(context, key.second())));
        return QueryDelegatorValidatorsResponse.newBuilder()
                .addAllValidators(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message oneOfDelegator(Context context, QueryDelegatorValidatorRequest request) {
        QueryTexts.requireText(request.getDelegatorAddr(), "delegator");
        QueryTexts.requireText(request.getValidatorAddr(), "validator");
        Address delegator = keeper.formats().account().parse(request.getDelegatorAddr());
        Address operator = keeper.formats().validator().parse(request.getValidatorAddr());
        Validator validator = QueryTexts.internal(() -> {
            keeper.delegations().get(context, delegator, operator);
            return keeper.validators().get(context, operator);
        });
        return QueryDelegatorValidatorResponse.newBuilder()
                .setValidator(validator)
                .build();
    }

    private Message history(Context context, QueryHistoricalInfoRequest request) {
        if (request.getHeight() < 0) {
            throw QueryStatus.INVALID_ARGUMENT.failure("height cannot be negative");
        }
        return QueryHistoricalInfoResponse.newBuilder()
                .setHist(StakingKeys.HISTORY
                        .get(context, request.getHeight())
                        .orElseThrow(() -> QueryStatus.NOT_FOUND.failure(
                                "historical info for height " + request.getHeight() + " not found")))
                .build();
    }

    private Message pool(Context context, QueryPoolRequest request) {
        String denom = keeper.bondDenom(context);
        Pools pools = keeper.pools();
        return QueryPoolResponse.newBuilder()
                .setPool(Pool.newBuilder()
                        .setNotBondedTokens(
                                pools.balance(context, Pools.NOT_BONDED, denom).toString())
                        .setBondedTokens(
                                pools.balance(context, Pools.BONDED, denom).toString()))
                .build();
    }

    private Message params(Context context, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(keeper.validators().params(context))
                .build();
    }
}
