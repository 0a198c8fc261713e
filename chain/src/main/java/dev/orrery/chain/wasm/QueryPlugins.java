package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.msg.BankQuery;
import dev.orrery.msg.DistributionQuery;
import dev.orrery.msg.IbcQuery;
import dev.orrery.msg.QueryRequest;
import dev.orrery.msg.StakingQuery;

/**
 * What modules other than wasm answer to contracts. Answers must be the same on every node. wasmd x/wasm/keeper/query_plugins.go.
 */
public record QueryPlugins(
        Plugin<BankQuery> bank,
        Plugin<QueryRequest.Custom> custom,
        IbcPlugin ibc,
        Plugin<StakingQuery> staking,
        Plugin<QueryRequest.Stargate> stargate,
        Plugin<QueryRequest.Grpc> grpc,
        Plugin<DistributionQuery> distribution) {

    /** Answers one kind of question; refuses with {@link WasmSystemError#unsupported} what it doesn't know. */
    @FunctionalInterface
    public interface Plugin<Q> {
        byte[] answer(Context ctx, Q query);
    }

    /** The same, knowing who asks. */
    @FunctionalInterface
    public interface IbcPlugin {
        byte[] answer(Context ctx, Address contract, IbcQuery query);
    }

    /** A chain without any other module. */
    public static final QueryPlugins NONE = new QueryPlugins(
            refuse("unknown BankQuery variant"),
            refuse("custom"),
            (ctx, contract, query) -> {
                throw WasmSystemError.unsupported("unknown IBCQuery variant");
            },
            refuse("unknown Staking variant"),
            refuse("Stargate queries are disabled on this chain"),
            refuse("gRPC queries are disabled on this chain"),
            refuse("unknown distribution query"));

    public QueryPlugins withBank(Plugin<BankQuery> other) {
        return new QueryPlugins(other, custom, ibc, staking, stargate, grpc, distribution);
    }

    public QueryPlugins withCustom(Plugin<QueryRequest.Custom> other) {
        return new QueryPlugins(bank, other, ibc, staking, stargate, grpc, distribution);
    }

    public QueryPlugins withIbc(IbcPlugin other) {
        return new QueryPlugins(bank, custom, other, staking, stargate, grpc, distribution);
    }

    public QueryPlugins withStaking(Plugin<StakingQuery> other) {
        return new QueryPlugins(bank, custom, ibc, other, stargate, grpc, distribution);
    }

    public QueryPlugins withStargate(Plugin<QueryRequest.Stargate> other) {
        return new QueryPlugins(bank, custom, ibc, staking, other, grpc, distribution);
    }

    public QueryPlugins withGrpc(Plugin<QueryRequest.Grpc> other) {
        return new QueryPlugins(bank, custom, ibc, staking, stargate, other, distribution);
    }

    public QueryPlugins withDistribution(Plugin<DistributionQuery> other) {
        return new QueryPlugins(bank, custom, ibc, staking, stargate, grpc, other);
    }

    private static <Q> Plugin<Q> refuse(String kind) {
        return (ctx, query) -> {
            throw WasmSystemError.unsupported(kind);
        };
    }
}
