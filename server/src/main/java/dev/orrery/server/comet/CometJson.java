package dev.orrery.server.comet;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.solo.block.Times;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;

/** Scalars as CometBFT writes them in JSON: 64-bit integers as strings, hashes in upper case hexadecimal, other bytes in base64. */
final class CometJson {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Go's RFC3339Nano: as many digits behind the point as are needed. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private CometJson() {}

    static String text(JsonElement json) {
        return GSON.toJson(json);
    }

    static JsonPrimitive integer(long value) {
        return new JsonPrimitive(Long.toString(value));
    }

    static JsonPrimitive unsigned(long value) {
        return new JsonPrimitive(Long.toUnsignedString(value));
    }

    static JsonPrimitive hex(ByteString bytes) {
        return new JsonPrimitive(HEX.formatHex(bytes.toByteArray()));
    }

    static JsonPrimitive base64(ByteString bytes) {
        return new JsonPrimitive(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    /** Go's nil where there are none. */
    static JsonElement base64OrNull(ByteString bytes) {
        return bytes.isEmpty() ? JsonNull.INSTANCE : base64(bytes);
    }

    static JsonPrimitive time(Timestamp time) {
        return new JsonPrimitive(TIME.format(Times.instant(time)));
    }

    static JsonPrimitive nanos(Duration duration) {
        return integer(duration.getSeconds() * NANOS_PER_SECOND + duration.getNanos());
    }

    static <T> JsonArray array(Collection<T> items, Function<T, ? extends JsonElement> json) {
        JsonArray array = new JsonArray(items.size());
        items.forEach(item -> array.add(json.apply(item)));
        return array;
    }

    /** Go's nil where there are none. */
    static <T> JsonElement arrayOrNull(Collection<T> items, Function<T, ? extends JsonElement> json) {
        return items.isEmpty() ? JsonNull.INSTANCE : array(items, json);
    }

    static JsonObject object(String name, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(name, value);
        return object;
    }
}
