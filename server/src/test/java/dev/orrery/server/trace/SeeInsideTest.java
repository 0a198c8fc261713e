package dev.orrery.server.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.TestAccount;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.solo.block.DecidedBlock;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.proto.tendermint.abci.Request;
import dev.orrery.proto.tendermint.abci.RequestCommit;
import dev.orrery.server.Main;
import dev.orrery.server.abci.AbciClient;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.Funding;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.chain.ReplicatedChain;
import dev.orrery.server.comet.NodeIdentity;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.testkit.contracts.AnsweringContract;
import dev.orrery.testkit.contracts.OwnContracts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A chain as people run it, with a token that is sent; asked by RPC, by the command line and by the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SeeInsideTest {
    private static final String ID = "inside-1";
    private static final Coins FEE = Coins.of(Coin.of("ucosm", 1));
    private static final long GAS = 5_000_000;
    private static final String NOTHING = "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[]}}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestAccount alice = new TestAccount("alice", 0);
    private LocalChain chain;
    private String sent;
    private String token;

    @BeforeAll
    void begin() throws IOException, InterruptedException {
        ChainConfig config = ChainConfig.of("wasm");
        ListenAddress.Tcp any = (ListenAddress.Tcp) ListenAddress.parse("127.0.0.1:0");
        chain = LocalChain.start(new LocalChain.Settings(
                ID,
                Optional.empty(),
                new LocalChain.Addresses(any, any, any),
                new BlockSchedule.OnCommand(),
                config,
                List.of(new Funding(
                        config.formats().account().parse(alice.text()), Coins.of(Coin.of("ucosm", 1_000_000)))),
                WasmModule.Settings.DEFAULT,
                NodeIdentity.COMET_VERSION,
                new Beginning.Anew(),
                false));
        deliver(MsgStoreCode.newBuilder()
                .setSender(alice.text())
                .setWasmByteCode(ByteString.copyFrom(OwnContracts.wasm("rust/token")))
                .build());
        JsonObject made = deliver(MsgInstantiateContract.newBuilder()
                .setSender(alice.text())
                .setCodeId(1)
                .setLabel("token")
                .setMsg(ByteString.copyFromUtf8("{\"name\":\"Token\",\"symbol\":\"TOK\",\"decimals\":6,"
                        + "\"initial_balances\":[{\"address\":\"" + alice.text() + "\",\"amount\":\"100\"}]}"))
                .build());
        token = attribute(made, "instantiate", "_contract_address");
        sent = execute(token, "{\"transfer\":{\"recipient\":\"" + alice.text() + "\",\"amount\":\"7\"}}");
    }

    /** Calls a contract; returns the transaction's hash. */
    private String execute(String contract, String msg) throws IOException, InterruptedException {
        return deliver(MsgExecuteContract.newBuilder()
                        .setSender(alice.text())
                        .setContract(contract)
                        .setMsg(ByteString.copyFromUtf8(msg))
                        .build())
                .get("hash")
                .getAsString();
    }

    /** A contract of a code of its own. */
    private String make(AnsweringContract code) throws IOException, InterruptedException {
        JsonObject stored = deliver(MsgStoreCode.newBuilder()
                .setSender(alice.text())
                .setWasmByteCode(ByteString.copyFrom(code.wasm()))
                .build());
        JsonObject made = deliver(MsgInstantiateContract.newBuilder()
                .setSender(alice.text())
                .setCodeId(Long.parseLong(attribute(stored, "store_code", "code_id")))
                .setLabel("contract")
                .setMsg(ByteString.copyFromUtf8("{}"))
                .build());
        return attribute(made, "instantiate", "_contract_address");
    }

    @AfterAll
    void end() {
        chain.close();
    }

    private JsonObject deliver(Message message) throws IOException, InterruptedException {
        byte[] transaction = alice.sign(ID, FEE, GAS, message);
        chain.node().submit(ByteString.copyFrom(transaction));
        chain.node().produce();
        JsonObject params = new JsonObject();
        byte[] hash = Sha256.of(transaction);
        params.addProperty("hash", Base64.getEncoder().encodeToString(hash));
        JsonObject found = call("tx", params).getAsJsonObject("result");
        JsonObject result = found.getAsJsonObject("tx_result");
        assertEquals(0, result.get("code").getAsInt(), result.toString());
        return found;
    }

    private static String attribute(JsonObject found, String type, String key) {
        for (JsonElement event : found.getAsJsonObject("tx_result").getAsJsonArray("events")) {
            for (JsonElement attribute : event.getAsJsonObject().getAsJsonArray("attributes")) {
                if (event.getAsJsonObject().get("type").getAsString().equals(type)
                        && attribute.getAsJsonObject().get("key").getAsString().equals(key)) {
                    return attribute.getAsJsonObject().get("value").getAsString();
                }
            }
        }
        throw new AssertionError("no " + type + " " + key);
    }

    private JsonObject call(String method, JsonObject params) throws IOException, InterruptedException {
        return call("http://" + chain.addresses().rpc(), method, params);
    }

    private static JsonObject call(String url, String method, JsonObject params)
            throws IOException, InterruptedException {
        JsonObject call = new JsonObject();
        call.addProperty("jsonrpc", "2.0");
        call.addProperty("id", 1);
        call.addProperty("method", method);
        call.add("params", params);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(call.toString()));
        return JsonParser.parseString(send(request).body()).getAsJsonObject();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonObject hash(String hash) {
        JsonObject params = new JsonObject();
        params.addProperty("hash", hash);
        return params;
    }

    private HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create("http://" + chain.addresses().rest() + path)));
    }

    private String command(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out, true));
        commands.setErr(new PrintWriter(out, true));
        int status = commands.execute(arguments);
        return "status " + status + "\n" + out;
    }

    @Test
    void aTraceHasTheCallWithItsStorageAndGas() throws IOException, InterruptedException {
        JsonObject trace = call("orrery_traceTransaction", hash(sent)).getAsJsonObject("result");
        JsonObject message = trace.getAsJsonArray("steps").get(0).getAsJsonObject();
        JsonObject execute = message.getAsJsonArray("steps").get(0).getAsJsonObject();
        JsonObject gas = execute.getAsJsonObject("gas");

        assertEquals(sent, trace.get("hash").getAsString());
        assertEquals("execute", execute.get("entry").getAsString());
        assertEquals(token, execute.get("contract").getAsString());
        assertEquals(
                "7",
                execute.getAsJsonObject("args")
                        .getAsJsonObject("msg")
                        .getAsJsonObject("json")
                        .getAsJsonObject("transfer")
                        .get("amount")
                        .getAsString());
        assertEquals(
                gas.get("total").getAsLong(),
                gas.get("wasm").getAsLong()
                        + gas.get("host").getAsLong()
                        + gas.get("storage").getAsLong()
                        + gas.get("queries").getAsLong());
        assertTrue(gas.get("wasm").getAsLong() > 0);
        assertTrue(gas.get("storage").getAsLong() > 0);
        assertTrue(execute.getAsJsonArray("steps").toString().contains("\"import\":\"db_write\""));
    }

    @Test
    void aProfileSumsUpToWhatTheCallTook() throws IOException, InterruptedException {
        JsonObject execute = firstCall(call("orrery_traceTransaction", hash(sent)));
        JsonObject profile = call("orrery_profileTransaction", hash(sent))
                .getAsJsonObject("result")
                .getAsJsonObject("profile");
        String total = execute.getAsJsonObject("gas").get("total").getAsString();

        assertEquals(total, profile.get("total").getAsString());
        assertTrue(profile.toString().contains("\"name\":\"execute\""), "the export's name is known");
        assertTrue(profile.toString().contains("\"name\":\"env.db_read\""));
    }

    @Test
    void aContractThatIsAskedHangsBelowTheOneThatAsks() throws IOException, InterruptedException {
        String question = Base64.getEncoder().encodeToString("{\"token_info\":{}}".getBytes(StandardCharsets.UTF_8));
        String asker = make(new AnsweringContract()
                .answer("instantiate", NOTHING)
                .answer("execute", NOTHING)
                .ask(
                        "execute",
                        "{\"wasm\":{\"smart\":{\"contract_addr\":\"" + token + "\",\"msg\":\"" + question + "\"}}}"));
        String hash = execute(asker, "{}");

        JsonObject execute = firstCall(call("orrery_traceTransaction", hash(hash)));
        JsonObject host = execute.getAsJsonArray("steps").get(0).getAsJsonObject();
        JsonObject query = host.getAsJsonArray("steps").get(0).getAsJsonObject();
        assertEquals("query_chain", host.get("import").getAsString());
        assertEquals(token, query.get("contract").getAsString());
        assertEquals("query", query.get("entry").getAsString());
        JsonObject profile = call("orrery_profileTransaction", hash(hash))
                .getAsJsonObject("result")
                .getAsJsonObject("profile");
        assertEquals(
                execute.getAsJsonObject("gas").get("total").getAsString(),
                profile.get("total").getAsString());
        JsonObject inside = find(profile, "query " + token).orElseThrow();
        assertEquals(
                query.getAsJsonObject("gas").get("total").getAsString(),
                inside.get("total").getAsString());
    }

    @Test
    void whatAContractPrintsIsInItsTrace() throws IOException, InterruptedException {
        String printer = make(new AnsweringContract()
                .answer("instantiate", NOTHING)
                .answer("execute", NOTHING)
                .print("execute", "the sun \u001b[31mrises"));
        String hash = execute(printer, "{}");

        JsonObject execute = firstCall(call("orrery_traceTransaction", hash(hash)));
        JsonObject host = execute.getAsJsonArray("steps").get(0).getAsJsonObject();
        JsonObject debug = host.getAsJsonArray("steps").get(0).getAsJsonObject();
        assertEquals("debug", debug.get("type").getAsString());
        assertEquals("the sun \u001b[31mrises", debug.get("text").getAsString());
        String tree = command("trace", hash, "--rpc=http://" + chain.addresses().rpc());
        assertTrue(tree.contains("debug: the sun \ufffd[31mrises"), tree);
    }

    /** The chain's RPC stands for that of a CometBFT, which tells the same in the same form. */
    @Test
    void anApplicationOfAnEngineTellsTheSame(@TempDir Path folder) throws IOException, InterruptedException {
        Path socket = folder.resolve("abci.sock");
        try (ReplicatedChain application =
                        application(socket, Optional.of(chain.addresses().rpc()));
                AbciClient engine = AbciClient.open(socket)) {
            String url = "http://" + application.addresses().rest() + "/orrery/rpc";
            runAllBlocks(engine);
            for (String method : List.of("orrery_traceTransaction", "orrery_profileTransaction")) {
                assertEquals(call(method, hash(sent)), call(url, method, hash(sent)), method);
            }
            String tree = command("trace", sent, "--rpc=" + url);
            assertEquals(
                    command("trace", sent, "--rpc=http://" + chain.addresses().rpc()), tree);
            assertTrue(tree.startsWith("status 0\n"), tree);
            String other = command("devnet", "mine", "--rpc=" + url);
            assertTrue(other.contains("has traces alone, at http://HOST:PORT/orrery/rpc"), other);
        }
    }

    private static ReplicatedChain application(Path socket, Optional<ListenAddress.Tcp> node) throws IOException {
        ListenAddress.Tcp any = (ListenAddress.Tcp) ListenAddress.parse("127.0.0.1:0");
        return ReplicatedChain.start(new ReplicatedChain.Settings(
                Optional.empty(),
                new ReplicatedChain.Addresses(new ListenAddress.Unix(socket), any, any),
                node.map(address -> URI.create("http://" + address)),
                ChainConfig.of("wasm"),
                WasmModule.Settings.DEFAULT,
                0));
    }

    private void runAllBlocks(AbciClient engine) throws IOException {
        engine.ask(Request.newBuilder().setInitChain(chain.node().genesis()).build());
        for (long height = 1; height <= chain.node().blocks().height(); height++) {
            engine.ask(Request.newBuilder()
                    .setFinalizeBlock(
                            DecidedBlock.request(chain.node().blocks(), height).orElseThrow())
                    .build());
            engine.ask(Request.newBuilder()
                    .setCommit(RequestCommit.getDefaultInstance())
                    .build());
        }
    }

    @Test
    void anApplicationWithoutANodeSaysWhatItLacks(@TempDir Path folder) throws IOException, InterruptedException {
        try (ReplicatedChain application = application(folder.resolve("abci.sock"), Optional.empty())) {
            String url = "http://" + application.addresses().rest() + "/orrery/rpc";
            String error = call(url, "orrery_traceTransaction", hash(sent))
                    .getAsJsonObject("error")
                    .toString();
            assertTrue(error.contains("(--node)"), error);
            assertEquals(
                    405, send(HttpRequest.newBuilder(URI.create(url)).GET()).statusCode());
        }
    }

    /** The call of the only message's contract. */
    private static JsonObject firstCall(JsonObject answer) {
        return answer.getAsJsonObject("result")
                .getAsJsonArray("steps")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("steps")
                .get(0)
                .getAsJsonObject();
    }

    private static Optional<JsonObject> find(JsonObject profile, String name) {
        if (profile.get("name").getAsString().equals(name)) {
            return Optional.of(profile);
        }
        for (JsonElement inside : profile.getAsJsonArray("inside")) {
            Optional<JsonObject> found = find(inside.getAsJsonObject(), name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Test
    void speedscopeGetsEventsThatOpenAndCloseInOrder() throws IOException, InterruptedException {
        JsonObject params = hash(sent);
        params.addProperty("format", "speedscope");
        JsonObject file = call("orrery_profileTransaction", params).getAsJsonObject("result");
        JsonObject profile = file.getAsJsonArray("profiles").get(0).getAsJsonObject();
        long at = 0;
        int open = 0;
        for (JsonElement each : profile.getAsJsonArray("events")) {
            JsonObject event = each.getAsJsonObject();
            assertTrue(event.get("at").getAsLong() >= at);
            at = event.get("at").getAsLong();
            open += event.get("type").getAsString().equals("O") ? 1 : -1;
            assertTrue(open >= 0);
        }
        assertEquals(0, open);
        assertEquals(profile.get("endValue").getAsLong(), at);
    }

    @Test
    void whatIsNoHashOrNoTransactionIsRefused() throws IOException, InterruptedException {
        assertEquals(
                "hash: 64 hexadecimal digits are wanted",
                call("orrery_traceTransaction", hash("xyz"))
                        .getAsJsonObject("error")
                        .get("data")
                        .getAsString());
        assertEquals(
                "tx (" + "AB".repeat(32) + ") not found",
                call("orrery_traceTransaction", hash("ab".repeat(32)))
                        .getAsJsonObject("error")
                        .get("data")
                        .getAsString());
    }

    @Test
    void theCommandsPrintTreesAndWritePictures(@TempDir Path directory) throws IOException {
        String rpc = "--rpc=http://" + chain.addresses().rpc();
        String tree = command("trace", sent, rpc);
        assertTrue(tree.startsWith("status 0\n"), tree);
        assertTrue(tree.contains("execute " + token), tree);
        assertTrue(tree.contains("db_write"), tree);
        String table = command("profile", sent, rpc);
        assertTrue(table.contains("env.db_write"), table);
        Path svg = directory.resolve("flame.svg");
        assertTrue(command("profile", sent, rpc, "--svg=" + svg).startsWith("status 0\n"));
        String picture = Files.readString(svg);
        assertTrue(picture.startsWith("<svg "));
        assertFalse(picture.contains("<script"));
        assertTrue(command("trace", "ab", rpc).contains("error: hash: 64 hexadecimal digits are wanted"));
    }

    @Test
    void thePageIsServedWithoutAnythingFromElsewhere() throws IOException, InterruptedException {
        HttpResponse<String> index = page("/explorer/");
        assertEquals(200, index.statusCode());
        assertTrue(index.headers()
                .firstValue("Content-Security-Policy")
                .orElse("")
                .startsWith("default-src 'none'; script-src 'self';"));
        assertEquals(302, page("/explorer").statusCode());
        assertEquals(404, page("/explorer/nothing.js").statusCode());
        assertEquals(200, page("/cosmos/base/tendermint/v1beta1/node_info").statusCode());
        assertEquals(
                "text/javascript; charset=utf-8",
                page("/explorer/app.js").headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void thePageReachesTheRpcOverItsOwnPort() throws IOException, InterruptedException {
        JsonObject status = call("http://" + chain.addresses().rest() + "/explorer/rpc", "status", new JsonObject());
        assertEquals(
                ID,
                status.getAsJsonObject("result")
                        .getAsJsonObject("node_info")
                        .get("network")
                        .getAsString());
    }
}
