package dev.orrery.relayer.node;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** JSON-RPC of one node over HTTP. Any thread; it blocks. */
public final class Rpc implements AutoCloseable {
    private final URI node;
    private final Limits limits;
    private final HttpClient http;

    /**
     * What a node's answer may take.
     *
     * @param patience a node that takes longer doesn't answer
     * @param answerBytes largest answer
     * @param depth objects in objects, and arrays, of its JSON
     */
    public record Limits(Duration patience, long answerBytes, int depth) {
        /** A hundred transactions of a search, each with an upload, stay below the size. */
        public static final Limits USUAL = new Limits(Duration.ofSeconds(20), 64L << 20, 256);
    }

    public Rpc(URI node) {
        this(node, Limits.USUAL);
    }

    public Rpc(URI node, Limits limits) {
        this.node = node;
        this.limits = limits;
        // HTTP/2 is not spoken there, and asking for it costs a round trip.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.patience())
                .build();
    }

    /**
     * Asks what changes nothing: once more if the connection ends, since a node may close one that was idle.
     *
     * @throws NodeException if there is no answer, or none that is an object
     */
    public Fields ask(String method, JsonObject params) {
        try {
            return call(method, params);
        } catch (NodeException e) {
            if (e.kind() != NodeException.Kind.UNREACHABLE || e.getCause() instanceof HttpTimeoutException) {
                throw e;
            }
            return call(method, params);
        }
    }

    /**
     * Asks once, as what must not be done twice.
     *
     * @throws NodeException if there is no answer, or none that is an object
     */
    public Fields call(String method, JsonObject params) {
        return Fields.of(method + ".result", result(method, params));
    }

    /**
     * Asks once; null of JSON where the answer has no result.
     *
     * @throws NodeException if there is no answer
     */
    public JsonElement result(String method, JsonObject params) {
        JsonObject request = new JsonObject();
        request.addProperty("jsonrpc", "2.0");
        request.addProperty("id", 1);
        request.addProperty("method", method);
        request.add("params", params);
        Fields answer = Fields.of(method, parse(method, send(request.toString())));
        if (answer.has("error")) {
            Fields error = answer.object("error");
            throw NodeException.refused(method, error.text("message"), error.text("data"));
        }
        return answer.has("result") ? answer.json().get("result") : JsonNull.INSTANCE;
    }

    private String send(String body) {
        HttpRequest request = HttpRequest.newBuilder(node)
                .timeout(limits.patience())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(
                            request,
                            BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), limits.answerBytes()))
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

    private JsonElement parse(String method, String body) {
        JsonReader reader = new JsonReader(new StringReader(body));
        reader.setNestingLimit(limits.depth());
        try {
            return JsonParser.parseReader(reader);
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
