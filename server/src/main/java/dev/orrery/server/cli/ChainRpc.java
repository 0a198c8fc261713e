package dev.orrery.server.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which chain a command asks, and the asking. */
public final class ChainRpc {
    /** Long enough for ten thousand blocks, and for any profile. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Largest answer read. Bytes. */
    private static final int MAX_ANSWER_BYTES = 256 * 1024 * 1024;

    /** Calls in calls and functions in functions, each of them an object in an array. */
    private static final int MAX_DEPTH = 10_000;

    @Option(
            names = "--rpc",
            paramLabel = "URL",
            defaultValue = "${env:ORRERY_RPC:-http://localhost:26657}",
            description = "RPC of the chain. Default: ${DEFAULT-VALUE}, or ORRERY_RPC.")
    private String rpc;

    /**
     * Calls a method.
     *
     * @throws CommandFailure with the node's text if it refuses
     */
    public JsonElement call(String method, JsonObject params) {
        JsonObject call = new JsonObject();
        call.addProperty("jsonrpc", "2.0");
        call.addProperty("id", 1);
        call.addProperty("method", method);
        call.add("params", params);
        JsonObject answer = parse(post(call.toString()));
        if (answer.get("error") instanceof JsonObject error) {
            throw new CommandFailure(error.get(error.has("data") ? "data" : "message")
                    .getAsString()
                    .replaceFirst("^error converting json params to arguments: ", ""));
        }
        if (!answer.has("result")) {
            throw new CommandFailure(rpc + " is no chain's RPC");
        }
        return answer.get("result");
    }

    private String post(String body) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(rpc))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--rpc takes a URL such as http://localhost:26657: " + rpc, e);
        } catch (IOException e) {
            throw new CommandFailure(
                    "no chain answers on " + rpc + ": start one with 'orrery up', or name another with --rpc", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    private JsonObject parse(String answer) {
        JsonReader reader = new JsonReader(new StringReader(answer));
        reader.setNestingLimit(MAX_DEPTH);
        try {
            if (JsonParser.parseReader(reader) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            throw new CommandFailure(rpc + " is no chain's RPC", e);
        }
        throw new CommandFailure(rpc + " is no chain's RPC");
    }
}
