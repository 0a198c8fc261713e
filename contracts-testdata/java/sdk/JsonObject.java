package sdk;

/** Writes an object field by field. */
public final class JsonObject {
    private final StringBuilder out = new StringBuilder();

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
