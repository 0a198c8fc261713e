package dev.orrery.msg.json;

import static dev.orrery.msg.json.Containers.optional;
import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Member.omittable;

import dev.orrery.msg.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads what the Go program in {@code src/test/go} recorded. */
final class Recorded {
    /** A value that Go encoded. */
    record Value(String type, String json) {}

    /** A string of any bytes and what Go wrote for it. */
    record Text(Bytes bytes, String json) {}

    /** An input, and what Go wrote after reading it or why it refused to read it. */
    record Odd(String type, Bytes input, Optional<String> json, Optional<String> error) {}

    private static final Codec<Value> VALUE = Structs.struct(
            "Value",
            field("type", Scalars.STRING, Value::type),
            field("json", Scalars.STRING, Value::json),
            Value::new);
    private static final Codec<Text> TEXT = Structs.struct(
            "Text", field("bytes", Scalars.BYTES, Text::bytes), field("json", Scalars.STRING, Text::json), Text::new);
    private static final Codec<Odd> ODD = Structs.struct(
            "Odd",
            field("type", Scalars.STRING, Odd::type),
            field("input", Scalars.BYTES, Odd::input),
            omittable("json", optional(Scalars.STRING), Odd::json),
            omittable("error", optional(Scalars.STRING), Odd::error),
            Odd::new);

    private Recorded() {}

    static List<Value> values() {
        return rows("values.jsonl", VALUE);
    }

    static List<Text> texts() {
        return rows("strings.jsonl", TEXT);
    }

    static List<Odd> oddInputs() {
        return rows("odd.jsonl", ODD);
    }

    private static <T> List<T> rows(String file, Codec<T> row) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> GoJson.decode(row, line.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
