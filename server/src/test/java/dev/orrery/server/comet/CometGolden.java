package dev.orrery.server.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.BlockSchedule;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls recorded at a real node, made again: status, kind of body, names and types of all fields must agree; for errors every word.
 * Values differ, since the state is another.
 */
class CometGolden {
    /** A newer CometBFT than the one we are. */
    private static final Set<String> NEWER = Set.of("authority");

    /** Values of our state for those of the recorded one. */
    private static final Map<String, String> HEIGHTS = Map.of("=37", "=3", "541", "4");

    private static RunningNode node;

    @BeforeAll
    static void start() throws IOException {
        node = RunningNode.start(new BlockSchedule.OnCommand());
        node.node().submit(ByteString.copyFromUtf8("a=1"));
        node.node().produce();
        node.node().produce();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "002_status",
                "003_health",
                "004_net_info",
                "006_genesis_chunked",
                "007_blockchain",
                "008_block",
                "009_block_latest",
                "010_block_results",
                "011_header",
                "012_commit",
                "013_validators",
                "014_consensus_params",
                "017_unconfirmed",
                "018_num_unconfirmed",
                "021_tx_missing",
                "022_tx_search",
                "023_block_search",
                "024_block_future",
                "026_abci_store",
                "033_method_missing",
                "034_post_status",
                "037_post_unknown",
                "039_post_badjson",
                "040_post_block_str"
            })
    void answersHaveTheRecordedShape(String name) throws Exception {
        JsonObject recorded = recorded(name);
        HttpResponse<String> response = recorded.has("req")
                ? node.post(body(recorded.get("req")))
                : node.get(ours(recorded.get("path").getAsString()).replace("\"", "%22"));
        assertEquals(recorded.get("status").getAsInt(), response.statusCode(), response.body());
        String type =
                recorded.getAsJsonObject("res_headers").get("content-type").getAsString();
        assertEquals(type, response.headers().firstValue("content-type").orElse(""));
        JsonElement wanted = recorded.get("res");
        if (wanted.isJsonObject()) {
            List<String> differences = new ArrayList<>();
            compare("", wanted, JsonParser.parseString(response.body()), differences);
            assertEquals(List.of(), differences);
        } else {
            assertEquals(wanted.getAsString(), response.body());
        }
    }

    /** Errors to the letter, anything else by its type; lists by their first entry. */
    private static void compare(String path, JsonElement wanted, JsonElement found, List<String> differences) {
        if (wanted instanceof JsonObject wantedFields && found instanceof JsonObject foundFields) {
            List<String> names = wantedFields.keySet().stream()
                    .filter(field -> !NEWER.contains(field))
                    .toList();
            if (!names.equals(List.copyOf(foundFields.keySet()))) {
                differences.add(path + ": " + names + " became " + foundFields.keySet());
            }
            for (String each : names) {
                if (foundFields.has(each)) {
                    compare(path + "/" + each, wantedFields.get(each), foundFields.get(each), differences);
                }
            }
        } else if (wanted.isJsonArray() && found.isJsonArray()) {
            if (!wanted.getAsJsonArray().isEmpty() && !found.getAsJsonArray().isEmpty()) {
                compare(
                        path + "[]",
                        wanted.getAsJsonArray().get(0),
                        found.getAsJsonArray().get(0),
                        differences);
            }
        } else if (path.startsWith("/error")) {
            if (!ours(wanted.toString()).equals(found.toString())) {
                differences.add(path + ": " + wanted + " became " + found);
            }
        } else if (!kind(wanted).equals(kind(found)) && !mayBeNull(path)) {
            differences.add(path + ": " + wanted + " became " + found);
        }
    }

    /** What depends on the state or the application. */
    private static boolean mayBeNull(String path) {
        return path.endsWith("/data") || path.endsWith("/consensus_param_updates") || path.endsWith("/response/key");
    }

    private static String kind(JsonElement json) {
        return switch (json) {
            case JsonNull none -> "null";
            case JsonPrimitive primitive -> primitive.isString() ? "string" : primitive.isNumber() ? "number" : "bool";
            default -> json.getClass().getSimpleName();
        };
    }

    private static String body(JsonElement request) {
        return request.isJsonPrimitive() ? request.getAsString() : request.toString();
    }

    private static String ours(String text) {
        String ours = text;
        for (Map.Entry<String, String> each : HEIGHTS.entrySet()) {
            ours = ours.replace(each.getKey(), each.getValue());
        }
        return ours;
    }

    private static JsonObject recorded(String name) throws IOException {
        try (Reader file = new InputStreamReader(
                CometGolden.class.getResourceAsStream("recorded/" + name + ".json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(file).getAsJsonArray().get(0).getAsJsonObject();
        }
    }
}
