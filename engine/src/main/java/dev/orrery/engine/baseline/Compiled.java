package dev.orrery.engine.baseline;

import dev.orrery.engine.run.Code;
import dev.orrery.engine.run.Continuation;
import dev.orrery.engine.run.Entrance;
import java.util.List;
import java.util.function.ToIntFunction;

/** The compiled form of a module, made executable when it is first asked for. Any thread. */
public interface Compiled {
    /** All of it, loaded and verified. */
    Code program();

    /** The way into one function. Loads the module if need be. */
    Entrance entrance(int function);

    /**
     * One function, without the rest of the module.
     *
     * @param loops positions at which it can be entered, besides its beginning
     * @param branchTables keeps a constant and returns its number for {@code InstanceAccess.branchTable}
     */
    Continuation at(int function, List<Integer> loops, ToIntFunction<int[]> branchTables);
}
