package dev.orrery.chain.error;

/** A query is refused with a status of gRPC rather than with a code of the chain. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final QueryStatus status;

    QueryException(QueryStatus status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    public QueryStatus status() {
        return status;
    }

    public String text() {
        return getMessage();
    }

    /** How Go prints such an error, which ends up in the log of an ABCI query. */
    public String goText() {
        return "rpc error: code = " + status.word() + " desc = " + text();
    }
}
