package dev.orrery.msg.json;

/** Input that Go's {@code encoding/json} refuses; the message is Go's. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JsonException(String goText) {
        super(goText, null, false, false);
    }
}
