package dev.orrery.server.devnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.LocalChain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page in a browser on the same machine gets of the powers over a chain. */
class WebPagesTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private LocalChain chain;

    @BeforeEach
    void start() throws IOException {
        chain = DevnetChains.start("127.0.0.1:0", Optional.empty(), new Beginning.Anew());
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    @Test
    void webPagesOfOtherOriginsHaveNoPowers() throws Exception {
        String mine = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"orrery_mine\",\"params\":{}}";
        String status = mine.replace("orrery_mine", "status");
        long before = chain.node().blocks().height();
        assertTrue(posted(mine, "https://example.org").contains("not for web pages of other origins"));
        assertTrue(posted(mine, "null").contains("not for web pages of other origins"));
        assertTrue(posted(status, "https://example.org").contains("latest_block_height"));
        assertTrue(byLink("orrery_mine").contains("not for web pages of other origins"));
        assertTrue(byWebSocket(mine, "https://example.org").contains("not for web pages of other origins"));
        assertTrue(toHost("rebound.example.org", mine).contains("loopback addresses only"));
        assertTrue(toHost("rebound.example.org", status).contains("latest_block_height"));
        assertEquals(before, chain.node().blocks().height());

        assertTrue(posted(mine, rpc().toString()).contains("\"result\""));
        assertTrue(byWebSocket(mine, rpc().toString()).contains("\"result\""));
        assertTrue(toHost("localhost", mine).contains("\"result\""));
        assertEquals(before + 3, chain.node().blocks().height());
    }

    private URI rpc() {
        return URI.create(
                "http://127.0.0.1:" + chain.addresses().rpc().address().getPort());
    }

    private String posted(String body, String origin) throws Exception {
        return body(
                HttpRequest.newBuilder(rpc()).header("Origin", origin).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String byLink(String method) throws Exception {
        return body(HttpRequest.newBuilder(rpc().resolve("/" + method)));
    }

    private String body(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private String byWebSocket(String message, String origin) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        StringBuilder parts = new StringBuilder();
        WebSocket socket = http.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(
                        URI.create(rpc().toString().replace("http:", "ws:") + "/websocket"), new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                                parts.append(text);
                                if (last) {
                                    answer.complete(parts.toString());
                                }
                                return WebSocket.Listener.super.onText(from, text, last);
                            }
                        })
                .get(10, TimeUnit.SECONDS);
        socket.sendText(message, true).get(10, TimeUnit.SECONDS);
        try {
            return answer.get(10, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    /** As a browser asks that was told that this name is the address of this machine. */
    private String toHost(String host, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rpc().getPort())) {
            String request = "POST / HTTP/1.1\r\nHost: " + host + ":" + rpc().getPort() + "\r\nOrigin: http://" + host
                    + ":" + rpc().getPort() + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
