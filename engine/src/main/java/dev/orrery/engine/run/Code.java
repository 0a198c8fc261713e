package dev.orrery.engine.run;

import java.util.Arrays;

/** What a tier makes of a module: something that runs its functions. Shared between threads; the state is the instance's. */
public abstract class Code {
    private volatile int[][] branchTables;

    protected Code() {
        this(new int[0][]);
    }

    /** @param branchTables constants of the generated code */
    protected Code(int[][] branchTables) {
        this.branchTables = branchTables;
    }

    /**
     * Runs a function that the module defines. It must be exported, be the start function, or be named by an element or a
     * {@code ref.func}: nothing else can be called from outside.
     *
     * @param function index in the function index space, imports counted
     * @param args raw bits, one per parameter; i32 and f32 use the low half; references as {@link RunningInstance#bits} gives
     * @param stack bytes left of the stack budget; the callee takes its own frame from it
     * @return raw bits of the results; i32 sign-extended, f32 zero-extended
     */
    public abstract long[] call(RunningInstance instance, int function, long[] args, int stack);

    /** Called before each instance is made. */
    public void starting() {}

    /** What a tier throws when asked for a function that can't be called from outside. */
    public static IllegalArgumentException unknown(int function) {
        return new IllegalArgumentException("function " + function + " is neither exported nor referenced");
    }

    /** Keeps a constant for code that was generated later; returns its number. */
    public final synchronized int addBranchTable(int[] table) {
        int[][] more = Arrays.copyOf(branchTables, branchTables.length + 1);
        more[branchTables.length] = table;
        branchTables = more;
        return more.length - 1;
    }

    public final int[] branchTable(int number) {
        return branchTables[number];
    }
}
