package dev.orrery.server.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.solo.block.Times;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/** The fields of an object as CometBFT writes them; one that is missing or null is empty, zero or false. */
record JsonFields(JsonObject json) {
    private static final JsonFields EMPTY = new JsonFields(new JsonObject());

    JsonFields object(String name) {
        return json.get(name) instanceof JsonObject object ? new JsonFields(object) : EMPTY;
    }

    List<JsonFields> objects(String name) {
        return elements(name).stream()
                .map(element -> new JsonFields(element.getAsJsonObject()))
                .toList();
    }

    String text(String name) {
        return json.get(name) instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
    }

    /** Numbers of 64 bits are strings, those of 32 aren't. */
    long number(String name) {
        String text = text(name);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    boolean flag(String name) {
        return json.get(name) instanceof JsonPrimitive primitive && primitive.getAsBoolean();
    }

    ByteString hex(String name) {
        return ByteString.copyFrom(HexFormat.of().parseHex(text(name)));
    }

    ByteString base64(String name) {
        return decode(text(name));
    }

    List<ByteString> base64s(String name) {
        return elements(name).stream()
                .map(element -> decode(element.getAsString()))
                .toList();
    }

    Timestamp time(String name) {
        String text = text(name);
        return text.isEmpty() ? Timestamp.getDefaultInstance() : Times.timestamp(Instant.parse(text));
    }

    private List<JsonElement> elements(String name) {
        return json.get(name) instanceof JsonArray array
                ? StreamSupport.stream(array.spliterator(), false).toList()
                : List.of();
    }

    private static ByteString decode(String base64) {
        return ByteString.copyFrom(Base64.getDecoder().decode(base64));
    }
}
