package dev.orrery.chain.bank;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Denom;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.proto.cosmos.bank.v1beta1.DenomOwner;
import dev.orrery.proto.cosmos.bank.v1beta1.Metadata;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryAllBalancesRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryAllBalancesResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomMetadataRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomMetadataResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomOwnersByQueryRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomOwnersByQueryResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomOwnersRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomOwnersResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomsMetadataRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryDenomsMetadataResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryParamsRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryParamsResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySendEnabledRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySendEnabledResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySpendableBalanceByDenomRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySpendableBalanceByDenomResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySpendableBalancesRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySpendableBalancesResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySupplyOfRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySupplyOfResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryTotalSupplyRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryTotalSupplyResponse;
import dev.orrery.proto.cosmos.bank.v1beta1.SendEnabled;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Questions about coins. Cosmos SDK x/bank/keeper/grpc_query.go. */
record BankQueries(BankKeeper keeper, AddressFormat addresses) {
    private static final String SERVICE = "/cosmos.bank.v1beta1.Query/";

    List<QueryRoute<?>> routes() {
        return List.of(
                new QueryRoute<>(SERVICE + "Balance", QueryBalanceRequest.getDefaultInstance(), this::balance),
                new QueryRoute<>(
                        SERVICE + "AllBalances", QueryAllBalancesRequest.getDefaultInstance(), this::allBalances),
                new QueryRoute<>(
                        SERVICE + "SpendableBalances",
                        QuerySpendableBalancesRequest.getDefaultInstance(),
                        this::spendableBalances),
                new QueryRoute<>(
                        SERVICE + "SpendableBalanceByDenom",
                        QuerySpendableBalanceByDenomRequest.getDefaultInstance(),
                        this::spendableBalance),
                new QueryRoute<>(
                        SERVICE + "TotalSupply", QueryTotalSupplyRequest.getDefaultInstance(), this::totalSupply),
                new QueryRoute<>(SERVICE + "SupplyOf", QuerySupplyOfRequest.getDefaultInstance(), this::supplyOf),
                new QueryRoute<>(SERVICE + "Params", QueryParamsRequest.getDefaultInstance(), this::params),
                new QueryRoute<>(
                        SERVICE + "DenomMetadata", QueryDenomMetadataRequest.getDefaultInstance(), this::metadata),
                new QueryRoute<>(
                        SERVICE + "DenomMetadataByQueryString",
                        QueryDenomMetadataByQueryStringRequest.getDefaultInstance(),
                        this::metadataByQueryString),
                new QueryRoute<>(
                        SERVICE + "DenomsMetadata", QueryDenomsMetadataRequest.getDefaultInstance(), this::allMetadata),
                new QueryRoute<>(SERVICE + "DenomOwners", QueryDenomOwnersRequest.getDefaultInstance(), this::owners),
                new QueryRoute<>(
                        SERVICE + "DenomOwnersByQuery",
                        QueryDenomOwnersByQueryRequest.getDefaultInstance(),
                        this::ownersByQuery),
                new QueryRoute<>(
                        SERVICE + "SendEnabled", QuerySendEnabledRequest.getDefaultInstance(), this::sendEnabled));
    }

    private Message balance(Context context, QueryBalanceRequest request) {
        requireDenom(request.getDenom());
        Coin balance = keeper.balance(context, address(request.getAddress()), request.getDenom());
        return QueryBalanceResponse.newBuilder().setBalance(balance.toProto()).build();
    }

    private Message allBalances(Context context, QueryAllBalancesRequest request) {
        Page<Coin> page = balancesPage(context, address(request.getAddress()), request.getPagination());
        List<Coin> coins = request.getResolveDenom()
                ? page.items().stream().map(coin -> displayed(context, coin)).toList()
                : page.items();
        return QueryAllBalancesResponse.newBuilder()
                .addAllBalances(new Coins(coins).toProto())
                .setPagination(page.response())
                .build();
    }

    private Coin displayed(Context context, Coin coin) {
        Optional<Metadata> metadata = keeper.metadata(context, coin.denom());
        return new Coin(metadata.map(Metadata::getDisplay).orElse(coin.denom()), coin.amount());
    }

    private Message spendableBalances(Context context, QuerySpendableBalancesRequest request) {
        Address owner = address(request.getAddress());
        Page<Coin> page = balancesPage(context, owner, request.getPagination());
        Coins spendable = keeper.spendable(context, owner);
        return QuerySpendableBalancesResponse.newBuilder()
                .addAllBalances(page.items().stream()
                        .map(coin -> new Coin(coin.denom(), spendable.amountOf(coin.denom())).toProto())
                        .toList())
                .setPagination(page.response())
                .build();
    }

