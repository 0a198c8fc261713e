package dev.orrery.vm.entry;

/**
 * A thread with a stack that no contract can exhaust before the engine's own count of its frames does. Runs one call at a
 * time; a call inside a call (a query that asks another contract) gets a thread of its own.
 */
final class CallThread extends Thread {
    /**
     * Reserved, not used: only the touched part takes memory. Deepest contract that the engine admits: 16,380 frames, twice
     * where {@code allocate} runs inside an import.
     */
    static final long STACK_BYTES = 256L * 1024 * 1024;

    /** Whether a call runs on this thread now. Read and written by the thread itself. */
    boolean busy;

    CallThread(Runnable work, String name) {
        super(null, work, name, STACK_BYTES, false);
        setDaemon(true);
    }
}
