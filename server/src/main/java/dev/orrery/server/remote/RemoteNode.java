package dev.orrery.server.remote;

import com.google.protobuf.ByteString;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.solo.Admission;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.p2p.DefaultNodeInfo;
import dev.orrery.proto.tendermint.p2p.DefaultNodeInfoOther;
import dev.orrery.proto.tendermint.p2p.ProtocolVersion;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.server.query.NodeView;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The CometBFT of an application in this process. Any thread.
 *
 * <p>The application is asked directly: CometBFT would hand the question back, on the connection on which it may be waiting.
 */
public final class RemoteNode implements NodeView {
    /** Validators that one answer holds at most. cometbft rpc/core/env.go: maxPerPage. */
    private static final int VALIDATORS_PER_ANSWER = 100;

    /** How the mempool begins to say no, in lower case. cosmos-sdk client/broadcast.go: CheckCometError. */
    private static final List<String> MEMPOOL_REFUSALS =
            List.of("tx already exists in cache", "mempool is full", "tx too large");

    private final CometRpc rpc;
    private final Application application;

    /** @param node where its RPC is, such as {@code http://127.0.0.1:26657} */
    public RemoteNode(URI node, Application application) {
        rpc = new CometRpc(node);
        this.application = application;
    }

    private JsonFields ask(String method, Map<String, Object> parameters) {
        try {
            return rpc.ask(method, parameters);
        } catch (CometRpc.Refusal e) {
            throw QueryStatus.UNKNOWN.failure(e.getMessage());
        }
    }

    private JsonFields status() {
        return ask("status", Map.of());
    }

    @Override
    public DefaultNodeInfo info() {
        JsonFields info = status().object("node_info");
        JsonFields protocols = info.object("protocol_version");
        JsonFields other = info.object("other");
        return DefaultNodeInfo.newBuilder()
                .setProtocolVersion(ProtocolVersion.newBuilder()
                        .setP2P(protocols.number("p2p"))
                        .setBlock(protocols.number("block"))
                        .setApp(protocols.number("app")))
                .setDefaultNodeId(info.text("id"))
                .setListenAddr(info.text("listen_addr"))
                .setNetwork(info.text("network"))
                .setVersion(info.text("version"))
                .setChannels(info.hex("channels"))
                .setMoniker(info.text("moniker"))
                .setOther(DefaultNodeInfoOther.newBuilder()
                        .setTxIndex(other.text("tx_index"))
                        .setRpcAddress(other.text("rpc_address")))
                .build();
    }

    @Override
    public boolean isCatchingUp() {
        return status().object("sync_info").flag("catching_up");
    }

    @Override
    public long height() {
        return status().object("sync_info").number("latest_block_height");
    }

    @Override
    public long base() {
        return status().object("sync_info").number("earliest_block_height");
    }

    @Override
    public Block block(long height) {
        return RemoteBlocks.block(at("block", height).object("block"));
    }

    @Override
    public BlockID blockId(long height) {
        return RemoteBlocks.blockId(at("block", height).object("block_id"));
    }

    @Override
    public Header header(long height) {
        return RemoteBlocks.header(at("header", height).object("header"));
    }

    private JsonFields at(String method, long height) {
        return ask(method, Map.of("height", height));
    }

    @Override
    public List<Validator> validators(long height) {
        List<Validator> validators = new ArrayList<>();
        long total;
        int page = 1;
        do {
            JsonFields answer =
                    ask("validators", Map.of("height", height, "page", page++, "per_page", VALIDATORS_PER_ANSWER));
            total = answer.number("total");
            answer.objects("validators").stream().map(RemoteBlocks::validator).forEach(validators::add);
        } while (validators.size() < total);
        return validators;
    }

    @Override
    public Optional<TxResult> transaction(byte[] hash) {
        try {
            return Optional.of(RemoteBlocks.transaction(
                    rpc.ask("tx", Map.of("hash", Base64.getEncoder().encodeToString(hash)))));
        } catch (CometRpc.Refusal e) {
            if (e.getMessage().endsWith("not found")) {
                return Optional.empty();
            }
            throw QueryStatus.UNKNOWN.failure(e.getMessage());
        }
    }

    @Override
    public Found search(String query, Page page) {
        try {
            JsonFields answer = rpc.ask(
                    "tx_search",
                    Map.of(
                            "query",
                            query,
                            "page",
                            page.number(),
                            "per_page",
                            page.limit(),
                            "order_by",
                            page.newestFirst() ? "desc" : "asc"));
            return new Found(
                    answer.objects("txs").stream()
                            .map(RemoteBlocks::transaction)
                            .toList(),
                    answer.number("total_count"));
        } catch (CometRpc.Refusal e) {
            throw QueryStatus.INTERNAL.failure("failed to search for txs: " + e.getMessage());
        }
    }

    @Override
    public Admission submit(ByteString transaction) {
        try {
            JsonFields answer = rpc.tell(
                    "broadcast_tx_sync", Map.of("tx", Base64.getEncoder().encodeToString(transaction.toByteArray())));
            return new Admission.Checked(
                    ResponseCheckTx.newBuilder()
                            .setCode(Math.toIntExact(answer.number("code")))
                            .setCodespace(answer.text("codespace"))
                            .setData(answer.hex("data"))
                            .setLog(answer.text("log"))
                            .build(),
                    new CompletableFuture<>());
        } catch (CometRpc.Refusal e) {
            String why = e.getMessage().toLowerCase(Locale.ROOT);
            if (MEMPOOL_REFUSALS.stream().anyMatch(why::startsWith)) {
                return new Admission.Refused(e.getMessage());
            }
            throw QueryStatus.UNKNOWN.failure(e.getMessage());
        }
    }

    @Override
    public boolean isInstant() {
        return false;
    }

    @Override
    public ResponseQuery query(RequestQuery request) {
        return application.query(request);
    }
}
