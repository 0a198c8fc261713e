package dev.orrery.chain.authz;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.collection.FilteredPage;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Page;
import dev.orrery.proto.cosmos.authz.v1beta1.Grant;
import dev.orrery.proto.cosmos.authz.v1beta1.GrantAuthorization;
import dev.orrery.proto.cosmos.authz.v1beta1.QueryGranteeGrantsRequest;
import dev.orrery.proto.cosmos.authz.v1beta1.QueryGranteeGrantsResponse;
import dev.orrery.proto.cosmos.authz.v1beta1.QueryGranterGrantsRequest;
import dev.orrery.proto.cosmos.authz.v1beta1.QueryGranterGrantsResponse;
import dev.orrery.proto.cosmos.authz.v1beta1.QueryGrantsRequest;
import dev.orrery.proto.cosmos.authz.v1beta1.QueryGrantsResponse;
import java.util.List;

/** Questions about who may send what in whose name. Cosmos SDK x/authz/keeper/grpc_query.go. */
record AuthzQueries(AuthzKeeper keeper, AddressFormat addresses) {
    private static final String SERVICE = "/cosmos.authz.v1beta1.Query/";

    List<QueryRoute<?>> routes() {
        return List.of(
                new QueryRoute<>(SERVICE + "Grants", QueryGrantsRequest.getDefaultInstance(), this::grants),
                new QueryRoute<>(
                        SERVICE + "GranterGrants", QueryGranterGrantsRequest.getDefaultInstance(), this::ofGranter),
                new QueryRoute<>(
                        SERVICE + "GranteeGrants", QueryGranteeGrantsRequest.getDefaultInstance(), this::ofGrantee));
    }

    private Message grants(Context context, QueryGrantsRequest request) {
        Address granter = addresses.parse(request.getGranter());
        Address grantee = addresses.parse(request.getGrantee());
        String typeUrl = request.getMsgTypeUrl();
        if (!typeUrl.isEmpty()) {
            Grant grant = keeper.grant(context, granter, grantee, typeUrl)
                    .orElseThrow(
                            () -> AuthzError.NOT_FOUND.failure("authorization not found for " + typeUrl + " type"));
            return QueryGrantsResponse.newBuilder().addGrants(grant).build();
        }
        Page<Grant> page = FilteredPage.of(
                context,
                AuthzKeys.GRANTS,
                AuthzKeys.beginning(granter, grantee),
                request.getPagination(),
                (key, grant) -> grant);
        return QueryGrantsResponse.newBuilder()
                .addAllGrants(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message ofGranter(Context context, QueryGranterGrantsRequest request) {
        Address granter = addresses.parse(request.getGranter());
        Page<GrantAuthorization> page = FilteredPage.of(
                context,
                AuthzKeys.GRANTS,
                Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, granter),
                request.getPagination(),
                (key, grant) -> entry(request.getGranter(), addresses.text(key.second()), grant));
        return QueryGranterGrantsResponse.newBuilder()
                .addAllGrants(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message ofGrantee(Context context, QueryGranteeGrantsRequest request) {
        Address grantee = addresses.parse(request.getGrantee());
        Page<GrantAuthorization> page = FilteredPage.of(
                context,
                AuthzKeys.GRANTS,
                new byte[0],
                request.getPagination(),
                (key, grant) -> key.second().equals(grantee),
                (key, grant) -> entry(addresses.text(key.first()), request.getGrantee(), grant));
        return QueryGranteeGrantsResponse.newBuilder()
                .addAllGrants(page.items())
                .setPagination(page.response())
                .build();
    }

    private static GrantAuthorization entry(String granter, String grantee, Grant grant) {
        GrantAuthorization.Builder entry = GrantAuthorization.newBuilder()
                .setGranter(granter)
                .setGrantee(grantee)
                .setAuthorization(grant.getAuthorization());
        if (grant.hasExpiration()) {
            entry.setExpiration(grant.getExpiration());
        }
        return entry.build();
    }
}
