package dev.orrery.server.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.BlockSchedule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketSessionTest {
    private static final List<String> UPGRADE = List.of(
            "GET /websocket HTTP/1.1",
            "Host: a",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");

    private RunningNode node;

    @BeforeEach
    void start() throws IOException {
        node = RunningNode.start(new BlockSchedule.OnCommand());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void callsAreAnswered() throws Exception {
        Client client = new Client();
        client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\"}");
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", client.next().toString());
        client.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"nope\"}");
        assertEquals(-32601, client.next().getAsJsonObject("error").get("code").getAsInt());
        client.send("nonsense");
        assertEquals(-32700, client.next().getAsJsonObject("error").get("code").getAsInt());
    }

    @Test
    void eventsCarryTheIdOfTheirSubscription() throws Exception {
        Client client = new Client();
        client.send(subscribe("\"s\"", "tm.event='Tx' AND set.key='a'"));
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"result\":{}}",
                client.next().toString());
        node.node().submit(ByteString.copyFromUtf8("b=1"));
        node.node().submit(ByteString.copyFromUtf8("a=1"));
        node.node().produce();
        JsonObject event = client.next();
        assertEquals("s", event.get("id").getAsString());
        JsonObject result = event.getAsJsonObject("result");
        assertEquals("tm.event='Tx' AND set.key='a'", result.get("query").getAsString());
        assertEquals(
                "tendermint/event/Tx",
                result.getAsJsonObject("data").get("type").getAsString());
        JsonObject tx = result.getAsJsonObject("data").getAsJsonObject("value").getAsJsonObject("TxResult");
        assertEquals(1, tx.get("index").getAsInt());
        assertEquals("3", tx.get("height").getAsString());
        assertEquals(
                "[\"3\"]", result.getAsJsonObject("events").get("tx.height").toString());
    }

    @Test
    void blocksAndHeadersAreTold() throws Exception {
        Client client = new Client();
        client.send(subscribe("1", "tm.event='NewBlock'"));
        client.next();
        client.send(subscribe("2", "tm.event='NewBlockHeader'"));
        client.next();
        node.node().produce();
        JsonObject block = client.next().getAsJsonObject("result").getAsJsonObject("data");
        assertEquals("tendermint/event/NewBlock", block.get("type").getAsString());
        assertEquals(
                List.of("block", "block_id", "result_finalize_block"),
                List.copyOf(block.getAsJsonObject("value").keySet()));
        JsonObject results = block.getAsJsonObject("value").getAsJsonObject("result_finalize_block");
        assertFalse(results.has("tx_results"));
        assertTrue(results.get("validator_updates").getAsJsonArray().isEmpty());
        assertEquals(
                "tendermint/event/NewBlockHeader",
                client.next()
                        .getAsJsonObject("result")
                        .getAsJsonObject("data")
                        .get("type")
                        .getAsString());
    }

    @Test
    void subscriptionsEnd() throws Exception {
        Client client = new Client();
        client.send(subscribe("1", "tm.event='NewBlock'"));
        client.next();
        client.send(subscribe("2", "tm.event='NewBlock'"));
        assertEquals("already subscribed", data(client.next()));
        client.send(
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"unsubscribe\",\"params\":{\"query\":\"tm.event='NewBlock'\"}}");
        assertTrue(client.next().has("result"));
        client.send("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"unsubscribe_all\",\"params\":{}}");
        assertEquals("subscription not found", data(client.next()));
        node.node().produce();
        client.send("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"health\"}");
        assertEquals(5, client.next().get("id").getAsInt());
    }

    @Test
    void aClientHasFiveSubscriptionsAtTheMost() throws Exception {
        Client client = new Client();
        for (int i = 0; i < 5; i++) {
            client.send(subscribe("1", "tm.event='Tx' AND tx.height=" + i));
            assertTrue(client.next().has("result"));
        }
        client.send(subscribe("1", "tm.event='Tx' AND tx.height=99"));
        assertEquals("max_subscriptions_per_client 5 reached", data(client.next()));
        client.send(subscribe("1", "nonsense"));
        assertTrue(client.next().has("error"));
    }

    /** A client that asks and never reads fills its own socket and nothing else. */
    @Test
    void aClientThatDoesNotReadIsDroppedAndHoldsUpNobody() throws Exception {
        try (Socket deaf = upgraded()) {
            deaf.getOutputStream().write(frame(subscribe("1", "tm.event='NewBlock'")));
            deaf.getOutputStream().flush();
            ByteString large = ByteString.copyFromUtf8("a=" + "x".repeat(500_000));
            for (int i = 0; i < 60; i++) {
                node.node().submit(large.concat(ByteString.copyFromUtf8("-" + i)));
                node.node().produce();
            }
            assertEquals(62, node.node().blocks().height());
            Client client = new Client();
            client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\"}");
            assertNotNull(client.next());
        }
    }

    @Test
    void manyHalfOpenConnectionsLeaveTheNodeAlive() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 900; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
                open.add(socket);
                socket.getOutputStream()
                        .write("GET /websocket HTTP/1.1\r\nHost: a\r\nUpgrade: webs"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(200, node.get("/health").statusCode());
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        assertEquals(200, node.get("/health").statusCode());
    }

    private Socket upgraded() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(String.join("\r\n", UPGRADE).getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        assertTrue(head.toString().startsWith("HTTP/1.1 101"), head.toString());
        return socket;
    }

    /** A short text, masked with zeros. */
    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        assertFalse(payload.length > 125, "a longer one has another head");
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    private static String subscribe(String id, String query) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"subscribe\",\"params\":{\"query\":\"" + query
                + "\"}}";
    }

    private static String data(JsonObject answer) {
        return answer.getAsJsonObject("error").get("data").getAsString();
    }

    /** Collects what the node sends. */
    private final class Client implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final WebSocket socket;

        Client() {
            socket = node.http()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + node.port() + "/websocket"), this)
                    .join();
        }

        void send(String text) {
            socket.sendText(text, true).join();
        }

        JsonObject next() throws InterruptedException {
            String text = received.poll(20, TimeUnit.SECONDS);
            assertNotNull(text, "nothing came");
            return JsonParser.parseString(text).getAsJsonObject();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                received.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
