package dev.orrery.relayer.node;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** JSON-RPC of one node over HTTP. Any thread; it blocks. */
final class Rpc implements AutoCloseable {
    /** A node that takes longer doesn't answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Largest answer. Bytes. A hundred transactions of a search, each with an upload, stay below. */
    private static final long MAX_ANSWER_BYTES = 64L << 20;

    private final URI node;
    private final HttpClient http;

    Rpc(URI node) {
        this.node = node;
        // HTTP/2 is not spoken there, and asking for it costs a round trip.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** Asks what changes nothing: once more if the connection ends, since a node may close one that was idle. */
    Fields ask(String method, JsonObject params) {
        try {
            return call(method, params);
        } catch (NodeException e) {
            if (e.kind() != NodeException.Kind.UNREACHABLE) {
                throw e;
            }
            return call(method, params);
        }
    }

    /** Asks once. */
    Fields call(String method, JsonObject params) {
        JsonObject request = new JsonObject();
        request.addProperty("jsonrpc", "2.0");
        request.addProperty("id", 1);
        request.addProperty("method", method);
        request.add("params", params);
        Fields answer = Fields.of(method, parse(method, send(request.toString())));
        if (answer.has("error")) {
            Fields error = answer.object("error");
            throw new NodeException(
                    NodeException.Kind.REFUSED, method + ": " + error.text("message") + ": " + error.text("data"));
        }
        return answer.object("result");
    }

    private String send(String body) {
        HttpRequest request = HttpRequest.newBuilder(node)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(
                            request,
                            BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES))
                    .body();
        } catch (IOException e) {
            throw new NodeException(NodeException.Kind.UNREACHABLE, node + " doesn't answer: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException(NodeException.Kind.UNREACHABLE, "interrupted", e);
        }
    }

    /** A refused connection has no message of its own. */
    private static String reason(IOException failure) {
        return failure.getMessage() == null ? "connection refused" : failure.getMessage();
    }

    private static JsonElement parse(String method, String body) {
        try {
            return JsonParser.parseString(body);
        } catch (JsonParseException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, method + ": the answer is no JSON", e);
        }
    }

    @Override
    public String toString() {
        return node.toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
