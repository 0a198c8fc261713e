package dev.orrery.chain.state;

/** An entry that the chain has can't be had now: of a fork whose original doesn't answer, or answers what makes no sense. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    public UnavailableException(String message) {
        this(message, null);
    }
}
