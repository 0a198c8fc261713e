package dev.orrery.server.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.chain.error.QueryException;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryAllBalancesRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.GetTxsEventRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.OrderBy;
import dev.orrery.proto.cosmwasm.wasm.v1.QuerySmartContractStateRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final RouteTable routes = RouteTable.load();

    @Test
    void variablesTakeOneSegment() {
        RouteTable.Match match = find("/cosmos/bank/v1beta1/balances/wasm1abc");
        assertEquals("/cosmos.bank.v1beta1.Query/AllBalances", match.route().method());
        assertEquals(Map.of("address", "wasm1abc"), match.variables());
        assertEquals(
                "/cosmos.bank.v1beta1.Query/Balance",
                find("/cosmos/bank/v1beta1/balances/wasm1abc/by_denom").route().method());
    }

    @Test
    void pathsThatFollowAVariableAreWhole() {
        RouteTable.Match match = find("/cosmos/staking/v1beta1/validators/v/delegations/d/unbonding_delegation");
        assertEquals(
                "/cosmos.staking.v1beta1.Query/UnbondingDelegation",
                match.route().method());
        assertEquals(Map.of("validator_addr", "v", "delegator_addr", "d"), match.variables());
        assertEquals(
                "/cosmos.distribution.v1beta1.Query/DelegationRewards",
                find("/cosmos/distribution/v1beta1/delegators/d/rewards/v")
                        .route()
                        .method());
        assertEquals(
                "/cosmos.protocolpool.v1.Query/CommunityPool",
                find("/cosmos/protocolpool/v1/community_pool").route().method());
        assertEquals(
                "/cosmos.epochs.v1beta1.Query/CurrentEpoch",
                find("/cosmos/epochs/v1beta1/current_epoch").route().method());
    }

    @Test
    void aLiteralIsMeantBeforeAVariable() {
        assertEquals(
                "/cosmos.base.tendermint.v1beta1.Service/GetLatestBlock",
                find("/cosmos/base/tendermint/v1beta1/blocks/latest").route().method());
        assertEquals(
                "/cosmwasm.wasm.v1.Query/PinnedCodes",
                find("/cosmwasm/wasm/v1/codes/pinned").route().method());
    }

    @Test
    void someVariablesTakeTheRest() {
        assertEquals(
                Map.of("denom", "ibc/ABC"),
                find("/cosmos/bank/v1beta1/denoms_metadata/ibc/ABC").variables());
    }

    @Test
    void theVerbCounts() {
        assertTrue(
                routes.find("POST", Paths.split("/cosmos/bank/v1beta1/params")).isEmpty());
        assertTrue(
                routes.find("POST", Paths.split("/cosmos/tx/v1beta1/simulate")).isPresent());
        assertTrue(routes.find("GET", List.of("")).isEmpty());
    }

    @Test
    void parametersBecomeFields() {
        QueryAllBalancesRequest.Builder request = QueryAllBalancesRequest.newBuilder();
        FieldBinder.set(request, "address", "wasm1abc");
        FieldBinder.set(request, "pagination.limit", "7");
        FieldBinder.set(request, "pagination.key", "-_8=");
        FieldBinder.set(request, "pagination.countTotal", "true");
        FieldBinder.set(request, "nothing.of.this", "x");
        FieldBinder.set(request, "address.deeper", "x");
        assertEquals("wasm1abc", request.getAddress());
        assertEquals(7, request.getPagination().getLimit());
        assertEquals(
                ByteString.copyFrom(new byte[] {(byte) 0xfb, (byte) 0xff}),
                request.getPagination().getKey());
        assertTrue(request.getPagination().getCountTotal());
    }

    @Test
    void listsAndChoicesBecomeFields() {
        GetTxsEventRequest.Builder request = GetTxsEventRequest.newBuilder();
        FieldBinder.set(request, "events", "a");
        FieldBinder.set(request, "events", "b");
        FieldBinder.set(request, "order_by", "ORDER_BY_DESC");
        assertEquals(List.of("a", "b"), request.getEventsList());
        assertEquals(OrderBy.ORDER_BY_DESC, request.getOrderBy());
        FieldBinder.set(request, "order_by", "1");
        assertEquals(OrderBy.ORDER_BY_ASC, request.getOrderBy());
    }

    @Test
    void whatIsNoValueIsRefused() {
        GetTxsEventRequest.Builder request = GetTxsEventRequest.newBuilder();
        assertThrows(QueryException.class, () -> FieldBinder.set(request, "page", "-1"));
        assertThrows(QueryException.class, () -> FieldBinder.set(request, "page", "abc"));
        assertThrows(QueryException.class, () -> FieldBinder.set(request, "order_by", "99"));
        assertThrows(
                QueryException.class,
                () -> FieldBinder.set(QuerySmartContractStateRequest.newBuilder(), "query_data", "%%%"));
    }

    private RouteTable.Match find(String path) {
        return routes.find("GET", Paths.split(path)).orElseThrow();
    }
}
