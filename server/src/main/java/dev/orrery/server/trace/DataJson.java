package dev.orrery.server.trace;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.orrery.chain.trace.Data;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes of contracts in JSON: as the JSON object or array that they are, else as text, else in hexadecimal. */
final class DataJson {
    /** Deeper JSON is shown as text. */
    private static final int MAX_DEPTH = 64;

    private DataJson() {}

    /** One member says what it is; {@code length} says how many bytes there were where not all are shown. */
    static JsonObject of(Data data) {
        byte[] bytes = data.kept().toArray();
        JsonObject json = new JsonObject();
        Optional<String> text = text(bytes);
        Optional<JsonElement> value = data.isWhole() ? text.flatMap(DataJson::json) : Optional.empty();
        if (value.isPresent()) {
            json.add("json", value.get());
        } else if (text.isPresent()) {
            json.addProperty("text", text.get());
        } else {
            json.addProperty("hex", HexFormat.of().formatHex(bytes));
        }
        if (!data.isWhole()) {
            json.addProperty("length", data.length());
        }
        return json;
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.chars().anyMatch(DataJson::isUnprintable) ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) && !Character.isWhitespace(character);
    }

    /** Only what begins as an object or an array: a number in a state is mostly no JSON but looks like it. */
    private static Optional<JsonElement> json(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return Optional.empty();
        }
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(MAX_DEPTH);
        try {
            JsonElement json = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(json) : Optional.empty();
        } catch (JsonParseException | IOException e) {
            return Optional.empty();
        }
    }
}
