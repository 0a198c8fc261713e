package dev.orrery.ibc;

/** A query is refused with a status of gRPC. Carries no stack trace: it is an ordinary answer. */
public final class IbcQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;

    /** The kinds of refusal, named as gRPC names them. */
    public enum Status {
        UNKNOWN,
        INVALID_ARGUMENT,
        NOT_FOUND,
        FAILED_PRECONDITION,
        INTERNAL,
        UNIMPLEMENTED
    }

    public IbcQueryException(Status status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    public static IbcQueryException invalid(String text) {
        return new IbcQueryException(Status.INVALID_ARGUMENT, text);
    }

    public static IbcQueryException notFound(String text) {
        return new IbcQueryException(Status.NOT_FOUND, text);
    }

    public Status status() {
        return status;
    }

    public String text() {
        return getMessage();
    }
}
