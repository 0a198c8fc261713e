package dev.orrery.engine.run;

/** Compiled code that goes on with a function at one position: its beginning, or the top of a loop. Generated, shared. */
public abstract class Continuation {
    /**
     * Runs the function from there to its end.
     *
     * @param frame its locals, then its operands, as raw bits; at the beginning of a function, its parameters
     * @param stack bytes left of the stack budget; at the beginning of a function its own frame has yet to be taken from them
     * @return raw bits of the result, 0 if there is none
     */
    public abstract long run(long[] frame, RunningInstance instance, int stack);
}
