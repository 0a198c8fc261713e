package dev.orrery.chain.error;

import java.util.Optional;

/**
 * A message, transaction or query is refused for a reason that is part of the chain's behaviour: its code goes into the block's
 * results. Carries no stack trace, since it is thrown on ordinary paths and must not differ between nodes.
 */
public final class ChainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode kind;
    private final transient Optional<String> circumstances;
    private final boolean deterministic;

    ChainException(ErrorCode kind, Optional<String> circumstances, String text) {
        this(kind, circumstances, text, false);
    }

    private ChainException(ErrorCode kind, Optional<String> circumstances, String text, boolean deterministic) {
        super(text, null, false, false);
        this.kind = kind;
        this.circumstances = circumstances;
        this.deterministic = deterministic;
    }

    /** A failure that the reference has no code for. */
    public static ChainException plain(String text) {
        return new ChainException(SdkError.INTERNAL, Optional.empty(), text);
    }

    public ErrorCode kind() {
        return kind;
    }

    /** The whole text, the outermost circumstance first. */
    public String text() {
        return getMessage();
    }

    /** The same failure seen from further out. */
    public ChainException in(String outer) {
        return new ChainException(kind, Optional.of(outer), outer + ": " + text());
    }

    /** How the reference's gRPC server words it: the kind, and only the outermost circumstance. */
    public QueryException asStatus() {
        if (kind == SdkError.INTERNAL) {
            return kind.status().failure(text());
        }
        String kindText = "codespace " + kind.codespace() + " code " + kind.code() + ": " + kind.text();
        return kind.status()
                .failure(circumstances.map(outer -> kindText + ": " + outer).orElse(kindText));
    }

    /** The same failure, promised to read the same on every node, so that contracts may see its text. wasmd: DeterministicError. */
    public ChainException deterministic() {
        return new ChainException(kind, circumstances, text(), true);
    }

    /** Seen from further out, a failure is deterministic no more, as in the reference. */
    public boolean isDeterministic() {
        return deterministic;
    }
}
