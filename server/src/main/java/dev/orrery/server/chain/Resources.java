package dev.orrery.server.chain;

import dev.orrery.chain.state.db.DatabaseException;
import dev.orrery.vm.VmException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a running chain has open. One thread. */
final class Resources implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Opens the parts of what is started, and remembers them. */
    interface Start<T> {
        T from(Resources opened) throws IOException, VmException;
    }

    /**
     * Starts something; what was opened until it failed is closed.
     *
     * @throws IOException for whatever reason that a user can do something about; the message says it
     */
    static <T> T start(Start<T> start) throws IOException {
        Resources opened = new Resources();
        try {
            return start.from(opened);
        } catch (DatabaseException | IllegalStateException | VmException e) {
            opened.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    <T extends AutoCloseable> T remember(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Has something opened on a thread of its own, and remembers it. */
    <T extends AutoCloseable> Ahead<T> ahead(String name, Ahead.Opening<T> opening) {
        Ahead<T> ahead = Ahead.of(name, opening);
        opened.push(ahead::close);
        return ahead;
    }

    /** The newest first; what fails to close doesn't keep the others open. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                System.getLogger(Resources.class.getName()).log(Level.WARNING, "a part of the chain did not close", e);
            }
        }
    }
}
