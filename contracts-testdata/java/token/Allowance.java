package token;

import sdk.Amount;
import sdk.Call;
import sdk.Host;
import sdk.Json;
import sdk.JsonObject;
import sdk.Refusal;

/** How much a spender may take from an owner, and until when. */
record Allowance(Amount amount, Expiration expires) {
    private static final Allowance NONE = new Allowance(Amount.ZERO, new Expiration.Never());

    private static byte[] key(String owner, String spender) {
        return Host.key("allowance", Host.key(owner, Host.key(spender)));
    }

    static Allowance load(String owner, String spender) {
        return Host.get(key(owner, spender)).map(Allowance::of).orElse(NONE);
    }

    private static Allowance of(Json json) {
        return new Allowance(Amount.of(json.get("allowance")), Expiration.of(json.get("expires")));
    }

    String toJson() {
        return new JsonObject()
                .text("allowance", amount.toString())
                .json("expires", expires.toJson())
                .toString();
    }

    void save(String owner, String spender) {
        Host.set(key(owner, spender), toJson());
    }

    static void remove(String owner, String spender) {
        Host.remove(key(owner, spender));
    }

    /** After an increase or a decrease, with the expiration that the message sets, if it does. */
    Allowance changed(Amount change, boolean more, Call call) {
        Expiration until = call.fields().find("expires").map(Expiration::of).orElse(expires);
        if (until != expires && until.isOver(call)) {
            throw new Refusal("Invalid expiration value");
        }
        return new Allowance(more ? amount.plus(change, "allowance too large") : amount.minus(change, "allowance"), until);
    }

    Allowance spent(Amount taken, Call call) {
        if (expires.isOver(call)) {
            throw new Refusal("Allowance is expired");
        }
        return new Allowance(amount.minus(taken, "allowance"), expires);
    }
}
