package dev.orrery.relayer.node;

/** A node that gave no answer, said no, or answered what nobody can read. The text says which node or query. */
public final class NodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** Nobody answered: try again later. */
        UNREACHABLE,
        /** The node, or the chain behind it, said no. */
        REFUSED,
        /** The answer isn't what such nodes answer. */
        UNREADABLE
    }

    private final Kind kind;

    public NodeException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public NodeException(Kind kind, String message, Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    static NodeException unreadable(String what) {
        return new NodeException(Kind.UNREADABLE, what);
    }
}
