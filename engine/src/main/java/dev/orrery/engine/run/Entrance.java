package dev.orrery.engine.run;

/** The way into a function of a compiled module that nobody outside may call. Generated, shared. */
public abstract class Entrance {
    /**
     * Calls the function.
     *
     * @param args raw bits, one per parameter
     * @param stack bytes left of the stack budget; the callee takes its own frame from it
     * @return raw bits of the result, 0 if there is none
     */
    public abstract long call(long[] args, RunningInstance instance, int stack);
}
