package dev.orrery.server.onboarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.error.ChainException;
import dev.orrery.server.chain.DevAccount;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.http.HttpEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnboardingTest {
    private static final AddressFormat FORMAT = new AddressFormat("wasm");
    private static final String BOB = FORMAT.text(DevAccount.ALL.getFirst().address());

    private final List<String> sent = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpEndpoint endpoint;

    @BeforeEach
    void listen() throws IOException {
        Faucet faucet = new Faucet() {
            @Override
            public Address holder() {
                return DevAccount.ALL.get(1).address();
            }

            @Override
            public void send(Address to, Coin coin) {
                if (!sent.isEmpty()) {
                    throw ChainException.plain("nothing left");
                }
                sent.add(FORMAT.text(to) + " " + coin);
            }
        };
        endpoint = HttpEndpoint.listen(
                (ListenAddress.Tcp) ListenAddress.parse("127.0.0.1:0"),
                new Onboarding(new ChainFacts("orrery-1", FORMAT, "ucosm", "ustake", 11, OptionalInt.of(22)), faucet));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void theRegistryDescribesTheChainWhereItWasAskedFor() throws Exception {
        JsonObject chain = json("/chain.json");
        assertEquals("orrery-1", chain.get("chain_id").getAsString());
        assertEquals("orrery1", chain.get("chain_name").getAsString());
        assertEquals("wasm", chain.get("bech32_prefix").getAsString());
        JsonObject apis = chain.getAsJsonObject("apis");
        assertEquals("http://127.0.0.1:11", address(apis, "rpc"));
        assertEquals("127.0.0.1:22", address(apis, "grpc"));
        assertEquals("http://" + endpoint.address(), address(apis, "rest"));
        assertEquals(
                "[\"ucosm\",\"ustake\"]",
                json("/assetlist.json").getAsJsonArray("assets").asList().stream()
                        .map(asset -> "\"" + asset.getAsJsonObject().get("base").getAsString() + "\"")
                        .toList()
                        .toString()
                        .replace(" ", ""));
    }

    @Test
    void keplrGetsWhatItAsksForWhenAChainIsSuggested() throws Exception {
        JsonObject info = json("/keplr.json");
        assertEquals(
                "wasmvaloper",
                info.getAsJsonObject("bech32Config").get("bech32PrefixValAddr").getAsString());
        assertEquals(
                "COSM",
                info.getAsJsonArray("feeCurrencies")
                        .get(0)
                        .getAsJsonObject()
                        .get("coinDenom")
                        .getAsString());
        assertEquals(
                "ustake",
                info.getAsJsonObject("stakeCurrency").get("coinMinimalDenom").getAsString());
    }

    @Test
    void theFaucetGivesWhatItHasAndSaysWhyItDoesNot() throws Exception {
        credit(400, "Request body must be a dictionary.", "");
        credit(400, "Request body must be a dictionary.", "[]");
        credit(400, "Request body must be a dictionary.", "[".repeat(5000));
        credit(400, "Property 'address' must be a string.", "{}");
        credit(400, "Property 'address' must not be empty.", "{\"address\":\"\"}");
        credit(400, "Property 'denom' must be a string.", "{\"address\":\"" + BOB + "\",\"denom\":1}");
        credit(
                400,
                "Address is not in the expected format for this chain.",
                "{\"address\":\"cosmos1x\",\"denom\":\"ucosm\"}");
        credit(
                422,
                "Token is not available. Available tokens are: ucosm,ustake",
                "{\"address\":\"" + BOB + "\",\"denom\":\"uatom\"}");
        credit(200, "ok", "{\"address\":\"" + BOB + "\",\"denom\":\"ucosm\"}");
        assertEquals(List.of(BOB + " 1000000000ucosm"), sent);
        credit(500, "Sending tokens failed: nothing left", "{\"address\":\"" + BOB + "\",\"denom\":\"ucosm\"}");
    }

    @Test
    void theFaucetTellsOfItselfAsThatOfCosmJs() throws Exception {
        JsonObject status = json("/faucet/status");
        assertEquals("ok", status.get("status").getAsString());
        assertEquals("orrery-1", status.get("chainId").getAsString());
        assertEquals(
                FORMAT.text(DevAccount.ALL.get(1).address()),
                status.getAsJsonObject("holder").get("address").getAsString());
        assertEquals(405, get("/faucet/credit").statusCode());
        assertTrue(get("/faucet/healthz").body().contains("/faucet/credit"));
        assertEquals(404, get("/cosmos/bank/v1beta1/supply").statusCode());
    }

    private void credit(int status, String answer, String body) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri("/faucet/credit"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(answer, response.body());
        assertEquals(status, response.statusCode());
    }

    private JsonObject json(String path) throws Exception {
        return JsonParser.parseString(get(path).body()).getAsJsonObject();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://" + endpoint.address() + path);
    }

    private static String address(JsonObject apis, String kind) {
        return apis.getAsJsonArray(kind).get(0).getAsJsonObject().get("address").getAsString();
    }
}
