package dev.orrery.chain.staking;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.collection.FilteredPage;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.DelegationResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegationRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegationResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegatorDelegationsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegatorDelegationsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegatorUnbondingDelegationsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryDelegatorUnbondingDelegationsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryRedelegationsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryRedelegationsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryUnbondingDelegationRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryUnbondingDelegationResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorDelegationsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorDelegationsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorUnbondingDelegationsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorUnbondingDelegationsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.Redelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.RedelegationEntry;
import dev.orrery.proto.cosmos.staking.v1beta1.RedelegationEntryResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.RedelegationResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.util.List;

/** Questions about delegations and their ends. Cosmos SDK x/staking/keeper/grpc_query.go. */
record DelegationQueries(StakingKeeper keeper) {
    private static final String SERVICE = "/cosmos.staking.v1beta1.Query/";

    List<QueryRoute<?>> routes() {
        return List.of(
                new QueryRoute<>(
                        SERVICE + "ValidatorDelegations",
                        QueryValidatorDelegationsRequest.getDefaultInstance(),
                        this::ofValidator),
                new QueryRoute<>(
                        SERVICE + "ValidatorUnbondingDelegations",
                        QueryValidatorUnbondingDelegationsRequest.getDefaultInstance(),
                        this::leavingValidator),
                new QueryRoute<>(SERVICE + "Delegation", QueryDelegationRequest.getDefaultInstance(), this::delegation),
                new QueryRoute<>(
                        SERVICE + "UnbondingDelegation",
                        QueryUnbondingDelegationRequest.getDefaultInstance(),
                        this::unbonding),
                new QueryRoute<>(
                        SERVICE + "DelegatorDelegations",
                        QueryDelegatorDelegationsRequest.getDefaultInstance(),
                        this::ofDelegator),
                new QueryRoute<>(
                        SERVICE + "DelegatorUnbondingDelegations",
                        QueryDelegatorUnbondingDelegationsRequest.getDefaultInstance(),
                        this::unbondingOfDelegator),
                new QueryRoute<>(
                        SERVICE + "Redelegations",
                        QueryRedelegationsRequest.getDefaultInstance(),
                        this::redelegations));
    }

