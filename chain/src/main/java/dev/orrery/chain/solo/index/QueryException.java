package dev.orrery.chain.solo.index;

/** A query that can't be read or answered; the message says why, for the client. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QueryException(String message) {
        super(message, null, false, false);
    }
}
