package dev.orrery.chain.wasm.wiring;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRouter;
import dev.orrery.chain.wasm.QueryPlugins;
import dev.orrery.chain.wasm.WasmSystemError;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.msg.QueryRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Queries of other modules that contracts may make by their path. wasmd x/wasm/keeper/query_plugins.go: AcceptListStargateQuerier,
 * AcceptListGrpcQuerier.
 *
 * @param paths such as {@code /cosmos.bank.v1beta1.Query/Balance}; answers must be the same on every node
 */
record AcceptedQueries(Set<String> paths, Supplier<QueryRouter> router, Supplier<KnownTypes> types) {
    /** These besides what others answer; without any accepted path, both kinds stay switched off. */
    QueryPlugins in(QueryPlugins plugins) {
        return paths.isEmpty() ? plugins : plugins.withStargate(this::stargate).withGrpc(this::grpc);
    }

    private byte[] stargate(Context ctx, QueryRequest.Stargate query) {
        Message answer = ask(ctx, query.path(), query.data().toArray());
        return new ProtoJson(types.get()).print(answer).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] grpc(Context ctx, QueryRequest.Grpc query) {
        return GoWire.encode(ask(ctx, query.path(), query.data().toArray()));
    }

    private Message ask(Context ctx, String path, byte[] request) {
        if (!paths.contains(path)) {
            throw WasmSystemError.unsupported("'" + path + "' path is not allowed from the contract");
        }
        if (!router.get().knows(path)) {
            throw WasmSystemError.unsupported("No route to query '" + path + "'");
        }
        return Answers.of(() -> router.get().ask(ctx, path, ByteString.copyFrom(request)));
    }
}
