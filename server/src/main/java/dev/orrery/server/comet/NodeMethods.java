package dev.orrery.server.comet;

import static dev.orrery.server.comet.CometJson.array;
import static dev.orrery.server.comet.CometJson.base64;
import static dev.orrery.server.comet.CometJson.hex;
import static dev.orrery.server.comet.CometJson.integer;
import static dev.orrery.server.comet.CometJson.object;
import static dev.orrery.server.comet.CometJson.time;
import static dev.orrery.server.comet.CometJson.unsigned;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.NextBlock;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.ibc.light.tendermint.BlockHash;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseInfo;
import dev.orrery.proto.tendermint.types.Header;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Methods about the node itself and its application. */
final class NodeMethods {
    /** Of the document that {@code genesis_chunked} cuts. Bytes. cometbft rpc/core/env.go: genesisChunkSize. */
    private static final int GENESIS_CHUNK_BYTES = 16 * 1024 * 1024;

    private final SoloNode node;
    private final AbciQuery query;
    private final NodeIdentity identity;
    private final BlockStore blocks;

    NodeMethods(SoloNode node, AbciQuery query, NodeIdentity identity) {
        this.node = node;
        this.query = query;
        this.identity = identity;
        this.blocks = node.blocks();
    }

    List<RpcMethod> all() {
        return List.of(
                new RpcMethod("abci_info", List.of(), this::abciInfo),
                new RpcMethod(
                        "abci_query",
                        List.of(
                                new Parameter("path", Parameter.Kind.TEXT),
                                new Parameter("data", Parameter.Kind.HEX),
                                new Parameter("height", Parameter.Kind.INTEGER),
                                new Parameter("prove", Parameter.Kind.FLAG)),
                        this::abciQuery),
                new RpcMethod("consensus_state", List.of(), this::consensusState),
                new RpcMethod("dump_consensus_state", List.of(), this::dumpConsensusState),
                new RpcMethod("genesis", List.of(), this::genesis),
                new RpcMethod(
                        "genesis_chunked",
                        List.of(new Parameter("chunk", Parameter.Kind.INTEGER)),
                        this::genesisChunked),
                new RpcMethod("health", List.of(), arguments -> new JsonObject()),
                new RpcMethod("net_info", List.of(), this::netInfo),
                new RpcMethod("status", List.of(), this::status));
    }

    private JsonElement status(Arguments arguments) {
        JsonObject json = new JsonObject();
        json.add("node_info", nodeInfo());
        json.add("sync_info", syncInfo());
        json.add("validator_info", validatorInfo());
        return json;
    }

    private JsonObject nodeInfo() {
        JsonObject protocols = new JsonObject();
        protocols.add("p2p", integer(NodeIdentity.P2P_PROTOCOL));
        protocols.add("block", integer(NextBlock.BLOCK_PROTOCOL));
        protocols.add(
                "app", unsigned(blocks.params(blocks.height()).getVersion().getApp()));
        JsonObject other = new JsonObject();
        other.addProperty("tx_index", "on");
        other.addProperty("rpc_address", identity.rpcAddress());
        JsonObject json = new JsonObject();
        json.add("protocol_version", protocols);
        json.addProperty("id", NodeIdentity.idOf(node.key()));
        json.addProperty("listen_addr", NodeIdentity.PEER_ADDRESS);
        json.addProperty("network", node.genesis().getChainId());
        json.addProperty("version", identity.version());
        json.addProperty("channels", HexFormat.of().formatHex(NodeIdentity.channels()));
        json.addProperty("moniker", identity.moniker());
        json.add("other", other);
        return json;
    }

    private JsonObject syncInfo() {
        long height = blocks.height();
        Header latest = blocks.meta(height).orElseThrow().getHeader();
        Header earliest = blocks.meta(blocks.base()).orElseThrow().getHeader();
        JsonObject json = new JsonObject();
        json.add("latest_block_hash", hex(BlockHash.of(latest)));
        json.add("latest_app_hash", hex(latest.getAppHash()));
        json.add("latest_block_height", integer(height));
        json.add("latest_block_time", time(latest.getTime()));
        json.add("earliest_block_hash", hex(BlockHash.of(earliest)));
        json.add("earliest_app_hash", hex(earliest.getAppHash()));
        json.add("earliest_block_height", integer(earliest.getHeight()));
        json.add("earliest_block_time", time(earliest.getTime()));
        json.addProperty("catching_up", false);
        return json;
    }

