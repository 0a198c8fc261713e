package dev.orrery.engine;

/** Is told which functions run, on the thread that runs them. Must not throw, and must leave the instance alone. */
public interface FunctionObserver {
    /** Nobody wants to know. */
    FunctionObserver NONE = new FunctionObserver() {
        @Override
        public void entered(int function, long fuel) {}

        @Override
        public void returned(long fuel) {}
    };

    /**
     * A function of the module begins, its call paid for.
     *
     * @param function index in the function index space, imports counted
     * @param fuel what is left, unsigned
     */
    void entered(int function, long fuel);

    /** The function that began last and hasn't returned returns. Not told of functions that a trap ends. */
    void returned(long fuel);
}