    private Message ofValidator(Context context, QueryValidatorDelegationsRequest request) {
        Address operator = QueryTexts.validator(keeper.formats().validator(), request.getValidatorAddr());
        return QueryTexts.internal(() -> {
            Page<DelegationResponse> page = FilteredPage.of(
                    context,
                    StakingKeys.DELEGATIONS_BY_VALIDATOR,
                    Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, operator),
                    request.getPagination(),
                    (key, present) -> response(context, keeper.delegations().get(context, key.second(), operator)));
            return QueryValidatorDelegationsResponse.newBuilder()
                    .addAllDelegationResponses(page.items())
                    .setPagination(page.response())
                    .build();
        });
    }

    private Message leavingValidator(Context context, QueryValidatorUnbondingDelegationsRequest request) {
        Address operator = QueryTexts.validator(keeper.formats().validator(), request.getValidatorAddr());
        Unbondings unbondings = keeper.delegations().unbondings();
        return QueryTexts.internal(() -> {
            Page<UnbondingDelegation> page = FilteredPage.of(
                    context,
                    StakingKeys.UNBONDING_BY_VALIDATOR,
                    Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, operator),
                    request.getPagination(),
                    (key, present) ->
                            unbondings.find(context, key.second(), operator).orElseThrow());
            return QueryValidatorUnbondingDelegationsResponse.newBuilder()
                    .addAllUnbondingResponses(page.items())
                    .setPagination(page.response())
                    .build();
        });
    }

    private Message delegation(Context context, QueryDelegationRequest request) {
        QueryTexts.requireText(request.getDelegatorAddr(), "delegator");
        QueryTexts.requireText(request.getValidatorAddr(), "validator");
        Address delegator = keeper.formats().account().parse(request.getDelegatorAddr());
        Address operator = keeper.formats().validator().parse(request.getValidatorAddr());
        Delegation delegation = keeper.delegations()
                .find(context, delegator, operator)
                .orElseThrow(() -> QueryStatus.NOT_FOUND.failure("delegation with delegator "
                        + request.getDelegatorAddr() + " not found for validator " + request.getValidatorAddr()));
        return QueryDelegationResponse.newBuilder()
                .setDelegationResponse(QueryTexts.internal(() -> response(context, delegation)))
                .build();
    }

    private Message unbonding(Context context, QueryUnbondingDelegationRequest request) {
        QueryTexts.requireText(request.getDelegatorAddr(), "delegator");
        QueryTexts.requireText(request.getValidatorAddr(), "validator");
        Address delegator = keeper.formats().account().parse(request.getDelegatorAddr());
        Address operator = keeper.formats().validator().parse(request.getValidatorAddr());
        return QueryUnbondingDelegationResponse.newBuilder()
                .setUnbond(keeper.delegations()
                        .unbondings()
                        .find(context, delegator, operator)
                        .orElseThrow(() -> QueryStatus.NOT_FOUND.failure("unbonding delegation with delegator "
                                + request.getDelegatorAddr() + " not found for validator "
                                + request.getValidatorAddr())))
                .build();
    }

    private Message ofDelegator(Context context, QueryDelegatorDelegationsRequest request) {
        Address delegator = QueryTexts.delegator(keeper.formats().account(), request.getDelegatorAddr());
        return QueryTexts.internal(() -> {
            Page<DelegationResponse> page = FilteredPage.of(
                    context,
                    StakingKeys.DELEGATIONS,
                    Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, delegator),
                    request.getPagination(),
                    (key, delegation) -> response(context, delegation));
            return QueryDelegatorDelegationsResponse.newBuilder()
                    .addAllDelegationResponses(page.items())
                    .setPagination(page.response())
                    .build();
        });
    }

    private Message unbondingOfDelegator(Context context, QueryDelegatorUnbondingDelegationsRequest request) {
        Address delegator = QueryTexts.delegator(keeper.formats().account(), request.getDelegatorAddr());
        return QueryTexts.internal(() -> {
            Page<UnbondingDelegation> page = FilteredPage.of(
                    context,
                    StakingKeys.UNBONDING,
                    Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, delegator),
                    request.getPagination(),
                    (key, unbonding) -> unbonding);
            return QueryDelegatorUnbondingDelegationsResponse.newBuilder()
                    .addAllUnbondingResponses(page.items())
                    .setPagination(page.response())
                    .build();
        });
    }

    /** A delegation and what its shares are worth. */
    private DelegationResponse response(Context context, Delegation delegation) {
        Address operator = keeper.formats().validator().parse(delegation.getValidatorAddress());
        Validator validator = keeper.validators().get(context, operator);
        Decimal tokens = Shares.toTokens(validator, Delegations.sharesOf(delegation));
        return DelegationResponse.newBuilder()
                .setDelegation(delegation)
                .setBalance(new Coin(keeper.bondDenom(context), tokens.truncated()).toProto())
                .build();
    }

    private Message redelegations(Context context, QueryRedelegationsRequest request) {
        return QueryTexts.internal(() -> {
            boolean byDelegator = !request.getDelegatorAddr().isEmpty();
            boolean bySource = !request.getSrcValidatorAddr().isEmpty();
            boolean byDestination = !request.getDstValidatorAddr().isEmpty();
            QueryRedelegationsResponse.Builder response = QueryRedelegationsResponse.newBuilder();
            if (byDelegator && bySource && byDestination) {
                return response.addRedelegationResponses(response(context, one(context, request)))
                        .build();
            }
            Page<Redelegation> page = !byDelegator && bySource && !byDestination
                    ? fromSource(context, request)
                    : ofDelegator(context, request);
            page.items().forEach(each -> response.addRedelegationResponses(response(context, each)));
            PageResponse pagination = page.response();
            return response.setPagination(pagination).build();
        });
    }

    private Redelegation one(Context context, QueryRedelegationsRequest request) {
        Address delegator = keeper.formats().account().parse(request.getDelegatorAddr());
        Address source = keeper.formats().validator().parse(request.getSrcValidatorAddr());
        Address destination = keeper.formats().validator().parse(request.getDstValidatorAddr());
        return keeper.delegations()
                .redelegations()
                .find(context, delegator, source, destination)
                .orElseThrow(() -> QueryStatus.NOT_FOUND.failure("redelegation not found for delegator address "
                        + request.getDelegatorAddr() + " from validator address " + request.getSrcValidatorAddr()));
    }

    private Page<Redelegation> fromSource(Context context, QueryRedelegationsRequest request) {
        Address source = keeper.formats().validator().parse(request.getSrcValidatorAddr());
        Redelegations redelegations = keeper.delegations().redelegations();
        return FilteredPage.of(
                context,
                StakingKeys.REDELEGATIONS_BY_SOURCE,
                Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, source),
                request.getPagination(),
                (key, present) -> redelegations
                        .find(context, key.second(), source, key.third())
                        .orElseThrow());
    }

    private Page<Redelegation> ofDelegator(Context context, QueryRedelegationsRequest request) {
        Address delegator = keeper.formats().account().parse(request.getDelegatorAddr());
        return FilteredPage.of(
                context,
                StakingKeys.REDELEGATIONS,
                Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, delegator),
                request.getPagination(),
                (key, redelegation) -> redelegation);
    }

    /** A redelegation, and what its shares are worth now. */
    private RedelegationResponse response(Context context, Redelegation redelegation) {
        Address destination = keeper.formats().validator().parse(redelegation.getValidatorDstAddress());
        Validator validator = keeper.validators().get(context, destination);
        RedelegationResponse.Builder response = RedelegationResponse.newBuilder()
                .setRedelegation(redelegation.toBuilder().clearEntries());
        for (RedelegationEntry entry : redelegation.getEntriesList()) {
            Decimal tokens = Shares.toTokens(validator, Decimal.ofDigits(entry.getSharesDst()));
            response.addEntries(RedelegationEntryResponse.newBuilder()
                    .setRedelegationEntry(entry)
                    .setBalance(tokens.truncated().toString()));
        }
        return response.build();
    }
}