    private JsonObject validatorInfo() {
        JsonObject json = new JsonObject();
        json.add("address", hex(node.key().address()));
        json.add("pub_key", BlockJson.publicKey(node.key().publicKey()));
        json.add(
                "voting_power",
                integer(blocks.validators(blocks.height() + 1)
                        .withAddress(node.key().address())
                        .map(Validator::power)
                        .orElse(0L)));
        return json;
    }

    private JsonElement netInfo(Arguments arguments) {
        JsonArray listeners = new JsonArray();
        listeners.add("Listener(@)");
        JsonObject json = new JsonObject();
        json.addProperty("listening", true);
        json.add("listeners", listeners);
        json.add("n_peers", integer(0));
        json.add("peers", new JsonArray());
        return json;
    }

    private JsonElement abciInfo(Arguments arguments) {
        ResponseInfo info = node.application().info(RequestInfo.getDefaultInstance());
        JsonObject response = new JsonObject();
        response.addProperty("data", info.getData());
        response.addProperty("version", info.getVersion());
        if (info.getAppVersion() != 0) {
            response.add("app_version", unsigned(info.getAppVersion()));
        }
        response.add("last_block_height", integer(info.getLastBlockHeight()));
        response.add("last_block_app_hash", base64(info.getLastBlockAppHash()));
        return object("response", response);
    }

    private JsonElement abciQuery(Arguments arguments) {
        return object(
                "response",
                ResultJson.query(query.query(RequestQuery.newBuilder()
                        .setPath(arguments.text("path"))
                        .setData(arguments.bytes("data"))
                        .setHeight(arguments.integer("height").orElse(0L))
                        .setProve(arguments.flag("prove"))
                        .build())));
    }

    private JsonElement genesis(Arguments arguments) {
        return object("genesis", genesisDocument(node.genesis()));
    }

    private JsonElement genesisChunked(Arguments arguments) {
        byte[] document = CometJson.text(genesisDocument(node.genesis())).getBytes(StandardCharsets.UTF_8);
        long total = (document.length + GENESIS_CHUNK_BYTES - 1L) / GENESIS_CHUNK_BYTES;
        long chunk = arguments.integer("chunk").orElse(0L);
        if (chunk < 0 || chunk >= total) {
            throw RpcException.refused("there are " + total + " chunks, " + chunk + " is invalid");
        }
        int from = (int) (chunk * GENESIS_CHUNK_BYTES);
        int length = Math.min(GENESIS_CHUNK_BYTES, document.length - from);
        JsonObject json = new JsonObject();
        json.add("chunk", integer(chunk));
        json.add("total", integer(total));
        json.add("data", base64(ByteString.copyFrom(document, from, length)));
        return json;
    }

    static JsonObject genesisDocument(RequestInitChain genesis) {
        JsonObject json = new JsonObject();
        json.add("genesis_time", time(genesis.getTime()));
        json.addProperty("chain_id", genesis.getChainId());
        json.add("initial_height", integer(genesis.getInitialHeight()));
        json.add("consensus_params", BlockJson.params(genesis.getConsensusParams()));
        json.addProperty("app_hash", "");
        String state = genesis.getAppStateBytes().toStringUtf8();
        json.add("app_state", state.isEmpty() ? new JsonObject() : JsonParser.parseString(state));
        return json;
    }

    private JsonElement consensusState(Arguments arguments) {
        JsonObject proposer = new JsonObject();
        proposer.add("address", hex(node.key().address()));
        proposer.addProperty("index", 0);
        JsonObject state = new JsonObject();
        state.addProperty("height/round/step", (blocks.height() + 1) + "/0/1");
        state.add("start_time", startTime());
        state.addProperty("proposal_block_hash", "");
        state.addProperty("locked_block_hash", "");
        state.addProperty("valid_block_hash", "");
        state.add("height_vote_set", new JsonArray());
        state.add("proposer", proposer);
        return object("round_state", state);
    }

    private JsonElement dumpConsensusState(Arguments arguments) {
        long next = blocks.height() + 1;
        JsonObject validators = new JsonObject();
        validators.add("validators", array(blocks.validators(next).validators(), BlockJson::validator));
        JsonObject state = new JsonObject();
        state.add("height", integer(next));
        state.addProperty("round", 0);
        state.addProperty("step", 1);
        state.add("start_time", startTime());
        state.add("commit_time", startTime());
        state.add("validators", validators);
        state.add("votes", new JsonArray());
        JsonObject json = object("round_state", state);
        json.add("peers", new JsonArray());
        return json;
    }

    private JsonElement startTime() {
        return time(blocks.meta(blocks.height()).orElseThrow().getHeader().getTime());
    }
}
