package dev.orrery.server.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.address.Address;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CometGenesisTest {
    private static final ChainConfig CONFIG = ChainConfig.of("wasm");
    private static final Address ALICE = DevAccount.ALL.getFirst().address();

    @Test
    void everyValidatorHasItsPowerAtStake() {
        JsonObject complete = CometGenesis.parse(genesis(3)).complete(additions(List.of(ALICE), OptionalLong.empty()));
        JsonObject state = complete.getAsJsonObject("app_state");
        JsonArray validators = state.getAsJsonObject("staking").getAsJsonArray("validators");
        assertEquals(
                List.of("10000000", "11000000", "12000000"),
                Stream.of(0, 1, 2)
                        .map(i -> validators
                                .get(i)
                                .getAsJsonObject()
                                .get("tokens")
                                .getAsString())
                        .toList());
        assertEquals(
                "33000000",
                state.getAsJsonObject("bank")
                        .getAsJsonArray("supply")
                        .get(0)
                        .getAsJsonObject()
                        .get("amount")
                        .getAsString());
        assertEquals(
                CONFIG.formats().validator().text(ALICE),
                validators.get(0).getAsJsonObject().get("operator_address").getAsString());
        assertEquals("node-1", moniker(validators.get(1).getAsJsonObject()));
    }

    private static String moniker(JsonObject validator) {
        return validator.getAsJsonObject("description").get("moniker").getAsString();
    }

    @Test
    void powerAndChainIdMayBeOthersThanTheFiles() {
        JsonObject complete = CometGenesis.parse(genesis(2))
                .complete(new CometGenesis.Additions(
                        CONFIG.formats(), Map.of(), Optional.of("mine-1"), List.of(), List.of(), OptionalLong.of(250)));
        assertEquals("mine-1", complete.get("chain_id").getAsString());
        assertEquals(
                "250",
                complete.getAsJsonArray("validators")
                        .get(1)
                        .getAsJsonObject()
                        .get("power")
                        .getAsString());
    }

    @Test
    void whatIsNoGenesisIsRefusedWithTheReason() {
        record Case(String genesis, String reason) {}
        for (Case c : List.of(
                new Case("[]", "not a JSON object"),
                new Case("{}", "validators: there are none"),
                new Case("{\"validators\":[]}", "validators: there are none"),
                new Case("{\"validators\":[5]}", "validators: not an object"),
                new Case("{\"validators\":[{}]}", "validators[0].pub_key: not an object"),
                new Case("{\"app_state\":{\"auth\":{}},\"validators\":[]}", "app_state is there already"),
                new Case(
                        genesis(1).replace("Ed25519", "Secp256k1"),
                        "validators[0].pub_key.type: only tendermint/PubKeyEd25519 is taken"),
                new Case(
                        genesis(1).replaceFirst("\"value\":\"[^\"]*\"", "\"value\":\"AAAA\""),
                        "validators[0].pub_key.value: 'AAAA' is no key of 32 bytes in base64"),
                new Case(
                        genesis(1).replace("\"power\":\"10\"", "\"power\":\"0\""),
                        "validators[0].power: '0' is not from 1 to 1000000000000"))) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class,
                    () -> CometGenesis.parse(c.genesis()).complete(additions(List.of(), OptionalLong.empty())),
                    c.genesis());
            assertEquals(c.reason(), refusal.getMessage());
        }
    }

    @Test
    void anOperatorRunsOneValidatorOnly() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> CometGenesis.parse(genesis(2)).complete(additions(List.of(ALICE, ALICE), OptionalLong.empty())));
        assertEquals("two validators have the same operator", refusal.getMessage());
        refusal = assertThrows(
                IllegalArgumentException.class,
                () -> CometGenesis.parse(genesis(1)).complete(additions(List.of(ALICE, ALICE), OptionalLong.empty())));
        assertEquals("2 operators for 1 validators", refusal.getMessage());
    }

    private static CometGenesis.Additions additions(List<Address> operators, OptionalLong power) {
        return new CometGenesis.Additions(CONFIG.formats(), Map.of(), Optional.empty(), List.of(), operators, power);
    }

    /** As CometBFT writes it, with powers of 10, 11, … */
    static String genesis(int validators) {
        JsonArray array = new JsonArray();
        for (int i = 0; i < validators; i++) {
            byte[] key = new byte[32];
            key[0] = (byte) (i + 1);
            JsonObject publicKey = new JsonObject();
            publicKey.addProperty("type", "tendermint/PubKeyEd25519");
            publicKey.addProperty("value", Base64.getEncoder().encodeToString(key));
            JsonObject validator = new JsonObject();
            validator.add("pub_key", publicKey);
            validator.addProperty("power", Integer.toString(10 + i));
            validator.addProperty("name", "node-" + i);
            array.add(validator);
        }
        JsonObject genesis = new JsonObject();
        genesis.addProperty("chain_id", "test-chain");
        genesis.add("validators", array);
        return genesis.toString();
    }
}
