package dev.orrery.chain.error;

/** The status codes of gRPC that queries of the chain answer with. */
public enum QueryStatus {
    UNKNOWN(2, "Unknown"),
    INVALID_ARGUMENT(3, "InvalidArgument"),
    NOT_FOUND(5, "NotFound"),
    FAILED_PRECONDITION(9, "FailedPrecondition"),
    UNIMPLEMENTED(12, "Unimplemented"),
    INTERNAL(13, "Internal");

    private final int code;
    private final String word;

    QueryStatus(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /** The number on the wire of gRPC. */
    public int code() {
        return code;
    }

    /** The name as Go's gRPC prints it. */
    public String word() {
        return word;
    }

    public QueryException failure(String text) {
        return new QueryException(this, text);
    }
}
