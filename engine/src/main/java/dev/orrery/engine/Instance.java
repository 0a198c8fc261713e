package dev.orrery.engine;

import dev.orrery.engine.run.LinearMemory;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One running copy of a module: its memory, tables, globals and fuel. Confined to one thread at a time; close it to give its
 * memory back to the pool.
 */
public interface Instance extends AutoCloseable {
    Module module();

    /**
     * Calls a function by its index in the function index space. May be called by a host function while the guest waits
     * for it: the inner call starts with a whole stack budget of its own.
     *
     * @param args raw bits, one per parameter; i32 and f32 use the low half
     * @return raw bits of the results; i32 sign-extended, f32 zero-extended
     * @throws Trap if the code traps or a host function throws
     */
    long[] invoke(int functionIndex, long... args);

    /** Memory 0. The module must have one. */
    LinearMemory memory();

    /** What the module exports under {@code name}. */
    Optional<Extern> export(String name);

    /** Fuel left, unsigned. A charge that exceeded it has not been subtracted: see {@link #fuelExhausted}. */
    long fuel();

    /** Sets the fuel left, unsigned, and clears {@link #fuelExhausted}. */
    void fuel(long units);

    /** Whether a charge found too little fuel since the fuel was last set. */
    boolean fuelExhausted();

    /** What is asked now and then while guest code runs; once it holds, the code traps. Only for code that charges fuel. */
    void stopWhen(BooleanSupplier condition);

    /**
     * Has somebody watch which functions run. Only for code of {@link Tier#INTERPRETED}: compiled code has no place to look
     * from, so that nobody pays for it.
     *
     * @throws IllegalStateException for code of another tier
     */
    void observe(FunctionObserver observer);

    @Override
    void close();
}
