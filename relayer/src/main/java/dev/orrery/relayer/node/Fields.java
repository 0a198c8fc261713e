package dev.orrery.relayer.node;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
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
record Fields(String path, JsonObject json) {
    static Fields of(String path, JsonElement element) {
        if (element instanceof JsonObject object) {
            return new Fields(path, object);
        }
        throw NodeException.unreadable(path + " is no object");
    }

    Fields object(String name) {
        return of(path + "." + name, json.get(name));
    }

    /** Whether there is something other than null. */
    boolean has(String name) {
        return json.has(name) && !json.get(name).isJsonNull();
    }

    /** The objects of an array; none if it is null or absent, as Go writes empty ones. */
    List<Fields> objects(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (!(json.get(name) instanceof JsonArray array)) {
            throw NodeException.unreadable(path + "." + name + " is no array");
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonElement each : array) {
            objects.add(of(path + "." + name + "[" + objects.size() + "]", each));
        }
        return objects;
    }

    /** Empty if it is null or absent. */
    String text(String name) {
        if (!has(name)) {
            return "";
        }
        if (!json.get(name).isJsonPrimitive()) {
            throw NodeException.unreadable(path + "." + name + " is no text");
        }
        return json.get(name).getAsString();
    }

    /** A number, written as one or as text; 0 if absent. */
    long number(String name) {
        String text = text(name);
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, path + "." + name + " is no number: " + text, e);
        }
    }

    ByteString hex(String name) {
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(text(name)));
        } catch (IllegalArgumentException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, path + "." + name + " is not hexadecimal", e);
        }
    }

    ByteString base64(String name) {
        try {
            return ByteString.copyFrom(Base64.getDecoder().decode(text(name)));
        } catch (IllegalArgumentException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, path + "." + name + " is not base64", e);
        }
    }

    Timestamp time(String name) {
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
