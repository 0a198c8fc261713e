package dev.orrery.relayer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that answers what it likes. */
class NodeTest {
    private HttpServer server;
    private Node node;
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        node = new Node(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        node.close();
        server.stop(0);
    }

    @Test
    void aStatusHasChainHeightAndTime() {
        answer = result("""
                {"node_info":{"network":"east-1"},"sync_info":{"latest_block_height":"12",
                 "latest_block_time":"2026-01-02T03:04:05.6Z"}}""");
        assertEquals("east-1", node.status().chainId());
        assertEquals(12, node.status().height());
        assertEquals(Instant.parse("2026-01-02T03:04:05.6Z"), node.status().time());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "[]",
                "{}",
                "{\"result\":null}",
                "{\"result\":{\"node_info\":{\"network\":\"x\"},\"sync_info\":[]}}",
                "{\"result\":{\"node_info\":{\"network\":{}},\"sync_info\":{}}}",
                "{\"result\":{\"node_info\":{},\"sync_info\":{\"latest_block_height\":\"many\"}}}",
                "{\"result\":{\"node_info\":{},\"sync_info\":{\"latest_block_height\":\"1\",\"latest_block_time\":\"noon\"}}}"
            })
    void anUnreadableStatusIsAFailureOfTheNode(String body) {
        answer = body;
        assertEquals(NodeException.Kind.UNREADABLE, failure().kind());
    }

    @Test
    void deepNestingIsUnreadable() {
        answer = "[".repeat(100_000);
        assertEquals(NodeException.Kind.UNREADABLE, failure().kind());
    }

    @Test
    void aRefusalSaysWhy() {
        answer = "{\"error\":{\"code\":-32603,\"message\":\"Internal error\",\"data\":\"no such height\"}}";
        assertEquals(NodeException.Kind.REFUSED, failure().kind());
        assertTrue(failure().getMessage().contains("no such height"), failure().getMessage());
    }

    @Test
    void aServerThatIsGoneIsUnreachable() {
        server.stop(0);
        assertEquals(NodeException.Kind.UNREACHABLE, failure().kind());
    }

    @Test
    void whatARefusedTransactionDidIsNotAsked() {
        answer = result("{\"code\":13,\"log\":\"insufficient fee\",\"hash\":\"00\"}");
        NodeException refused = assertThrows(NodeException.class, () -> node.broadcast(new byte[1]));
        assertEquals("insufficient fee", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"channel, 22, REDUNDANT", "sdk, 22, REFUSED", "channel, 21, REFUSED"})
    void packetsThatAnotherRelayedAreNoRefusal(String codespace, int code, NodeException.Kind kind) {
        answer = result("{\"code\":" + code + ",\"codespace\":\"" + codespace
                + "\",\"log\":\"packet messages are redundant\",\"hash\":\"00\"}");
        NodeException refused = assertThrows(NodeException.class, () -> node.broadcast(new byte[1]));
        assertEquals(kind, refused.kind());
    }

    @Test
    void anUnknownTransactionHasNoOutcomeYet() {
        answer = "{\"error\":{\"code\":-32603,\"message\":\"Internal error\",\"data\":\"tx (AA) not found\"}}";
        assertEquals(Optional.empty(), node.outcome(ByteString.copyFromUtf8("x")));
    }

    @Test
    void emptyListsMayBeNull() {
        answer = result("{\"txs\":null,\"blocks\":null}");
        assertEquals(List.of(), node.search("send_packet.packet_sequence='1'"));
    }

    private NodeException failure() {
        return assertThrows(NodeException.class, node::status);
    }

    private static String result(String json) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}";
    }
}
