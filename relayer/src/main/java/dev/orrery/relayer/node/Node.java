package dev.orrery.relayer.node;

import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import dev.orrery.proto.ibc.core.commitment.v1.MerkleProof;
import dev.orrery.proto.tendermint.types.SignedHeader;
import dev.orrery.proto.tendermint.types.Validator;
import dev.orrery.proto.tendermint.types.ValidatorSet;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a relayer, or a fork, asks one node. Any thread; it blocks. */
public final class Node implements AutoCloseable {
    /** What stands for the newest height. */
    public static final long NEWEST = 0;

    /** Most validators on a page. cometbft rpc/core/env.go: maxPerPage. */
    private static final int VALIDATORS_PER_PAGE = 100;

    /** Most pages of validators: far more than any chain has. */
    private static final int MAX_VALIDATOR_PAGES = 100;

    /** How many transactions or blocks of a search are looked at; the newest come first. */
    private static final int FOUND = 20;

    /** Code of {@code channel} for packets that were relayed before. ibc-go 04-channel types/errors.go: ErrRedundantTx. */
    private static final long REDUNDANT = 22;

    private final Rpc rpc;

    public Node(URI rpc) {
        this.rpc = new Rpc(rpc);
    }

    /** Where a chain is. */
    public record Status(String chainId, long height, Instant time) {}

    public Status status() {
        Fields status = rpc.ask("status", new JsonObject());
        Fields sync = status.object("sync_info");
        var time = sync.time("latest_block_time");
        return new Status(
                status.object("node_info").text("network"),
                sync.number("latest_block_height"),
                Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
    }

    public SignedHeader signedHeader(long height) {
        return Headers.signed(rpc.ask("commit", at(height)).object("signed_header"));
    }

    /** @param proposer whom to name as the next one to propose */
    public ValidatorSet validators(long height, ByteString proposer) {
        List<Validator> validators = new ArrayList<>();
        for (int page = 1; page <= MAX_VALIDATOR_PAGES; page++) {
            JsonObject params = at(height);
            params.addProperty("page", Integer.toString(page));
            params.addProperty("per_page", Integer.toString(VALIDATORS_PER_PAGE));
            Fields answer = rpc.ask("validators", params);
            answer.objects("validators").stream().map(Headers::validator).forEach(validators::add);
            if (validators.size() >= answer.number("total")) {
                return Headers.validators(validators, proposer);
            }
        }
        throw NodeException.unreadable("validators: more than " + MAX_VALIDATOR_PAGES + " pages");
    }

    /** A query as gRPC has it, at the state after a block. */
    public <T extends MessageLite> T query(String method, Message request, Parser<T> parser, long height) {
        Fields response = abciQuery("/" + method, request.toByteArray(), height, false);
        try {
            return parser.parseFrom(response.base64("value"));
        } catch (InvalidProtocolBufferException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, method + ": the answer can't be decoded", e);
        }
    }

    /** What stands under a key of a store after a block; nothing and an empty value look the same from outside. */
    public Optional<byte[]> entry(String store, byte[] key, long height) {
        ByteString value =
                abciQuery("/store/" + store + "/key", key, height, false).base64("value");
        return value.isEmpty() ? Optional.empty() : Optional.of(value.toByteArray());
    }

    /** That a key of IBC's store has the value it has, or none, after a block: the header of the next block proves it. */
    public MerkleProof proof(byte[] key, long height) {
        Fields response = abciQuery("store/ibc/key", key, height, true);
        MerkleProof.Builder proof = MerkleProof.newBuilder();
        for (Fields op : response.object("proofOps").objects("ops")) {
            try {
                proof.addProofs(CommitmentProof.parseFrom(op.base64("data")));
            } catch (InvalidProtocolBufferException e) {
                throw new NodeException(NodeException.Kind.UNREADABLE, "a proof can't be decoded", e);
            }
        }
        return proof.build();
    }

    private Fields abciQuery(String path, byte[] data, long height, boolean prove) {
        JsonObject params = at(height);
        params.addProperty("path", path);
        params.addProperty("data", HexFormat.of().formatHex(data));
        params.addProperty("prove", prove);
        Fields response = rpc.ask("abci_query", params).object("response");
        if (response.number("code") != 0) {
            throw new NodeException(NodeException.Kind.REFUSED, path + ": " + response.text("log"));
        }
        return response;
    }

    /**
     * Hands a transaction over.
     *
     * @return its hash
     * @throws NodeException if the chain doesn't take it, or has taken it from somebody else
     */
    public ByteString broadcast(byte[] tx) {
        JsonObject params = new JsonObject();
        params.addProperty("tx", Base64.getEncoder().encodeToString(tx));
        Fields answer = rpc.call("broadcast_tx_sync", params);
        long code = answer.number("code");
        if (code == REDUNDANT && answer.text("codespace").equals("channel")) {
            throw new NodeException(NodeException.Kind.REDUNDANT, answer.text("log"));
        }
        if (code != 0) {
            throw new NodeException(NodeException.Kind.REFUSED, answer.text("log"));
        }
        return answer.hex("hash");
    }

    /** What became of a transaction; empty as long as the node doesn't know. */
    public Optional<TxOutcome> outcome(ByteString hash) {
        JsonObject params = new JsonObject();
        params.addProperty("hash", Base64.getEncoder().encodeToString(hash.toByteArray()));
        try {
            return Optional.of(TxOutcome.of(rpc.ask("tx", params)));
        } catch (NodeException e) {
            if (e.kind() == NodeException.Kind.REFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Events of the newest transactions that a search finds; of the newest blocks, if no transaction does. */
    public List<TxEvent> search(String query) {
        List<TxEvent> found = rpc.ask("tx_search", searchFor(query)).objects("txs").stream()
                .map(TxOutcome::of)
                .flatMap(outcome -> outcome.events().stream())
                .toList();
        if (!found.isEmpty()) {
            return found;
        }
        return rpc.ask("block_search", searchFor(query)).objects("blocks").stream()
                .map(block -> block.object("block").object("header").number("height"))
                .flatMap(this::blockEvents)
                .toList();
    }

    private Stream<TxEvent> blockEvents(long height) {
        return rpc.ask("block_results", at(height)).objects("finalize_block_events").stream()
                .map(TxEvent::of);
    }

    private static JsonObject searchFor(String query) {
        JsonObject params = new JsonObject();
        params.addProperty("query", query);
        params.addProperty("page", "1");
        params.addProperty("per_page", Integer.toString(FOUND));
        params.addProperty("order_by", "desc");
        return params;
    }

    private static JsonObject at(long height) {
        JsonObject params = new JsonObject();
        if (height != NEWEST) {
            params.addProperty("height", Long.toString(height));
        }
        return params;
    }

    @Override
    public String toString() {
        return rpc.toString();
    }

    @Override
    public void close() {
        rpc.close();
    }
}
