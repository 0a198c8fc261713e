package dev.orrery.server.onboarding;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.orrery.chain.address.AddressFormats;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * The chain as wallets and tools want it described.
 *
 * @param host by which whoever asks reaches this machine
 * @param restPort where it was asked
 */
record Descriptions(ChainFacts facts, String host, int restPort) {
    /** SLIP-44: what Cosmos chains derive keys with. */
    private static final int COIN_TYPE = 118;

    /** A token has a million of the smallest unit, which its denomination's first letter says. */
    private static final int EXPONENT = 6;

    private static final BigDecimal GAS_PRICE = new BigDecimal("0.025");

    /** github.com/cosmos/chain-registry, chain.schema.json. */
    JsonObject chain() {
        JsonObject json = new JsonObject();
        json.addProperty("$schema", "../chain.schema.json");
        json.addProperty("chain_name", name());
        json.addProperty("chain_type", "cosmos");
        json.addProperty("chain_id", facts.chainId());
        json.addProperty("pretty_name", "Orrery " + facts.chainId());
        json.addProperty("status", "live");
        json.addProperty("network_type", "devnet");
        json.addProperty("bech32_prefix", facts.prefix().prefix());
        json.addProperty("slip44", COIN_TYPE);
        JsonObject fee = new JsonObject();
        fee.addProperty("denom", facts.feeDenom());
        fee.addProperty("fixed_min_gas_price", 0);
        prices(fee, "low_gas_price", "average_gas_price", "high_gas_price");
        json.add("fees", object("fee_tokens", array(fee)));
        json.add("staking", object("staking_tokens", array(property("denom", facts.stakingDenom()))));
        JsonObject apis = new JsonObject();
        apis.add("rpc", array(property("address", rpc())));
        apis.add("rest", array(property("address", rest())));
        facts.grpcPort().ifPresent(port -> apis.add("grpc", array(property("address", host + ":" + port))));
        json.add("apis", apis);
        return json;
    }

    /** github.com/cosmos/chain-registry, assetlist.schema.json. */
    JsonObject assets() {
        JsonArray assets = new JsonArray();
        for (String denom : facts.denoms()) {
            JsonObject asset = new JsonObject();
            asset.addProperty("description", "A coin without value, on a chain for development.");
            asset.add("denom_units", array(unit(denom, 0), unit(display(denom), EXPONENT)));
            asset.addProperty("type_asset", "sdk.coin");
            asset.addProperty("base", denom);
            asset.addProperty("display", display(denom));
            asset.addProperty("name", symbol(denom));
            asset.addProperty("symbol", symbol(denom));
            assets.add(asset);
        }
        JsonObject json = new JsonObject();
        json.addProperty("$schema", "../assetlist.schema.json");
        json.addProperty("chain_name", name());
        json.add("assets", assets);
        return json;
    }

    /** {@code ChainInfo} of @keplr-wallet/types, for {@code experimentalSuggestChain}. */
    JsonObject keplr() {
        JsonObject json = new JsonObject();
        json.addProperty("chainId", facts.chainId());
        json.addProperty("chainName", "Orrery " + facts.chainId());
        json.addProperty("rpc", rpc());
        json.addProperty("rest", rest());
        JsonObject derivation = new JsonObject();
        derivation.addProperty("coinType", COIN_TYPE);
        json.add("bip44", derivation);
        json.add("bech32Config", prefixes());
        JsonArray currencies = new JsonArray();
        facts.denoms().forEach(denom -> currencies.add(currency(denom)));
        json.add("currencies", currencies);
        JsonObject fee = currency(facts.feeDenom());
        JsonObject steps = new JsonObject();
        prices(steps, "low", "average", "high");
        fee.add("gasPriceStep", steps);
        json.add("feeCurrencies", array(fee));
        json.add("stakeCurrency", currency(facts.stakingDenom()));
        json.add("features", new JsonArray());
        return json;
    }

    private JsonObject prefixes() {
        AddressFormats formats = AddressFormats.of(facts.prefix().prefix());
        JsonObject json = new JsonObject();
        json.addProperty("bech32PrefixAccAddr", formats.account().prefix());
        json.addProperty("bech32PrefixAccPub", formats.account().prefix() + "pub");
        json.addProperty("bech32PrefixValAddr", formats.validator().prefix());
        json.addProperty("bech32PrefixValPub", formats.validator().prefix() + "pub");
        json.addProperty("bech32PrefixConsAddr", formats.consensus().prefix());
        json.addProperty("bech32PrefixConsPub", formats.consensus().prefix() + "pub");
        return json;
    }

    String rpc() {
        return "http://" + host + ":" + facts.rpcPort();
    }

    private String rest() {
        return "http://" + host + ":" + restPort;
    }

    /** The registry's names have lower-case letters and digits alone. */
    private String name() {
        return facts.chainId().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static void prices(JsonObject json, String low, String average, String high) {
        json.addProperty(low, GAS_PRICE);
        json.addProperty(average, GAS_PRICE);
        json.addProperty(high, GAS_PRICE.multiply(BigDecimal.TWO));
    }

    private static JsonObject currency(String denom) {
        JsonObject json = new JsonObject();
        json.addProperty("coinDenom", symbol(denom));
        json.addProperty("coinMinimalDenom", denom);
        json.addProperty("coinDecimals", EXPONENT);
        return json;
    }

    private static JsonObject unit(String denom, int exponent) {
        JsonObject json = property("denom", denom);
        json.addProperty("exponent", exponent);
        return json;
    }

    private static String display(String denom) {
        return denom.substring(1);
    }

    private static String symbol(String denom) {
        return display(denom).toUpperCase(Locale.ROOT);
    }

    private static JsonObject property(String name, String value) {
        JsonObject json = new JsonObject();
        json.addProperty(name, value);
        return json;
    }

    private static JsonObject object(String name, JsonArray value) {
        JsonObject json = new JsonObject();
        json.add(name, value);
        return json;
    }

    private static JsonArray array(JsonObject... elements) {
        JsonArray array = new JsonArray();
        List.of(elements).forEach(array::add);
        return array;
    }
}
