package sdk;

/** Who calls, in which block, and what for. */
public final class Call {
    private final Json env;
    private final String sender;
    private final String name;
    private final Json fields;

    Call(Json env, String sender, String name, Json fields) {
        this.env = env;
        this.sender = sender;
        this.name = name;
        this.fields = fields;
    }

    /** Whoever signed, or the contract that calls; empty in a query. */
    public String sender() {
        return sender;
    }

    /** Which message it is: {@code increment} in {@code {"increment":{}}}. Empty in instantiate. */
    public String name() {
        return name;
    }

    /** What the message says. */
    public Json fields() {
        return fields;
    }

    /** The address of this contract. */
    public String contract() {
        return env.get("contract").get("address").text();
    }

    public long height() {
        return env.get("block").get("height").number();
    }

    /** Since 1970, without sign. */
    public long timeNanos() {
        return env.get("block").get("time").textNumber();
    }
}
