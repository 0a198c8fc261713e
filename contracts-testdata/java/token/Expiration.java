package token;

import sdk.Call;
import sdk.Json;
import sdk.JsonObject;
import sdk.Refusal;

/** When an allowance ends. */
sealed interface Expiration {
    record AtHeight(long height) implements Expiration {}

    record AtTime(long nanos) implements Expiration {}

    record Never() implements Expiration {}

    static Expiration of(Json json) {
        Json.Member kind = json.only();
        return switch (kind.name()) {
            case "at_height" -> new AtHeight(kind.value().number());
            case "at_time" -> new AtTime(kind.value().textNumber());
            case "never" -> new Never();
            default -> throw new Refusal("unknown expiration");
        };
    }

    default boolean isOver(Call call) {
        return switch (this) {
            case AtHeight(long height) -> Long.compareUnsigned(call.height(), height) >= 0;
            case AtTime(long nanos) -> Long.compareUnsigned(call.timeNanos(), nanos) >= 0;
            case Never() -> false;
        };
    }

    default String toJson() {
        JsonObject json = new JsonObject();
        return switch (this) {
            case AtHeight(long height) -> json.number("at_height", height).toString();
            case AtTime(long nanos) -> json.text("at_time", Long.toUnsignedString(nanos)).toString();
            case Never() -> json.json("never", "{}").toString();
        };
    }
}