    private Message spendableBalance(Context context, QuerySpendableBalanceByDenomRequest request) {
        Address owner = address(request.getAddress());
        requireDenom(request.getDenom());
        return QuerySpendableBalanceByDenomResponse.newBuilder()
                .setBalance(keeper.spendable(context, owner, request.getDenom()).toProto())
                .build();
    }

    private static Page<Coin> balancesPage(Context context, Address owner, PageRequest request) {
        try {
            return Page.of(
                    context,
                    BankKeys.BALANCES,
                    Keys.prefix(Keys.ADDRESS, owner),
                    request,
                    (key, amount) -> true,
                    (key, amount) -> new Coin(key.second(), amount));
        } catch (ChainException e) {
            throw QueryStatus.INVALID_ARGUMENT.failure("paginate: " + e.text());
        }
    }

    private Message totalSupply(Context context, QueryTotalSupplyRequest request) {
        Page<Coin> page = internal(() -> keeper.supplies(context, request.getPagination()));
        return QueryTotalSupplyResponse.newBuilder()
                .addAllSupply(new Coins(page.items()).toProto())
                .setPagination(page.response())
                .build();
    }

    private Message supplyOf(Context context, QuerySupplyOfRequest request) {
        requireDenom(request.getDenom());
        return QuerySupplyOfResponse.newBuilder()
                .setAmount(keeper.supply(context, request.getDenom()).toProto())
                .build();
    }

    private Message params(Context context, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(keeper.params(context))
                .build();
    }

    private Message metadata(Context context, QueryDenomMetadataRequest request) {
        return QueryDenomMetadataResponse.newBuilder()
                .setMetadata(metadata(context, request.getDenom()))
                .build();
    }

    private Message metadataByQueryString(Context context, QueryDenomMetadataByQueryStringRequest request) {
        return QueryDenomMetadataByQueryStringResponse.newBuilder()
                .setMetadata(metadata(context, request.getDenom()))
                .build();
    }

    private Metadata metadata(Context context, String denom) {
        requireDenom(denom);
        return keeper.metadata(context, denom)
                .orElseThrow(() -> QueryStatus.NOT_FOUND.failure("client metadata for denom " + denom));
    }

    private Message allMetadata(Context context, QueryDenomsMetadataRequest request) {
        Page<Metadata> page = internal(() -> keeper.allMetadata(context, request.getPagination()));
        return QueryDenomsMetadataResponse.newBuilder()
                .addAllMetadatas(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message owners(Context context, QueryDenomOwnersRequest request) {
        Page<DenomOwner> page = ownersPage(context, request.getDenom(), request.getPagination());
        return QueryDenomOwnersResponse.newBuilder()
                .addAllDenomOwners(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message ownersByQuery(Context context, QueryDenomOwnersByQueryRequest request) {
        Page<DenomOwner> page = ownersPage(context, request.getDenom(), request.getPagination());
        return QueryDenomOwnersByQueryResponse.newBuilder()
                .addAllDenomOwners(page.items())
                .setPagination(page.response())
                .build();
    }

    private Page<DenomOwner> ownersPage(Context context, String denom, PageRequest request) {
        requireDenom(denom);
        return Page.of(
                context,
                BankKeys.OWNERS,
                Keys.prefix(Keys.TEXT, denom),
                request,
                (key, present) -> true,
                (key, present) -> owner(context, key));
    }

    private DenomOwner owner(Context context, Pair<String, Address> key) {
        return DenomOwner.newBuilder()
                .setAddress(addresses.text(key.second()))
                .setBalance(keeper.balance(context, key.second(), key.first()).toProto())
                .build();
    }

    private Message sendEnabled(Context context, QuerySendEnabledRequest request) {
        QuerySendEnabledResponse.Builder response = QuerySendEnabledResponse.newBuilder();
        if (request.getDenomsCount() > 0) {
            for (String denom : request.getDenomsList()) {
                keeper.sendEnabled(context, denom).ifPresent(enabled -> response.addSendEnabled(rule(denom, enabled)));
            }
            return response.build();
        }
        Page<SendEnabled> page =
                internal(() -> Page.of(context, BankKeys.SEND_ENABLED, request.getPagination(), BankQueries::rule));
        return response.addAllSendEnabled(page.items())
                .setPagination(page.response())
                .build();
    }

    private static SendEnabled rule(String denom, boolean enabled) {
        return SendEnabled.newBuilder().setDenom(denom).setEnabled(enabled).build();
    }

    private Address address(String text) {
        try {
            return addresses.parse(text);
        } catch (ChainException e) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid address: " + e.text());
        }
    }

    private static void requireDenom(String denom) {
        Denom.fault(denom).ifPresent(fault -> {
            throw QueryStatus.INVALID_ARGUMENT.failure(fault);
        });
    }

    private static <T> Page<T> internal(Supplier<Page<T>> page) {
        try {
            return page.get();
        } catch (ChainException e) {
            throw QueryStatus.INTERNAL.failure(e.text());
        }
    }
}
