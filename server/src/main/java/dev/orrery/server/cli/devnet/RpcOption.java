package dev.orrery.server.cli.devnet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.orrery.server.cli.CommandFailure;
import dev.orrery.server.cli.JsonOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which chain a command talks to, and the talking. */
final class RpcOption {
    /** Long enough for ten thousand blocks. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--rpc",
            paramLabel = "URL",
            defaultValue = "${env:ORRERY_RPC:-http://localhost:26657}",
            description = "RPC of the chain. Default: ${DEFAULT-VALUE}, or ORRERY_RPC.")
    private String rpc;

    @Mixin
    private JsonOption json;

    /**
     * Calls a method and prints what it answers, a field a line.
     *
     * @throws CommandFailure with the chain's text if it says no
     */
    void call(String method, JsonObject params) {
        JsonObject result = ask(method, params);
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(result);
        } else {
            result.entrySet().forEach(field -> print(out, field));
        }
        if (result.has("code") && result.get("code").getAsInt() != 0) {
            throw new CommandFailure(result.get("log").getAsString());
        }
    }

    private static void print(PrintWriter out, Map.Entry<String, JsonElement> field) {
        JsonElement value = field.getValue();
        String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
        boolean says = !value.isJsonNull() && !text.isEmpty() && !text.equals("[]");
        if (says) {
            out.println(
                    field.getKey() + " ".repeat(Math.max(1, 10 - field.getKey().length())) + text);
        }
    }

    private JsonObject ask(String method, JsonObject params) {
        JsonObject call = new JsonObject();
        call.addProperty("jsonrpc", "2.0");
        call.addProperty("id", 1);
        call.addProperty("method", method);
        call.add("params", params);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(rpc))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(call.toString()))
                    .build();
            return result(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new CommandFailure(
                    "no chain answers on " + rpc + ": start one with 'orrery up', or name another with --rpc", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--rpc takes a URL such as http://localhost:26657: " + rpc, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    private JsonObject result(String body) {
        try {
            JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
            if (answer.has("result")) {
                return answer.getAsJsonObject("result");
            }
            if (!answer.has("error")) {
                throw new CommandFailure(rpc + " is no chain's RPC");
            }
            JsonObject error = answer.getAsJsonObject("error");
            throw new CommandFailure(error.get(error.has("data") ? "data" : "message")
                    .getAsString()
                    .replaceFirst("^error converting json params to arguments: ", ""));
        } catch (JsonParseException | IllegalStateException e) {
            throw new CommandFailure(rpc + " is no chain's RPC", e);
        }
    }
}
