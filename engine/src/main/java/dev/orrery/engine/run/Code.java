package dev.orrery.engine.run;

/** What a tier makes of a module: something that runs its functions. Shared between threads; the state is the instance's. */
public abstract class Code {
    protected Code() {}

    /**
     * Runs a function that the module defines.
     *
     * @param function index in the function index space, imports counted
     * @param args raw bits, one per parameter; i32 and f32 use the low half; references as {@link RunningInstance#bits} gives
     * @param stack bytes left of the stack budget; the callee takes its own frame from it
     * @return raw bits of the results; i32 sign-extended, f32 zero-extended
     */
    public abstract long[] call(RunningInstance instance, int function, long[] args, int stack);
}
