package dev.orrery.engine.run;

/** Compiled code that goes on with a function at one of a few positions: its beginning, or the top of a loop. Generated, shared. */
public abstract class Continuation {
    /** The position of a run that does nothing but call all methods of the continuation. */
    private static final int NOWHERE = -1;

    private static final long[] NO_FRAME = {};

    /**
     * Runs the function from there to its end.
     *
     * @param frame its locals, then its operands, as raw bits
     * @param stack bytes left of the stack budget, without those of this activation
     * @param position one of those that it was made for
     * @return raw bits of the result, 0 if there is none
     */
    public abstract long run(long[] frame, RunningInstance instance, int stack, int position);

    /** Calls all methods that it consists of, which return at once: HotSpot compiles what was called often. */
    public final void touch() {
        run(NO_FRAME, null, 0, NOWHERE);
    }
}
