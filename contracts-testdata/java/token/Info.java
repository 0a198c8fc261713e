package token;

import sdk.Amount;
import sdk.Host;
import sdk.Json;
import sdk.JsonObject;

/** The token itself. */
record Info(String name, String symbol, long decimals, Amount supply) {
    private static final String KEY = "token";
    private static final long MAX_DECIMALS = 255;

    /** What instantiate says of it. */
    static Info named(Json fields) {
        return new Info(
                fields.get("name").text(),
                fields.get("symbol").text(),
                fields.get("decimals").numberUpTo(MAX_DECIMALS),
                Amount.ZERO);
    }

    static Info load() {
        Json json = Host.get(Host.key(KEY)).orElseThrow();
        return named(json).withSupply(Amount.of(json.get("total_supply")));
    }

    Info withSupply(Amount changed) {
        return new Info(name, symbol, decimals, changed);
    }

    String toJson() {
        return new JsonObject()
                .text("name", name)
                .text("symbol", symbol)
                .number("decimals", decimals)
                .text("total_supply", supply.toString())
                .toString();
    }

    void save() {
        Host.set(Host.key(KEY), toJson());
    }
}
