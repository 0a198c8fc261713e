package dev.orrery.server.trace;

/** Why there is no trace; the message is for whoever asked. */
public final class TraceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TraceException(String message) {
        super(message, null, false, false);
    }
}
