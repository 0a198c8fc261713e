package dev.orrery.server.remote;

import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.error.QueryException;
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
import dev.orrery.relayer.node.Fields;
import dev.orrery.relayer.node.Headers;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.node.Rpc;
import dev.orrery.server.query.NodeView;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The CometBFT of an application in this process. Any thread.
 *
 * <p>The application is asked directly: CometBFT would hand the question back, on the connection on which it may be waiting.
 */
public final class RemoteNode implements NodeView {
    /** Validators that one answer holds at most. cometbft rpc/core/env.go: maxPerPage. */
    private static final int VALIDATORS_PER_ANSWER = 100;

    /** Far more than any chain has. */
    private static final int MAX_VALIDATOR_PAGES = 100;

    /** How the mempool begins to say no, in lower case. cosmos-sdk client/broadcast.go: CheckCometError. */
    private static final List<String> MEMPOOL_REFUSALS =
            List.of("tx already exists in cache", "mempool is full", "tx too large");

    /** CometBFT itself gives up on a broadcast after 10 s. cometbft config/config.go: timeout_broadcast_tx_commit. */
    private static final Rpc.Limits LIMITS =
            new Rpc.Limits(Duration.ofSeconds(15), Rpc.Limits.USUAL.answerBytes(), Rpc.Limits.USUAL.depth());

    private final Rpc rpc;
    private final Application application;

    /** @param node where its RPC is, such as {@code http://127.0.0.1:26657} */
    public RemoteNode(URI node, Application application) {
        rpc = new Rpc(node, LIMITS);
        this.application = application;
    }

    private <T> T ask(String method, Map<String, String> parameters, Function<Fields, T> read) {
        try {
            return read.apply(rpc.ask(method, json(parameters)));
        } catch (NodeException e) {
            throw unknown(e);
        }
    }

    /** Parameters are strings, numbers among them, as the RPC wants them. */
    private static JsonObject json(Map<String, String> parameters) {
        JsonObject json = new JsonObject();
        parameters.forEach(json::addProperty);
        return json;
    }

    private QueryException unknown(NodeException failure) {
        return QueryStatus.UNKNOWN.failure(
                failure.kind() == NodeException.Kind.REFUSED
                        ? failure.reason()
                        : "no answer from CometBFT at " + rpc + ": " + failure.getMessage());
    }

    @Override
    public DefaultNodeInfo info() {
        return ask("status", Map.of(), status -> info(status.object("node_info")));
    }

    private static DefaultNodeInfo info(Fields info) {
        Fields protocols = info.object("protocol_version");
        Fields other = info.object("other");
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
        return ask("status", Map.of(), status -> status.object("sync_info").flag("catching_up"));
    }

    @Override
    public long height() {
        return ask("status", Map.of(), status -> status.object("sync_info").number("latest_block_height"));
    }

    @Override
    public long base() {
        return ask("status", Map.of(), status -> status.object("sync_info").number("earliest_block_height"));
    }

    @Override
    public Block block(long height) {
        return at("block", height, answer -> RemoteBlocks.block(answer.object("block")));
    }

    @Override
    public BlockID blockId(long height) {
        return at("block", height, answer -> Headers.blockId(answer.object("block_id")));
    }

    @Override
    public Header header(long height) {
        return at("header", height, answer -> Headers.header(answer.object("header")));
    }

    private <T> T at(String method, long height, Function<Fields, T> read) {
        return ask(method, Map.of("height", Long.toString(height)), read);
    }

    @Override
    public List<Validator> validators(long height) {
        List<Validator> validators = new ArrayList<>();
        for (int page = 1; page <= MAX_VALIDATOR_PAGES; page++) {
            Map<String, String> wanted = Map.of(
                    "height", Long.toString(height),
                    "page", Integer.toString(page),
                    "per_page", Integer.toString(VALIDATORS_PER_ANSWER));
            long total = ask("validators", wanted, answer -> {
                answer.objects("validators").stream()
                        .map(RemoteBlocks::validator)
                        .forEach(validators::add);
                return answer.number("total");
            });
            if (validators.size() >= total) {
                return validators;
            }
        }
        throw QueryStatus.UNKNOWN.failure("CometBFT at " + rpc + " tells of more than "
                + MAX_VALIDATOR_PAGES * VALIDATORS_PER_ANSWER + " validators");
    }

    @Override
    public Optional<TxResult> transaction(byte[] hash) {
        Map<String, String> wanted = Map.of("hash", Base64.getEncoder().encodeToString(hash));
        try {
            return Optional.of(RemoteBlocks.transaction(rpc.ask("tx", json(wanted))));
        } catch (NodeException e) {
            if (e.kind() == NodeException.Kind.REFUSED && e.reason().endsWith("not found")) {
                return Optional.empty();
            }
            throw unknown(e);
        }
    }

    @Override
    public Found search(String query, Page page) {
        Map<String, String> wanted = Map.of(
                "query",
                query,
                "page",
                Long.toString(page.number()),
                "per_page",
                Long.toString(page.limit()),
                "order_by",
                page.newestFirst() ? "desc" : "asc");
        try {
            Fields answer = rpc.ask("tx_search", json(wanted));
            return new Found(
                    answer.objects("txs").stream()
                            .map(RemoteBlocks::transaction)
                            .toList(),
                    answer.number("total_count"));
        } catch (NodeException e) {
            if (e.kind() == NodeException.Kind.REFUSED) {
                throw QueryStatus.INTERNAL.failure("failed to search for txs: " + e.reason());
            }
            throw unknown(e);
        }
    }

    @Override
    public Admission submit(ByteString transaction) {
        Map<String, String> wanted = Map.of("tx", Base64.getEncoder().encodeToString(transaction.toByteArray()));
        try {
            Fields answer = rpc.call("broadcast_tx_sync", json(wanted));
            return new Admission.Checked(
                    ResponseCheckTx.newBuilder()
                            .setCode(answer.integer("code"))
                            .setCodespace(answer.text("codespace"))
                            .setData(answer.hex("data"))
                            .setLog(answer.text("log"))
                            .build(),
                    new CompletableFuture<>());
        } catch (NodeException e) {
            String why = e.reason().toLowerCase(Locale.ROOT);
            if (e.kind() == NodeException.Kind.REFUSED
                    && MEMPOOL_REFUSALS.stream().anyMatch(why::startsWith)) {
                return new Admission.Refused(e.reason());
            }
            throw unknown(e);
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
