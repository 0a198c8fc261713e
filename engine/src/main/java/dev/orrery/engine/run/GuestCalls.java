package dev.orrery.engine.run;

/** What a {@link Continuation} needs of the code that it goes on for. One for each instance, confined to its thread. */
public interface GuestCalls {
    /**
     * Calls any function of the function index space.
     *
     * @param args raw bits, one per parameter
     * @param stack bytes left of the stack budget
     * @return raw bits of the results
     */
    long[] call(int function, long[] args, int stack);

    /** A constant of a continuation. */
    int[] branchTable(int number);
}
