package dev.orrery.server.cli;

/** A command could not do what was asked, for a reason that its user can act on. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The status of a command that ran and failed; 2 is kept for command lines that make no sense. */
    private static final int FAILED = 1;

    public CommandFailure(String message) {
        super(message, null, false, false);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    int exitStatus() {
        return FAILED;
    }
}
