package dev.orrery.javawasm.library.lang;

/** Something to do. */
public interface JRunnable {
    void run();
}
