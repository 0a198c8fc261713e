package dev.orrery.server.comet;

import static dev.orrery.server.comet.CometJson.array;
import static dev.orrery.server.comet.CometJson.hex;
import static dev.orrery.server.comet.CometJson.integer;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.Admission;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.TxProof;
import dev.orrery.chain.solo.index.EventQuery;
import dev.orrery.chain.solo.index.Place;
import dev.orrery.chain.solo.index.QueryException;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Methods that take transactions and find them again. */
final class TxMethods {
    /** How long {@code broadcast_tx_commit} waits. cometbft config/config.go: TimeoutBroadcastTxCommit. */
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);

    private static final Parameter TX = new Parameter("tx", Parameter.Kind.BYTES);

    private final SoloNode node;
    private final BlockStore blocks;

    TxMethods(SoloNode node) {
        this.node = node;
        this.blocks = node.blocks();
    }

    List<RpcMethod> all() {
        return List.of(
                new RpcMethod("broadcast_tx_async", List.of(TX), this::broadcastAsync),
                new RpcMethod("broadcast_tx_commit", List.of(TX), this::broadcastCommit),
                new RpcMethod("broadcast_tx_sync", List.of(TX), this::broadcastSync),
                new RpcMethod("check_tx", List.of(TX), this::checkTx),
                new RpcMethod("num_unconfirmed_txs", List.of(), this::numUnconfirmedTxs),
                new RpcMethod(
                        "tx",
                        List.of(
                                new Parameter("hash", Parameter.Kind.BYTES),
                                new Parameter("prove", Parameter.Kind.FLAG)),
                        this::tx),
                new RpcMethod(
                        "tx_search",
                        List.of(
                                new Parameter("query", Parameter.Kind.TEXT),
                                new Parameter("prove", Parameter.Kind.FLAG),
                                new Parameter("page", Parameter.Kind.INTEGER),
                                new Parameter("per_page", Parameter.Kind.INTEGER),
                                new Parameter("order_by", Parameter.Kind.TEXT)),
                        this::txSearch),
                new RpcMethod(
                        "unconfirmed_txs",
                        List.of(new Parameter("limit", Parameter.Kind.INTEGER)),
                        this::unconfirmedTxs));
    }

    private JsonElement broadcastAsync(Arguments arguments) {
        ByteString transaction = arguments.bytes("tx");
        submit(transaction);
        return broadcast(transaction, ResponseCheckTx.getDefaultInstance());
    }

    /** On a chain that mines instantly the transaction is found by whoever has the answer. */
    private JsonElement broadcastSync(Arguments arguments) {
        ByteString transaction = arguments.bytes("tx");
        Admission.Checked checked = submit(transaction);
        if (node.isInstant() && checked.answer().getCode() == 0) {
            included(checked.inBlock());
        }
        return broadcast(transaction, checked.answer());
    }

    private JsonElement broadcastCommit(Arguments arguments) {
        ByteString transaction = arguments.bytes("tx");
        Admission.Checked checked = submit(transaction);
        Optional<TxResult> result = Optional.empty();
        if (checked.answer().getCode() == 0) {
            result = included(checked.inBlock());
            if (result.isEmpty()) {
                throw RpcException.refused("timed out waiting for tx to be included in a block");
            }
        }
        JsonObject json = new JsonObject();
        json.add("check_tx", ResultJson.check(checked.answer()));
        json.add(
                "tx_result",
                ResultJson.execution(result.map(TxResult::getResult).orElse(ExecTxResult.getDefaultInstance())));
        json.add("hash", hex(BlockHashes.transaction(transaction)));
        json.add("height", integer(result.map(TxResult::getHeight).orElse(0L)));
        return json;
    }

    private Admission.Checked submit(ByteString transaction) {
        return switch (node.submit(transaction)) {
            case Admission.Checked checked -> checked;
            case Admission.Refused refused -> throw RpcException.refused(refused.why());
        };
    }

    /** Absent if it takes too long, or the transaction dropped out. */
    private static Optional<TxResult> included(CompletableFuture<TxResult> inBlock) {
        try {
            return Optional.of(inBlock.get(COMMIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | CancellationException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing else ends the wait", e);
        }
    }

    private static JsonObject broadcast(ByteString transaction, ResponseCheckTx answer) {
        JsonObject json = new JsonObject();
        json.addProperty("code", Integer.toUnsignedLong(answer.getCode()));
        json.add("data", hex(answer.getData()));
        json.addProperty("log", answer.getLog());
        json.addProperty("codespace", answer.getCodespace());
        json.add("hash", hex(BlockHashes.transaction(transaction)));
        return json;
    }

    private JsonElement checkTx(Arguments arguments) {
        return ResultJson.check(node.application()
                .checkTx(
                        RequestCheckTx.newBuilder().setTx(arguments.bytes("tx")).build()));
    }

    private JsonElement tx(Arguments arguments) {
        byte[] hash = arguments.bytes("hash").toByteArray();
        Place place = node.index()
                .find(hash)
                .orElseThrow(() -> RpcException.refused(
                        "tx (" + HexFormat.of().withUpperCase().formatHex(hash) + ") not found"));
        return transaction(place, arguments.flag("prove"));
    }

    private JsonElement txSearch(Arguments arguments) {
        String query = arguments.text("query");
        if (query.length() > EventQuery.MAX_LENGTH) {
            throw RpcException.refused("maximum query length exceeded");
        }
        List<Place> places = new ArrayList<>(find(query));
        switch (arguments.text("order_by")) {
            case "asc", "" -> {}
            case "desc" -> Collections.reverse(places);
            default -> throw RpcException.refused("expected order_by to be either `asc` or `desc` or empty");
        }
        boolean prove = arguments.flag("prove");
        JsonObject json = new JsonObject();
        json.add("txs", array(Paging.of(arguments).cut(places), place -> transaction(place, prove)));
        json.add("total_count", integer(places.size()));
        return json;
    }

    private List<Place> find(String query) {
        try {
            return List.copyOf(node.index()
                    .transactions(
                            EventQuery.parse(query),
                            blocks.height(),
                            height -> Math.toIntExact(
                                    blocks.meta(height).orElseThrow().getNumTxs())));
        } catch (QueryException e) {
            throw RpcException.refused(e.getMessage());
        }
    }

    private JsonObject transaction(Place place, boolean prove) {
        Optional<TxProof> proof = prove
                ? Optional.of(TxProof.of(
                        blocks.transactions(place.height()).stream()
                                .map(TxResult::getTx)
                                .toList(),
                        place.index()))
                : Optional.empty();
        return ResultJson.transaction(
                blocks.transaction(place.height(), place.index()).orElseThrow(), proof);
    }

    private JsonElement unconfirmedTxs(Arguments arguments) {
        List<ByteString> waiting = node.waiting(Paging.perPage(arguments.integer("limit")));
        JsonObject json = new JsonObject();
        json.add("n_txs", integer(waiting.size()));
        json.add("total", integer(node.waitingCount()));
        json.add("total_bytes", integer(node.waitingBytes()));
        json.add("txs", array(waiting, CometJson::base64));
        return json;
    }

    private JsonElement numUnconfirmedTxs(Arguments arguments) {
        JsonObject json = new JsonObject();
        json.add("n_txs", integer(node.waitingCount()));
        json.add("total", integer(node.waitingCount()));
        json.add("total_bytes", integer(node.waitingBytes()));
        json.add("txs", JsonNull.INSTANCE);
        return json;
    }
}
