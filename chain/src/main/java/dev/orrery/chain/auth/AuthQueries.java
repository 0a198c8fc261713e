package dev.orrery.chain.auth;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.proto.cosmos.auth.v1beta1.AddressBytesToStringRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.AddressBytesToStringResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.AddressStringToBytesRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.AddressStringToBytesResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.BaseAccount;
import dev.orrery.proto.cosmos.auth.v1beta1.Bech32PrefixRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.Bech32PrefixResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountAddressByIDRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountAddressByIDResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountInfoRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountInfoResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountsRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountsResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryModuleAccountByNameRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryModuleAccountByNameResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryModuleAccountsRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryModuleAccountsResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryParamsRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryParamsResponse;
import java.util.List;

/** Questions about accounts. Cosmos SDK x/auth/keeper/grpc_query.go. */
record AuthQueries(AuthKeeper keeper) {
    private static final String SERVICE = "/cosmos.auth.v1beta1.Query/";

    List<QueryRoute<?>> routes() {
        return List.of(
                new QueryRoute<>(SERVICE + "Account", QueryAccountRequest.getDefaultInstance(), this::account),
                new QueryRoute<>(
                        SERVICE + "AccountInfo", QueryAccountInfoRequest.getDefaultInstance(), this::accountInfo),
                new QueryRoute<>(SERVICE + "Accounts", QueryAccountsRequest.getDefaultInstance(), this::accounts),
                new QueryRoute<>(
                        SERVICE + "AccountAddressByID",
                        QueryAccountAddressByIDRequest.getDefaultInstance(),
                        this::addressByNumber),
                new QueryRoute<>(SERVICE + "Params", QueryParamsRequest.getDefaultInstance(), this::params),
                new QueryRoute<>(
                        SERVICE + "ModuleAccounts",
                        QueryModuleAccountsRequest.getDefaultInstance(),
                        this::moduleAccounts),
                new QueryRoute<>(
                        SERVICE + "ModuleAccountByName",
                        QueryModuleAccountByNameRequest.getDefaultInstance(),
                        this::moduleAccount),
                new QueryRoute<>(SERVICE + "Bech32Prefix", Bech32PrefixRequest.getDefaultInstance(), this::prefix),
                new QueryRoute<>(
                        SERVICE + "AddressBytesToString",
                        AddressBytesToStringRequest.getDefaultInstance(),
                        this::addressText),
                new QueryRoute<>(
                        SERVICE + "AddressStringToBytes",
                        AddressStringToBytesRequest.getDefaultInstance(),
                        this::addressBytes));
    }

    private Message account(Context context, QueryAccountRequest request) {
        if (request.getAddress().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("Address cannot be empty");
        }
        return QueryAccountResponse.newBuilder()
                .setAccount(find(context, request.getAddress()).toAny())
                .build();
    }

    private Message accountInfo(Context context, QueryAccountInfoRequest request) {
        if (request.getAddress().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("address cannot be empty");
        }
        BaseAccount base = find(context, request.getAddress()).base();
        return QueryAccountInfoResponse.newBuilder()
                .setInfo(base.toBuilder().setAddress(request.getAddress()))
                .build();
    }

    private Account find(Context context, String text) {
        Address address = keeper.formats().account().parse(text);
        return keeper.account(context, address)
                .orElseThrow(() -> QueryStatus.NOT_FOUND.failure("account " + text + " not found"));
    }

    private Message accounts(Context context, QueryAccountsRequest request) {
        Page<Account> page = keeper.accounts(context, request.getPagination());
        return QueryAccountsResponse.newBuilder()
                .addAllAccounts(page.items().stream().map(Account::toAny).toList())
                .setPagination(page.response())
                .build();
    }

    private Message addressByNumber(Context context, QueryAccountAddressByIDRequest request) {
        if (request.getId() != 0) {
            throw QueryStatus.INVALID_ARGUMENT.failure(
                    "requesting with id isn't supported, try to request using account-id");
        }
        Address address = keeper.addressByNumber(context, request.getAccountId())
                .orElseThrow(() -> QueryStatus.NOT_FOUND.failure("account address not found with account number "
                        + Long.toUnsignedString(request.getAccountId())));
        return QueryAccountAddressByIDResponse.newBuilder()
                .setAccountAddress(keeper.text(address))
                .build();
    }

    private Message params(Context context, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(keeper.params(context))
                .build();
    }

    private Message moduleAccounts(Context context, QueryModuleAccountsRequest request) {
        return QueryModuleAccountsResponse.newBuilder()
                .addAllAccounts(keeper.moduleNames().stream()
                        .map(name -> keeper.moduleAccount(context, name).toAny())
                        .toList())
                .build();
    }

    private Message moduleAccount(Context context, QueryModuleAccountByNameRequest request) {
        if (request.getName().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("module name is empty");
        }
        if (!keeper.isModule(request.getName())) {
            throw QueryStatus.NOT_FOUND.failure("account " + request.getName() + " not found");
        }
        return QueryModuleAccountByNameResponse.newBuilder()
                .setAccount(keeper.moduleAccount(context, request.getName()).toAny())
                .build();
    }

    private Message prefix(Context context, Bech32PrefixRequest request) {
        return Bech32PrefixResponse.newBuilder()
                .setBech32Prefix(keeper.formats().account().prefix())
                .build();
    }

    private Message addressText(Context context, AddressBytesToStringRequest request) {
        if (request.getAddressBytes().isEmpty()) {
            throw ChainException.plain("empty address bytes is not allowed");
        }
        Address address = AddressFormat.checked(request.getAddressBytes().toByteArray());
        return AddressBytesToStringResponse.newBuilder()
                .setAddressString(keeper.text(address))
                .build();
    }

    private Message addressBytes(Context context, AddressStringToBytesRequest request) {
        Address address = keeper.formats().account().parse(request.getAddressString());
        return AddressStringToBytesResponse.newBuilder()
                .setAddressBytes(ByteString.copyFrom(address.bytes()))
                .build();
    }
}
