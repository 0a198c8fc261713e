package dev.orrery.server.comet;

import static dev.orrery.server.comet.CometJson.array;
import static dev.orrery.server.comet.CometJson.integer;
import static dev.orrery.server.comet.CometJson.object;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.NextBlock;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.chain.solo.index.EventQuery;
import dev.orrery.chain.solo.index.QueryException;
import dev.orrery.proto.tendermint.types.BlockMeta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Methods about blocks, headers, commits and validators. */
final class BlockMethods {
    /** Headers in one answer. cometbft rpc/core/blocks.go: BlockchainInfo. */
    private static final int MAX_METAS = 20;

    private static final Parameter HEIGHT = new Parameter("height", Parameter.Kind.INTEGER);
    private static final Parameter PAGE = new Parameter("page", Parameter.Kind.INTEGER);
    private static final Parameter PER_PAGE = new Parameter("per_page", Parameter.Kind.INTEGER);

    private final SoloNode node;
    private final BlockStore blocks;

    BlockMethods(SoloNode node) {
        this.node = node;
        this.blocks = node.blocks();
    }

    List<RpcMethod> all() {
        return List.of(
                new RpcMethod("block", List.of(HEIGHT), this::block),
                new RpcMethod("block_by_hash", List.of(new Parameter("hash", Parameter.Kind.BYTES)), this::blockByHash),
                new RpcMethod("block_results", List.of(HEIGHT), this::blockResults),
                new RpcMethod(
                        "block_search",
                        List.of(
                                new Parameter("query", Parameter.Kind.TEXT),
                                PAGE,
                                PER_PAGE,
                                new Parameter("order_by", Parameter.Kind.TEXT)),
                        this::blockSearch),
                new RpcMethod(
                        "blockchain",
                        List.of(
                                new Parameter("minHeight", Parameter.Kind.INTEGER),
                                new Parameter("maxHeight", Parameter.Kind.INTEGER)),
                        this::blockchain),
                new RpcMethod("commit", List.of(HEIGHT), this::commit),
                new RpcMethod("consensus_params", List.of(HEIGHT), this::consensusParams),
                new RpcMethod("header", List.of(HEIGHT), this::header),
                new RpcMethod("header_by_hash", List.of(new Parameter("hash", Parameter.Kind.HEX)), this::headerByHash),
                new RpcMethod("validators", List.of(HEIGHT, PAGE, PER_PAGE), this::validators));
    }

    private JsonElement block(Arguments arguments) {
        return block(Heights.committed(blocks, arguments));
    }

    private JsonElement blockByHash(Arguments arguments) {
        return blocks.heightOf(arguments.bytes("hash")).map(this::block).orElseGet(() -> {
            JsonObject none = new JsonObject();
            none.add("block_id", BlockJson.blockId(NextBlock.NO_BLOCK));
            none.add("block", JsonNull.INSTANCE);
            return none;
        });
    }

    private JsonObject block(long height) {
        return BlockJson.blockWithId(
                blocks.meta(height).orElseThrow().getBlockId(),
                blocks.block(height).orElseThrow());
    }

    private JsonElement blockResults(Arguments arguments) {
        long height = Heights.committed(blocks, arguments);
        return ResultJson.blockResults(height, blocks.results(height).orElseThrow());
    }

    private JsonElement blockSearch(Arguments arguments) {
        List<Long> heights = new ArrayList<>(find(arguments));
        switch (arguments.text("order_by")) {
            case "desc", "" -> Collections.reverse(heights);
            case "asc" -> {}
            default -> throw RpcException.refused("expected order_by to be either `asc` or `desc` or empty");
        }
        JsonObject json = new JsonObject();
        json.add("blocks", array(Paging.of(arguments).cut(heights), this::block));
        json.add("total_count", integer(heights.size()));
        return json;
    }

    private List<Long> find(Arguments arguments) {
        try {
            return List.copyOf(node.index().blocks(EventQuery.parse(arguments.text("query")), blocks.height()));
        } catch (QueryException e) {
            throw RpcException.refused(e.getMessage());
        }
    }

    private JsonElement blockchain(Arguments arguments) {
        long newest = blocks.height();
        long min = arguments.integer("minHeight").orElse(0L);
        long max = arguments.integer("maxHeight").orElse(0L);
        if (min < 0 || max < 0) {
            throw RpcException.refused("heights must be non-negative");
        }
        long last = max == 0 ? newest : Math.min(newest, max);
        long first = Math.max(Math.max(blocks.base(), min), last - MAX_METAS + 1);
        if (first > last) {
            throw RpcException.refused("min height " + first + " can't be greater than max height " + last);
        }
        List<BlockMeta> metas = new ArrayList<>();
        for (long height = last; height >= first; height--) {
            blocks.meta(height).ifPresent(metas::add);
        }
        JsonObject json = new JsonObject();
        json.add("last_height", integer(newest));
        json.add("block_metas", array(metas, BlockJson::meta));
        return json;
    }

    private JsonElement commit(Arguments arguments) {
        long height = Heights.committed(blocks, arguments);
        boolean canonical = height < blocks.height();
        JsonObject signed = new JsonObject();
        signed.add("header", BlockJson.header(blocks.meta(height).orElseThrow().getHeader()));
        signed.add("commit", BlockJson.commit(blocks.commit(height).orElseThrow()));
        JsonObject json = object("signed_header", signed);
        json.addProperty("canonical", canonical);
        return json;
    }

    private JsonElement header(Arguments arguments) {
        return header(blocks.meta(Heights.committed(blocks, arguments)));
    }

    private JsonElement headerByHash(Arguments arguments) {
        return header(blocks.heightOf(arguments.bytes("hash")).flatMap(blocks::meta));
    }

    private static JsonElement header(Optional<BlockMeta> meta) {
        return object(
                "header",
                meta.<JsonElement>map(found -> BlockJson.header(found.getHeader()))
                        .orElse(JsonNull.INSTANCE));
    }

    private JsonElement validators(Arguments arguments) {
        long height = Heights.settled(blocks, arguments);
        List<Validator> all = blocks.validators(height).validators();
        List<Validator> page = Paging.of(arguments).cut(all);
        JsonObject json = new JsonObject();
        json.add("block_height", integer(height));
        json.add("validators", array(page, BlockJson::validator));
        json.add("count", integer(page.size()));
        json.add("total", integer(all.size()));
        return json;
    }

    private JsonElement consensusParams(Arguments arguments) {
        long height = Heights.settled(blocks, arguments);
        JsonObject json = new JsonObject();
        json.add("block_height", integer(height));
        json.add("consensus_params", BlockJson.params(blocks.params(height)));
        return json;
    }
}
