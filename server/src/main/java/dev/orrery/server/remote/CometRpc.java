package dev.orrery.server.remote;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.orrery.chain.error.QueryStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** JSON-RPC calls to a CometBFT. Any thread, which waits for the answer. */
final class CometRpc {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);

    /** CometBFT itself gives up on a broadcast after 10 s. cometbft config/config.go: timeout_broadcast_tx_commit. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final URI node;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();

    CometRpc(URI node) {
        this.node = node;
    }

    /** CometBFT's answer was an error. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        /** @param data what it says beyond the kind of error */
        Refusal(String data) {
            super(data, null, false, false);
        }
    }

    /**
     * Asks something; parameters become strings, numbers among them, as the RPC wants them. A connection that turns out to be closed
     * is tried once more: CometBFT closes those that were silent for 10 s.
     *
     * @throws dev.orrery.chain.error.QueryException if CometBFT doesn't answer
     */
    JsonFields ask(String method, Map<String, Object> parameters) throws Refusal {
        return call(method, parameters, 2);
    }

    /** The same for what must not be done twice. */
    JsonFields tell(String method, Map<String, Object> parameters) throws Refusal {
        return call(method, parameters, 1);
    }

    private JsonFields call(String method, Map<String, Object> parameters, int attempts) throws Refusal {
        JsonObject answer = parse(post(request(method, parameters), attempts));
        if (answer.get("error") instanceof JsonObject error) {
            throw new Refusal(
                    error.get("data") instanceof JsonPrimitive data
                                    && !data.getAsString().isEmpty()
                            ? data.getAsString()
                            : error.get("message").getAsString());
        }
        if (answer.get("result") instanceof JsonObject result) {
            return new JsonFields(result);
        }
        throw noAnswer("neither result nor error");
    }

    private static String request(String method, Map<String, Object> parameters) {
        JsonObject params = new JsonObject();
        parameters.forEach((name, value) -> {
            if (value instanceof Boolean flag) {
                params.addProperty(name, flag);
            } else {
                params.addProperty(name, value.toString());
            }
        });
        JsonObject request = new JsonObject();
        request.addProperty("jsonrpc", "2.0");
        request.addProperty("id", 1);
        request.addProperty("method", method);
        request.add("params", params);
        return request.toString();
    }

    private String post(String body, int attempts) {
        HttpRequest request = HttpRequest.newBuilder(node)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body();
        } catch (IOException e) {
            if (attempts > 1 && !(e instanceof HttpTimeoutException)) {
                return post(body, attempts - 1);
            }
            throw noAnswer(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noAnswer("interrupted");
        }
    }

    private JsonObject parse(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            throw noAnswer("not JSON: " + e.getMessage());
        }
        throw noAnswer("not a JSON object");
    }

    private RuntimeException noAnswer(String why) {
        return QueryStatus.UNKNOWN.failure("no answer from CometBFT at " + node + ": " + why);
    }
}
