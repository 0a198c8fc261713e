package dev.orrery.chain.error;

/**
 * A message, transaction or query is refused for a reason that is part of the chain's behaviour: its code goes into the block's
 * results. Carries no stack trace, since it is thrown on ordinary paths and must not differ between nodes.
 */
public final class ChainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode kind;
    private final boolean deterministic;

    ChainException(ErrorCode kind, String text) {
        this(kind, text, false);
    }

    private ChainException(ErrorCode kind, String text, boolean deterministic) {
        super(text, null, false, false);
        this.kind = kind;
        this.deterministic = deterministic;
    }

    /** A failure that the reference has no code for. */
    public static ChainException plain(String text) {
        return new ChainException(SdkError.INTERNAL, text);
    }

    public ErrorCode kind() {
        return kind;
    }

    /** The whole text, the outermost circumstance first. */
    public String text() {
        return getMessage();
    }

    /** The same failure seen from further out. */
    public ChainException in(String circumstances) {
        return new ChainException(kind, circumstances + ": " + text());
    }

    /** The same failure, promised to read the same on every node, so that contracts may see its text. wasmd: DeterministicError. */
    public ChainException deterministic() {
        return new ChainException(kind, text(), true);
    }

    /** Seen from further out, a failure is deterministic no more, as in the reference. */
    public boolean isDeterministic() {
        return deterministic;
    }
}
