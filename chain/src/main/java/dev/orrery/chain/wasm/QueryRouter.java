package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.msg.BankQuery;
import dev.orrery.msg.DistributionQuery;
import dev.orrery.msg.IbcQuery;
import dev.orrery.msg.QueryRequest;
import dev.orrery.msg.StakingQuery;
import dev.orrery.msg.WasmQuery;

/** Sends what contracts ask to the module that knows. wasmd x/wasm/keeper/query_plugins.go: QueryPlugins. */
public final class QueryRouter {
    private final QueryPlugins plugins;
    private final WasmQueries wasm;

    QueryRouter(QueryPlugins plugins, WasmQueries wasm) {
        this.plugins = plugins;
        this.wasm = wasm;
    }

    /** The answer's bytes, mostly JSON. */
    byte[] answer(Context ctx, Address contract, QueryRequest question) {
        return switch (question) {
            case BankQuery query -> plugins.bank().answer(ctx, query);
            case QueryRequest.Custom query -> plugins.custom().answer(ctx, query);
            case IbcQuery query -> plugins.ibc().answer(ctx, contract, query);
            case StakingQuery query -> plugins.staking().answer(ctx, query);
            case QueryRequest.Stargate query -> plugins.stargate().answer(ctx, query);
            case QueryRequest.Grpc query -> plugins.grpc().answer(ctx, query);
            case WasmQuery query -> wasm.answer(ctx, query);
            case DistributionQuery query -> plugins.distribution().answer(ctx, query);
            case QueryRequest.Unknown query -> throw WasmSystemError.unknown();
        };
    }
}
