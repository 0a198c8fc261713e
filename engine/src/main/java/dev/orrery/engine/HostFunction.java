package dev.orrery.engine;

/** A function that the host gives to the guest. Runs on the thread of the call. */
@FunctionalInterface
public interface HostFunction {
    /**
     * @param caller the instance whose code called; the function may read and write its memory, its fuel, and call back into it
     * @param args raw bits, one entry per parameter; i32 sign-extended, f32 zero-extended
     * @return raw bits of the result, 0 where there is none
     * @throws RuntimeException ends the whole call; arrives at the host as {@link Trap.Host}
     */
    long call(Instance caller, long[] args);
}
