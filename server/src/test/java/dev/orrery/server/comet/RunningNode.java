package dev.orrery.server.comet;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.solo.KeyValueApplication;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.solo.block.Times;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.types.BlockParams;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.ValidatorParams;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.http.HttpEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A node of the smallest application, with its RPC on a port of this machine. */
public final class RunningNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What it says of itself. */
    public static final NodeIdentity IDENTITY =
            new NodeIdentity("node1", NodeIdentity.COMET_VERSION, "tcp://127.0.0.1:26657");

    private final HttpClient http = HttpClient.newHttpClient();
    private final SoloNode node;
    private final CometServer server;

    private RunningNode(SoloNode node, CometServer server) {
        this.node = node;
        this.server = server;
    }

    public static RunningNode start(BlockSchedule schedule) throws IOException {
        Database database = new MemoryDatabase();
        ConsensusKey key = ConsensusKey.fromSeed(new byte[32]);
        RequestInitChain genesis = RequestInitChain.newBuilder()
                .setChainId("testing")
                .setTime(Times.timestamp(Instant.parse("2026-01-01T00:00:00Z")))
                .setInitialHeight(1)
                .setConsensusParams(ConsensusParams.newBuilder()
                        .setBlock(
                                BlockParams.newBuilder().setMaxBytes(22_020_096).setMaxGas(-1))
                        .setValidator(ValidatorParams.newBuilder().addPubKeyTypes("ed25519")))
                .addValidators(
                        ValidatorUpdate.newBuilder().setPubKey(key.publicKey()).setPower(250))
                .setAppStateBytes(ByteString.copyFromUtf8("{\"kv\":{}}"))
                .build();
        SoloNode node = SoloNode.open(
                new KeyValueApplication(database), database, genesis, key, schedule, InstantSource.system());
        return new RunningNode(
                node,
                CometServer.listen(
                        HttpEndpoint.prepare((ListenAddress.Tcp) ListenAddress.parse("127.0.0.1:0")),
                        node,
                        node.application()::query,
                        IDENTITY,
                        OwnMethods.NONE));
    }

    public SoloNode node() {
        return node;
    }

    int port() {
        return server.address().address().getPort();
    }

    HttpClient http() {
        return http;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/")).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** By a connection of its own: one that the server is about to close for an earlier request's sake would fail this one. */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient fresh = HttpClient.newHttpClient()) {
            return fresh.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** What a POST of these parameters answers. */
    JsonElement call(String method, String params) throws IOException, InterruptedException {
        return JsonParser.parseString(
                post("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}")
                        .body());
    }

    @Override
    public void close() {
        server.close();
        node.close();
        // Web sockets that a test left open would keep it.
        http.shutdownNow();
    }
}
