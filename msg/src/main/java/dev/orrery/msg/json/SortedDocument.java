package dev.orrery.msg.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A document as Go writes it after reading it without a type: keys sorted and once each, numbers as float64. Wallets sign contract
 * messages in this form. Confined to one document.
 */
final class SortedDocument {
    /** Deepest nesting. Go's limit is ten times that; signed documents are far flatter, and this one costs stack. */
    private static final int MAX_DEPTH = 1000;

    private final byte[] data;
    private final JsonWriter out = new JsonWriter();
    private int at;

    private SortedDocument(byte[] data) {
        this.data = data;
    }

    /**
     * @throws JsonException if it is not JSON
     */
    static byte[] of(byte[] document) {
        SyntaxCheck.check(document);
        SortedDocument sorted = new SortedDocument(document);
        sorted.write(sorted.read(0));
        return sorted.out.toByteArray();
    }

    /** A value without a type. */
    private sealed interface Value {}

    private record Members(SortedMap<String, Value> byKey) implements Value {}

    private record Elements(List<Value> list) implements Value {}

    private record Text(String text) implements Value {}

    /** A number, true, false or null, as it is written. */
    private record Word(String word) implements Value {}

    private Value read(int depth) {
        if (depth > MAX_DEPTH) {
            throw new JsonException("exceeded max depth");
        }
        skipSpace();
        return switch (data[at]) {
            case '{' -> readMembers(depth);
            case '[' -> readElements(depth);
            case '"' -> new Text(readString());
            default -> readWord();
        };
    }

    private Members readMembers(int depth) {
        SortedMap<String, Value> members = new TreeMap<>(SortedDocument::compareAsUtf8);
        at++;
        for (skipSpace(); data[at] != '}'; skipSpace()) {
            if (data[at] == ',') {
                at++;
                skipSpace();
            }
            String key = readString();
            skipSpace();
            at++; // the colon
            members.put(key, read(depth + 1));
        }
        at++;
        return new Members(members);
    }

    private Elements readElements(int depth) {
        List<Value> elements = new ArrayList<>();
        at++;
        for (skipSpace(); data[at] != ']'; skipSpace()) {
            if (data[at] == ',') {
                at++;
            }
            elements.add(read(depth + 1));
        }
        at++;
        return new Elements(elements);
    }

    private String readString() {
        int from = ++at;
        while (data[at] != '"') {
            at += data[at] == '\\' ? 2 : 1;
        }
        return GoText.unquote(data, from, at++);
    }

    private Word readWord() {
        int from = at;
        while (at < data.length && ",]} \t\r\n".indexOf(data[at]) < 0) {
            at++;
        }
        String word = new String(data, from, at - from, StandardCharsets.US_ASCII);
        boolean isNumber = word.charAt(0) == '-' || Character.isDigit(word.charAt(0));
        return new Word(isNumber ? GoFloat.text(word) : word);
    }

    private void skipSpace() {
        while (JsonReader.isSpace(data[at])) {
            at++;
        }
    }

    private void write(Value value) {
        switch (value) {
            case Members(SortedMap<String, Value> byKey) -> {
                String separator = "{";
                for (var member : byKey.entrySet()) {
                    out.ascii(separator);
                    out.string(member.getKey());
                    out.ascii(":");
                    write(member.getValue());
                    separator = ",";
                }
                out.ascii(byKey.isEmpty() ? "{}" : "}");
            }
            case Elements(List<Value> list) -> {
                String separator = "[";
                for (Value element : list) {
                    out.ascii(separator);
                    write(element);
                    separator = ",";
                }
                out.ascii(list.isEmpty() ? "[]" : "]");
            }
            case Text(String text) -> out.string(text);
            case Word(String word) -> out.ascii(word);
        }
    }

    /** Go compares keys by their bytes; Java's own order differs above the basic plane. */
    private static int compareAsUtf8(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
