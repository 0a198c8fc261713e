package token;

import java.util.Optional;
import sdk.Amount;
import sdk.Host;
import sdk.Json;
import sdk.JsonObject;

/** Who may mint, and up to which supply. */
record Minter(Optional<String> address, Optional<Amount> cap) {
    static final Minter NOBODY = new Minter(Optional.empty(), Optional.empty());

    private static final String KEY = "minter";

    static Minter of(Json json) {
        return new Minter(
                Optional.of(json.get("minter").text()), json.find("cap").map(Amount::of));
    }

    static Minter load() {
        Json json = Host.get(Host.key(KEY)).orElseThrow();
        return json.isNull() ? NOBODY : of(json);
    }

    Minter check() {
        if (address.isPresent()) {
            Host.checkedAddress(address.get());
        }
        return this;
    }

    boolean is(String sender) {
        return address.isPresent() && address.get().equals(sender);
    }

    boolean allows(Amount supply) {
        return cap.isEmpty() || !cap.get().isLessThan(supply);
    }

    String toJson() {
        if (address.isEmpty()) {
            return "null";
        }
        JsonObject json = new JsonObject().text("minter", address.get());
        return cap.isPresent()
                ? json.text("cap", cap.get().toString()).toString()
                : json.json("cap", "null").toString();
    }

    void save() {
        Host.set(Host.key(KEY), toJson());
    }
}
