package dev.orrery.server.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.DevAccount;
import dev.orrery.server.chain.Funding;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.comet.NodeIdentity;
import dev.orrery.server.grpc.ListenAddress;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests recorded at a real node's gateway, made again: status and names and types of all fields must agree; for errors every word.
 * Values differ, since the state is another.
 */
class RestGolden {
    /** Of newer releases of the reference than the one we are. */
    private static final Set<String> NEWER = Set.of("authority");

    private static LocalChain chain;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        ListenAddress.Tcp any = (ListenAddress.Tcp) ListenAddress.parse("127.0.0.1:0");
        chain = LocalChain.start(new LocalChain.Settings(
                "testing",
                Optional.empty(),
                new LocalChain.Addresses(any, any, any),
                new BlockSchedule.OnCommand(),
                ChainConfig.of("wasm"),
                List.of(new Funding(
                        DevAccount.ALL.getFirst().address(), Coins.of(Coin.of("ucosm", 10), Coin.of("ustake", 10)))),
                WasmModule.Settings.DEFAULT,
                NodeIdentity.COMET_VERSION,
                new Beginning.Anew(),
                false));
        for (int i = 0; i < 5; i++) {
            chain.node().produce();
        }
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "001_node_info",
                "003_blocks_latest",
                "004_blocks_5",
                "005_valset",
                "006_node_config",
                "007_node_status",
                "008_account",
                "011_account_info",
                "012_auth_params",
                "013_bech32",
                "015_balances",
                "016_balance_by_denom",
                "017_spendable",
                "019_supply",
                "020_supply_by",
                "021_denoms_metadata",
                "022_bank_params",
                "043_tx_missing",
                "045_txs_events",
                "046_txs_block",
                "049_simulate_malformed",
                "065_consensus_params",
                "069_ibc_denom_traces",
                "073_feemarket",
                "075_swagger",
                "076_grpcgw_unimpl"
            })
    void answersHaveTheRecordedShape(String name) throws Exception {
        JsonObject recorded = recorded(name);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://"
                + chain.addresses().rest() + recorded.get("path").getAsString().replace("'", "%27")));
        if (recorded.has("req")) {
            JsonElement body = recorded.get("req");
            request.POST(
                    HttpRequest.BodyPublishers.ofString(body.isJsonPrimitive() ? body.getAsString() : body.toString()));
        }
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(recorded.get("status").getAsInt(), response.statusCode(), response.body());
        List<String> differences = new ArrayList<>();
        JsonElement found = JsonParser.parseString(response.body());
        compare("", recorded.get("res"), found, response.statusCode() != 200, differences);
        assertEquals(List.of(), differences);
    }

    private static void compare(
            String path, JsonElement wanted, JsonElement found, boolean exact, List<String> differences) {
        if (wanted instanceof JsonObject wantedFields && found instanceof JsonObject foundFields) {
            List<String> names = wantedFields.keySet().stream()
                    .filter(field -> !NEWER.contains(field))
                    .toList();
            if (!names.equals(List.copyOf(foundFields.keySet()))) {
                differences.add(path + ": " + names + " became " + foundFields.keySet());
            }
            for (String each : names) {
                if (foundFields.has(each)) {
                    compare(path + "/" + each, wantedFields.get(each), foundFields.get(each), exact, differences);
                }
            }
        } else if (wanted.isJsonArray() && found.isJsonArray()) {
            if (!wanted.getAsJsonArray().isEmpty() && !found.getAsJsonArray().isEmpty()) {
                compare(
                        path + "[]",
                        wanted.getAsJsonArray().get(0),
                        found.getAsJsonArray().get(0),
                        exact,
                        differences);
            }
        } else if (exact ? !wanted.equals(found) : !kind(wanted).equals(kind(found)) && !mayBeNull(path)) {
            differences.add(path + ": " + wanted + " became " + found);
        }
    }

    /** Nobody has signed with the account yet. */
    private static boolean mayBeNull(String path) {
        return path.endsWith("/pub_key");
    }

    private static String kind(JsonElement json) {
        return switch (json) {
            case JsonNull none -> "null";
            case JsonPrimitive primitive -> primitive.isString() ? "string" : primitive.isNumber() ? "number" : "bool";
            default -> json.getClass().getSimpleName();
        };
    }

    private static JsonObject recorded(String name) throws IOException {
        try (Reader file = new InputStreamReader(
                RestGolden.class.getResourceAsStream("recorded/" + name + ".json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(file).getAsJsonArray().get(0).getAsJsonObject();
        }
    }
}
