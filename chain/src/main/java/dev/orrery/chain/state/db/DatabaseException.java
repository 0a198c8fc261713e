package dev.orrery.chain.state.db;

/** The database can't do its work: disk full, files damaged, directory in use. The node can't go on with it. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
