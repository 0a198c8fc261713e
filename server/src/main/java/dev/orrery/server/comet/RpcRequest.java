package dev.orrery.server.comet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call.
 *
 * @param id a string or a number; absent where no answer is wanted
 * @param params an object, an array, or absent
 */
record RpcRequest(Optional<JsonPrimitive> id, String method, Optional<JsonElement> params) {
    /** Deepest nesting read; parameters need three. */
    private static final int MAX_DEPTH = 32;

    /** Calls in one batch. */
    private static final int MAX_BATCH = 1000;

    /**
     * Reads one call or a batch.
     *
     * @throws RpcException if the text is neither
     */
    static List<RpcRequest> parse(String text) {
        JsonElement json = json(text);
        if (!json.isJsonArray()) {
            return List.of(request(json));
        }
        if (json.getAsJsonArray().size() > MAX_BATCH) {
            throw RpcException.noJson("a batch has at the most " + MAX_BATCH + " requests");
        }
        List<RpcRequest> requests = new ArrayList<>();
        json.getAsJsonArray().forEach(each -> requests.add(request(each)));
        return requests;
    }

    /**
     * Reads one call.
     *
     * @throws RpcException if the text is none
     */
    static RpcRequest single(String text) {
        return request(json(text));
    }

    static JsonElement json(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(MAX_DEPTH);
        try {
            JsonElement json = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw RpcException.noJson("invalid character after top-level value");
            }
            return json;
        } catch (JsonParseException | IOException e) {
            throw RpcException.noJson(why(e));
        }
    }

    /** In Go's words where they are the same for every text that is cut short; else in ours. */
    private static String why(Exception e) {
        Throwable root = e.getCause() == null ? e : e.getCause();
        return root instanceof EOFException ? "unexpected end of JSON input" : root.getMessage();
    }

    private static RpcRequest request(JsonElement json) {
        if (!json.isJsonObject()) {
            throw RpcException.noJson("a request is an object");
        }
        JsonObject request = json.getAsJsonObject();
        return new RpcRequest(
                id(request.get("id")),
                text(request.get("method")),
                Optional.ofNullable(request.get("params")).filter(params -> !params.isJsonNull()));
    }

    private static Optional<JsonPrimitive> id(JsonElement id) {
        if (id == null || id.isJsonNull()) {
            return Optional.empty();
        }
        if (id instanceof JsonPrimitive primitive && (primitive.isString() || primitive.isNumber())) {
            return Optional.of(primitive);
        }
        throw RpcException.noJson("an id is a string or a number");
    }

    private static String text(JsonElement method) {
        if (method == null || method.isJsonNull()) {
            return "";
        }
        if (method instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw RpcException.noJson("a method is a string");
    }
}
