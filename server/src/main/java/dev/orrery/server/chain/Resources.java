package dev.orrery.server.chain;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a running chain has open. One thread. */
final class Resources implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T remember(T resource) {
        opened.push(resource);
        return resource;
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
