package dev.orrery.server.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.orrery.chain.solo.BlockSchedule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RpcHandlerTest {
    private static RunningNode node;

    @BeforeAll
    static void start() throws IOException {
        node = RunningNode.start(new BlockSchedule.Instantly(Optional.empty()));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void theVersionIsOneThatClientsKnow() throws Exception {
        JsonObject status = result(node.call("status", "{}"));
        assertTrue(
                status.getAsJsonObject("node_info").get("version").getAsString().startsWith("0.38."));
    }

    @Test
    void idsComeBackAsTheyWere() throws Exception {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":\"abc\",\"result\":{}}",
                node.post("{\"jsonrpc\":\"2.0\",\"id\":\"abc\",\"method\":\"health\"}")
                        .body());
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":846517488422,\"result\":{}}",
                node.post("{\"jsonrpc\":\"2.0\",\"id\":846517488422,\"method\":\"health\",\"params\":[]}")
                        .body());
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":-1,\"result\":{}}",
                node.get("/health").body());
    }

    @Test
    void aCallWithoutIdIsNotAnswered() throws Exception {
        HttpResponse<String> response = node.post("{\"jsonrpc\":\"2.0\",\"method\":\"health\"}");
        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    void aBatchIsAnsweredAsABatch() throws Exception {
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\"}";
        assertEquals(
                2,
                JsonParser.parseString(node.post("[" + call + "," + call + "]").body())
                        .getAsJsonArray()
                        .size());
        assertTrue(JsonParser.parseString(node.post("[" + call + "]").body()).isJsonObject());
        assertEquals("", node.post("[]").body());
    }

    @Test
    void aNumberForAHeightIsRefusedInJsonAndTakenInUrls() throws Exception {
        JsonObject error = error(node.call("block", "{\"height\":2}"));
        assertEquals(-32602, error.get("code").getAsInt());
        assertEquals(
                "error converting json params to arguments: invalid 64-bit integer encoding \"2\", expected string",
                error.get("data").getAsString());
        assertEquals("2", height(node.call("block", "{\"height\":\"2\"}")));
        assertEquals(
                "2", height(JsonParser.parseString(node.get("/block?height=2").body())));
        assertEquals(
                "2",
                height(JsonParser.parseString(node.get("/block?height=%222%22").body())));
    }

    @Test
    void parametersMayComeByPosition() throws Exception {
        assertEquals("2", height(node.call("block", "[\"2\"]")));
        assertEquals(-32602, error(node.call("block", "[]")).get("code").getAsInt());
        assertEquals(-32602, error(node.call("block", "\"2\"")).get("code").getAsInt());
    }

    @Test
    void aTransactionIsFoundOnceItsBroadcastIsAnswered() throws Exception {
        String tx = Base64.getEncoder().encodeToString("sync=1".getBytes(StandardCharsets.UTF_8));
        JsonObject sent = result(node.call("broadcast_tx_sync", "{\"tx\":\"" + tx + "\"}"));
        String hash = sent.get("hash").getAsString();
        JsonObject found = result(node.call("tx_search", "{\"query\":\"tx.hash='" + hash + "'\",\"page\":\"1\"}"));
        assertEquals("1", found.get("total_count").getAsString());
        assertEquals(
                tx,
                found.getAsJsonArray("txs").get(0).getAsJsonObject().get("tx").getAsString());
        assertFalse(node.get("/tx?hash=0x" + hash + "&prove=true").body().contains("\"error\""));
        JsonObject again = error(node.call("broadcast_tx_sync", "{\"tx\":\"" + tx + "\"}"));
        assertEquals("tx already exists in cache", again.get("data").getAsString());
    }

    @Test
    void aCommitIsWaitedForWhereAsked() throws Exception {
        String tx = Base64.getEncoder().encodeToString("commit=1".getBytes(StandardCharsets.UTF_8));
        JsonObject sent = result(node.call("broadcast_tx_commit", "{\"tx\":\"" + tx + "\"}"));
        assertTrue(Long.parseLong(sent.get("height").getAsString()) > 2);
        assertEquals(
                "set",
                sent.getAsJsonObject("tx_result")
                        .getAsJsonArray("events")
                        .get(0)
                        .getAsJsonObject()
                        .get("type")
                        .getAsString());
    }

    @Test
    void pagesAreCutAsCometBftCutsThem() throws Exception {
        assertEquals(
                "page should be within [1, 1] range, given 2",
                error(node.call("tx_search", "{\"query\":\"tx.height=1\",\"page\":\"2\"}"))
                        .get("data")
                        .getAsString());
        assertEquals(
                "expected order_by to be either `asc` or `desc` or empty",
                error(node.call("tx_search", "{\"query\":\"tx.height=1\",\"order_by\":\"up\"}"))
                        .get("data")
                        .getAsString());
    }

    @Test
    void anyPageMayAsk() throws Exception {
        HttpResponse<String> preflight = node.send(HttpRequest.newBuilder(node.uri("/"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type"));
        assertEquals(204, preflight.statusCode());
        assertEquals(
                "*",
                preflight.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertEquals(
                "*",
                node.get("/status")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin")
                        .orElseThrow());
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        HttpResponse<String> response = node.post("x".repeat(3_000_000));
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("http: request body too large"), response.body());
    }

    @Test
    void aBodyOfUnknownLengthThatIsTooLargeIsRefused() throws Exception {
        HttpResponse<String> response = node.send(HttpRequest.newBuilder(node.uri("/"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3_000_000]))));
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("http: request body too large"), response.body());
    }

    @Test
    void nestingBeyondAllReasonIsRefused() throws Exception {
        HttpResponse<String> response = node.post("[".repeat(500_000));
        assertEquals(500, response.statusCode());
        assertEquals(
                -32700,
                error(JsonParser.parseString(response.body())).get("code").getAsInt());
    }

    @Test
    void odditiesAreRefusedAndTheNodeLivesOn() throws Exception {
        for (String body : new String[] {
            "{", "nul", "\"x\"", "7", "[7]", "{\"id\":{}}", "{\"id\":true}", "{\"id\":1,\"method\":5}", "{}{}", "\u0000"
        }) {
            assertEquals(500, node.post(body).statusCode(), body);
        }
        for (String path : new String[] {
            "/block?height=0",
            "/block?height=-1",
            "/block?height=99999999999999999999",
            "/block?height=x",
            "/block?height=0x12",
            "/tx?hash=0xzz",
            "/abci_query?prove=5",
            "/tx_search?query=%22%22",
            "/genesis_chunked?chunk=1",
            "/blockchain?minHeight=9&maxHeight=1",
        }) {
            assertEquals(500, node.get(path).statusCode(), path);
        }
        assertEquals(404, node.get("/subscribe?query=x").statusCode());
        assertEquals(200, node.get("/health").statusCode());
    }

    private static String height(JsonElement answer) {
        return result(answer)
                .getAsJsonObject("block")
                .getAsJsonObject("header")
                .get("height")
                .getAsString();
    }

    private static JsonObject result(JsonElement answer) {
        return answer.getAsJsonObject().getAsJsonObject("result");
    }

    private static JsonObject error(JsonElement answer) {
        return answer.getAsJsonObject().getAsJsonObject("error");
    }
}
