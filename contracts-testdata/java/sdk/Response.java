package sdk;

/** What a call that changed something tells the chain. */
public final class Response {
    private final StringBuilder attributes = new StringBuilder();

    public Response attribute(String key, String value) {
        if (!attributes.isEmpty()) {
            attributes.append(',');
        }
        attributes.append("{\"key\":");
        Quotes.append(attributes, key);
        attributes.append(",\"value\":");
        Quotes.append(attributes, value);
        attributes.append('}');
        return this;
    }

    public Response attribute(String key, long value) {
        return attribute(key, Long.toString(value));
    }

    String toJson() {
        return "{\"ok\":{\"messages\":[],\"attributes\":[" + attributes + "],\"events\":[],\"data\":null}}";
    }
}
