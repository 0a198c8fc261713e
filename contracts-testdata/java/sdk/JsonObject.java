package sdk;

/** Writes an object field by field. */
public final class JsonObject {
    private final StringBuilder out = new StringBuilder();

    /** A text as JSON has it, with quotes and escapes. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        Quotes.append(quoted, text);
        return quoted.toString();
    }

    private StringBuilder name(String name) {
        out.append(out.isEmpty() ? '{' : ',');
        Quotes.append(out, name);
        return out.append(':');
    }

    public JsonObject text(String name, String value) {
        Quotes.append(name(name), value);
        return this;
    }

    public JsonObject number(String name, long value) {
        name(name).append(value);
        return this;
    }

    /** A value that is JSON already. */
    public JsonObject json(String name, String value) {
        name(name).append(value);
        return this;
    }

    @Override
    public String toString() {
        return out.isEmpty() ? "{}" : out + "}";
    }
}
