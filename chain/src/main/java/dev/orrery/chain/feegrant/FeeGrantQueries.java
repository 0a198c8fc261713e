package dev.orrery.chain.feegrant;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.collection.FilteredPage;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.proto.cosmos.feegrant.v1beta1.Grant;
import dev.orrery.proto.cosmos.feegrant.v1beta1.QueryAllowanceRequest;
import dev.orrery.proto.cosmos.feegrant.v1beta1.QueryAllowanceResponse;
import dev.orrery.proto.cosmos.feegrant.v1beta1.QueryAllowancesByGranterRequest;
import dev.orrery.proto.cosmos.feegrant.v1beta1.QueryAllowancesByGranterResponse;
import dev.orrery.proto.cosmos.feegrant.v1beta1.QueryAllowancesRequest;
import dev.orrery.proto.cosmos.feegrant.v1beta1.QueryAllowancesResponse;
import java.util.List;
import java.util.function.Supplier;

/** Questions about who pays fees for whom. cosmossdk.io/x/feegrant keeper/grpc_query.go. */
record FeeGrantQueries(FeeGrantKeeper keeper, AddressFormat addresses) {
    private static final String SERVICE = "/cosmos.feegrant.v1beta1.Query/";

    List<QueryRoute<?>> routes() {
        return List.of(
                new QueryRoute<>(SERVICE + "Allowance", QueryAllowanceRequest.getDefaultInstance(), this::allowance),
                new QueryRoute<>(SERVICE + "Allowances", QueryAllowancesRequest.getDefaultInstance(), this::allowances),
                new QueryRoute<>(
                        SERVICE + "AllowancesByGranter",
                        QueryAllowancesByGranterRequest.getDefaultInstance(),
                        this::byGranter));
    }

    private Message allowance(Context context, QueryAllowanceRequest request) {
        Address granter = addresses.parse(request.getGranter());
        Address grantee = addresses.parse(request.getGrantee());
        Allowance allowance = internal(() -> keeper.allowance(context, granter, grantee));
        return QueryAllowanceResponse.newBuilder()
                .setAllowance(Grant.newBuilder()
                        .setGranter(request.getGranter())
                        .setGrantee(request.getGrantee())
                        .setAllowance(allowance.toAny()))
                .build();
    }

    private Message allowances(Context context, QueryAllowancesRequest request) {
        byte[] beginning = Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, addresses.parse(request.getGrantee()));
        Page<Grant> page = internal(() -> FilteredPage.of(
                context, FeeGrantKeys.GRANTS, beginning, request.getPagination(), (key, grant) -> grant));
        return QueryAllowancesResponse.newBuilder()
                .addAllAllowances(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message byGranter(Context context, QueryAllowancesByGranterRequest request) {
        Address granter = addresses.parse(request.getGranter());
        Page<Grant> page = internal(() -> FilteredPage.of(
                context,
                FeeGrantKeys.GRANTS,
                new byte[0],
                request.getPagination(),
                (key, grant) -> key.second().equals(granter),
                (key, grant) -> grant));
        return QueryAllowancesByGranterResponse.newBuilder()
                .addAllAllowances(page.items())
                .setPagination(page.response())
                .build();
    }

    private static <T> T internal(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (ChainException e) {
            throw QueryStatus.INTERNAL.failure(e.text());
        }
    }
}
