package dev.orrery.relayer.node;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A JSON object of a node, read field by field; what is missing or of another type is named in the failure.
 *
 * @param path where it stands in the answer
 */
public record Fields(String path, JsonObject json) {
    public static Fields of(String path, JsonElement element) {
        if (element instanceof JsonObject object) {
            return new Fields(path, object);
        }
        throw NodeException.unreadable(path + " is no object");
    }

    public Fields object(String name) {
        return of(path + "." + name, json.get(name));
    }

    /** Whether there is something other than null. */
    public boolean has(String name) {
        return json.has(name) && !json.get(name).isJsonNull();
    }

    /** The objects of an array; none if it is null or absent, as Go writes empty ones. */
    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (JsonElement each : array(name)) {
            objects.add(of(path + "." + name + "[" + objects.size() + "]", each));
        }
        return objects;
    }

    private JsonArray array(String name) {
        if (!has(name)) {
            return new JsonArray();
        }
        if (json.get(name) instanceof JsonArray array) {
            return array;
        }
        throw NodeException.unreadable(path + "." + name + " is no array");
    }

    /** Of an array of base64; none if it is null or absent. */
    public List<ByteString> base64s(String name) {
        List<ByteString> values = new ArrayList<>();
        for (JsonElement each : array(name)) {
            values.add(base64(path + "." + name + "[" + values.size() + "]", each));
        }
        return values;
    }

    /** Of an array of text; none if it is null or absent. */
    public List<String> texts(String name) {
        List<String> values = new ArrayList<>();
        for (JsonElement each : array(name)) {
            values.add(text(path + "." + name + "[" + values.size() + "]", each));
        }
        return values;
    }

    /** Empty if it is null or absent. */
    public String text(String name) {
        return has(name) ? text(path + "." + name, json.get(name)) : "";
    }

    private static String text(String path, JsonElement element) {
        if (element instanceof JsonPrimitive primitive) {
            return primitive.getAsString();
        }
        throw NodeException.unreadable(path + " is no text");
    }

    /** False if it is null or absent. */
    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /** A number, written as one or as text; 0 if absent. */
    public long number(String name) {
        String text = text(name);
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, path + "." + name + " is no number: " + text, e);
        }
    }

    /** The same of 32 bits. */
    public int integer(String name) {
        long number = number(name);
        if (number != (int) number) {
            throw NodeException.unreadable(path + "." + name + " does not fit 32 bits: " + number);
        }
        return (int) number;
    }

    public ByteString hex(String name) {
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(text(name)));
        } catch (IllegalArgumentException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, path + "." + name + " is not hexadecimal", e);
        }
    }

    public ByteString base64(String name) {
        return has(name) ? base64(path + "." + name, json.get(name)) : ByteString.EMPTY;
    }

    private static ByteString base64(String path, JsonElement element) {
        try {
            return ByteString.copyFrom(Base64.getDecoder().decode(text(path, element)));
        } catch (IllegalArgumentException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, path + " is not base64", e);
        }
    }

    public Timestamp time(String name) {
        try {
            Instant time = Instant.parse(text(name));
            return Timestamp.newBuilder()
                    .setSeconds(time.getEpochSecond())
                    .setNanos(time.getNano())
                    .build();
        } catch (DateTimeException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, path + "." + name + " is no time", e);
        }
    }
}
