package dev.orrery.ibc;

/** A step of IBC is refused for a reason that is part of the chain's behaviour. Carries no stack trace: it is an ordinary answer. */
public final class IbcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient IbcErrorCode kind;

    IbcException(IbcErrorCode kind, String text) {
        super(text, null, false, false);
        this.kind = kind;
    }

    public IbcErrorCode kind() {
        return kind;
    }

    /** The whole text, the outermost circumstance first. */
    public String text() {
        return getMessage();
    }

    /** The same failure seen from further out. */
    public IbcException in(String outer) {
        return new IbcException(kind, outer + ": " + text());
    }
}
