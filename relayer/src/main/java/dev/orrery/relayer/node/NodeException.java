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
        /** The chain said no to packets that were all relayed before, by somebody else: nothing is left to do. */
        REDUNDANT,
        /** The answer isn't what such nodes answer. */
        UNREADABLE
    }

    private final Kind kind;
    private final String reason;

    private NodeException(Kind kind, String message, String reason, Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
        this.reason = reason;
    }

    public NodeException(Kind kind, String message) {
        this(kind, message, message, null);
    }

    public NodeException(Kind kind, String message, Throwable cause) {
        this(kind, message, message, cause);
    }

    /**
     * A node's JSON-RPC said no.
     *
     * @param message what kind of error that is
     * @param data what it says beyond that, often empty
     */
    static NodeException refused(String method, String message, String data) {
        String reason = data.isEmpty() ? message : data;
        return new NodeException(Kind.REFUSED, method + ": " + message + ": " + data, reason, null);
    }

    public Kind kind() {
        return kind;
    }

    /** The node's own words where it refused; else the message. */
    public String reason() {
        return reason;
    }

    static NodeException unreadable(String what) {
        return new NodeException(Kind.UNREADABLE, what);
    }
}
