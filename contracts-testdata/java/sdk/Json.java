package sdk;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;

/**
 * A JSON value where it stands in a document. Reading walks over the bytes and never leaves the value; not every malformed
 * document is refused.
 */
public final class Json {
    private final byte[] document;
    private final int from;
    private final int to;
    /** Of the field it was found in, for complaints. */
    private final String name;

    /** A field of an object. */
    public record Member(String name, Json value) {}

    private Json(byte[] document, int from, int to, String name) {
        this.document = document;
        this.from = from;
        this.to = to;
        this.name = name;
    }

    private Json(byte[] document, String name) {
        this(document, 0, document.length, name);
    }

    static Json of(byte[] document) {
        return new Json(document, "message");
    }

    /** The field of that name; absent also if it is null. */
    public Optional<Json> find(String wanted) {
        byte[] key = Host.key(wanted);
        JsonReader reader = new JsonReader(document, from, to);
        reader.enter('{');
        while (reader.nextName()) {
            boolean found = reader.nameIs(key);
            int start = reader.beginValue();
            int end = reader.skipValue();
            if (found) {
                Json value = new Json(document, start, end, wanted);
                return value.isNull() ? Optional.empty() : Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The field of that name, which must be there. */
    public Json get(String wanted) {
        Optional<Json> found = find(wanted);
        if (found.isEmpty()) {
            throw new Refusal(wanted + " is missing");
        }
        return found.get();
    }

    /** The one field of an object: a message such as {@code {"name":{...}}}. */
    public Member only() {
        JsonReader reader = new JsonReader(document, from, to);
        reader.enter('{');
        if (!reader.nextName()) {
            throw new Refusal("JSON: message expected");
        }
        String found = reader.name();
        int start = reader.beginValue();
        Member member = new Member(found, new Json(document, start, reader.skipValue(), found));
        if (reader.nextName()) {
            throw new Refusal("JSON: one message expected");
        }
        return member;
    }

    /** The elements of an array. */
    public Iterable<Json> elements() {
        return () -> new Elements();
    }

    private final class Elements implements Iterator<Json> {
        private final JsonReader reader = new JsonReader(document, from, to);

        Elements() {
            reader.enter('[');
        }

        @Override
        public boolean hasNext() {
            return reader.nextElement();
        }

        @Override
        public Json next() {
            int start = reader.beginElement();
            return new Json(document, start, reader.skipValue(), name);
        }
    }

    public boolean isNull() {
        return to - from == 4 && document[from] == 'n';
    }

    /** The value as it stands in the document. */
    @Override
    public String toString() {
        return new String(document, from, to - from, StandardCharsets.UTF_8);
    }

    /** What a string says. */
    public String text() {
        if (to - from < 2 || document[from] != '"') {
            throw new Refusal(name + " must be a string");
        }
        return JsonReader.unescaped(document, from + 1, to - 1);
    }

    /** A number without sign, of 64 bits. */
    public long number() {
        return numberUpTo(-1);
    }

    /** A number in a string, as JSON has those that may be beyond what JavaScript counts. */
    public long textNumber() {
        return new Json(Host.key(text()), name).number();
    }

    /** A number from 0 to this one, compared without sign. */
    public long numberUpTo(long greatest) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = document[i] - '0';
            boolean fits = Long.compareUnsigned(number, Long.divideUnsigned(greatest - digit, 10)) <= 0;
            if (digit < 0 || digit > 9 || !fits) {
                throw new Refusal(name + " must be a number from 0 to " + Long.toUnsignedString(greatest));
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
