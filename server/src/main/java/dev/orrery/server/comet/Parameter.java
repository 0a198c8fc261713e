package dev.orrery.server.comet;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A parameter of a method, and how its value is written. Rules: cometbft rpc/jsonrpc/server and libs/json. */
record Parameter(String name, Kind kind) {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    /** What a value is, and how JSON has it. */
    enum Kind {
        /** A string of digits in JSON: a number is refused. */
        INTEGER,
        TEXT,
        FLAG,
        /** Base64 in JSON. */
        BYTES,
        /** Hexadecimal digits in JSON. */
        HEX,
        /** Whatever JSON has. */
        JSON
    }

    /** @throws IllegalArgumentException if it is no value of this kind; the message says why */
    Object fromJson(JsonElement json) {
        return switch (kind) {
            case INTEGER -> {
                if (!isString(json)) {
                    throw new IllegalArgumentException(
                            "invalid 64-bit integer encoding \"" + json + "\", expected string");
                }
                yield integer(json.getAsString());
            }
            case TEXT -> string(json);
            case FLAG -> {
                if (json instanceof JsonPrimitive flag && flag.isBoolean()) {
                    yield flag.getAsBoolean();
                }
                throw wrongType(json, "bool");
            }
            case BYTES -> Base64.getDecoder().decode(string(json));
            case HEX -> HexFormat.of().parseHex(string(json));
            case JSON -> json;
        };
    }

    /**
     * Reads the value in a URL: {@code 0x…}, {@code "…"}, digits, or JSON.
     *
     * @throws IllegalArgumentException if it is no value of this kind; the message says why
     */
    Object fromUrl(String text) {
        if (kind == Kind.INTEGER && INTEGER.matcher(text).matches()) {
            return integer(text);
        }
        if (text.toLowerCase(Locale.ROOT).startsWith("0x")) {
            byte[] bytes = HexFormat.of().parseHex(text, 2, text.length());
            return switch (kind) {
                case TEXT -> new String(bytes, StandardCharsets.UTF_8);
                case BYTES, HEX -> bytes;
                case JSON -> new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
                case INTEGER -> throw new IllegalArgumentException("got a hex string arg, but expected 'int64'");
                case FLAG -> throw new IllegalArgumentException("got a hex string arg, but expected 'bool'");
            };
        }
        JsonElement json;
        try {
            json = RpcRequest.json(text);
        } catch (RpcException e) {
            throw new IllegalArgumentException("not JSON: '" + text + "'", e);
        }
        // Quirk: quoted text in a URL is the bytes themselves, not base64. http_uri_handler.go: _nonJSONStringToArg.
        boolean literal = (kind == Kind.BYTES || kind == Kind.HEX) && isString(json);
        return literal ? json.getAsString().getBytes(StandardCharsets.UTF_8) : fromJson(json);
    }

    private static Long integer(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    Optional.of(digits).filter(text -> !text.isEmpty()).orElse("\"\"") + " is no 64-bit integer", e);
        }
    }

    private static String string(JsonElement json) {
        if (!isString(json)) {
            throw wrongType(json, "string");
        }
        return json.getAsString();
    }

    private static boolean isString(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static IllegalArgumentException wrongType(JsonElement json, String wanted) {
        String found = switch (json) {
            case JsonPrimitive primitive -> primitive.isString() ? "string" : primitive.isBoolean() ? "bool" : "number";
            default -> json.isJsonArray() ? "array" : "object";
        };
        return new IllegalArgumentException("json: cannot unmarshal " + found + " into Go value of type " + wanted);
    }
}
