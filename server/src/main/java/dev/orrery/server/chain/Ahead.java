package dev.orrery.server.chain;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.LoggerFactory;

/** Something that is opened on a thread of its own while whoever wants it does something else. One caller. */
final class Ahead<T extends AutoCloseable> {
    private final FutureTask<T> opening;

    private Ahead(FutureTask<T> opening) {
        this.opening = opening;
    }

    /** What is opened may fail, as opening it right here would. */
    interface Opening<T> {
        T open() throws IOException;
    }

    static <T extends AutoCloseable> Ahead<T> of(String name, Opening<T> opening) {
        LoggerFactory.getILoggerFactory(); // two threads that log first at once have SLF4J complain
        FutureTask<T> task = new FutureTask<>(opening::open);
        Thread.ofPlatform().name("open-" + name).daemon().start(task);
        return new Ahead<>(task);
    }

    /** Waits until it is open. */
    T get() throws IOException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case IOException failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Closes what was opened; what could not be opened was complained of already. */
    void close() throws Exception {
        T opened;
        try {
            opened = get();
        } catch (IOException | RuntimeException e) {
            return;
        }
        opened.close();
    }
}
