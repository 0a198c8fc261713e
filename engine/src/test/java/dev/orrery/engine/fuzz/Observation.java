package dev.orrery.engine.fuzz;

import dev.orrery.engine.Extern;
import dev.orrery.engine.Instance;
import dev.orrery.engine.Trap;
import dev.orrery.engine.run.FunctionRef;
import dev.orrery.engine.run.LinearMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that a host can tell about a call after it ended. Two tiers must give equal ones.
 *
 * @param outcome results, or the trap
 * @param fuel what is left
 * @param exhausted whether a charge found too little
 * @param globals raw bits
 * @param table function indices, or what else stands there
 * @param memoryBytes size of the memory
 * @param memoryHash of its content
 * @param seen what the host saw during the call
 */
record Observation(
        String outcome,
        long fuel,
        boolean exhausted,
        List<Long> globals,
        List<Integer> table,
        int memoryBytes,
        int memoryHash,
        long seen) {

    private static final int NOTHING = -1;
    private static final int IMPORTED = -2;

    static Observation of(Instance instance, FuzzHost host, int function, long[] args) {
        String outcome = outcome(instance, function, args);
        LinearMemory memory = instance.memory();
        return new Observation(
                outcome,
                instance.fuel(),
                instance.fuelExhausted(),
                globals(instance),
                table(instance),
                memory.size,
                Arrays.hashCode(memory.read(0, memory.size)),
                host.seen());
    }

    private static String outcome(Instance instance, int function, long[] args) {
        try {
            return Arrays.toString(instance.invoke(function, args));
        } catch (Trap trap) {
            return describe(trap);
        }
    }

    static String describe(Trap trap) {
        return switch (trap) {
            case Trap.Fault fault -> fault.code().name();
            case Trap.Host host -> "host: " + host.getCause();
        };
    }

    private static List<Long> globals(Instance instance) {
        List<Long> bits = new ArrayList<>();
        for (int i = 0; instance.export("g" + i).orElse(null) instanceof Extern.Global global; i++) {
            bits.add(global.cell().bits);
        }
        return bits;
    }

    private static List<Integer> table(Instance instance) {
        List<Integer> indices = new ArrayList<>();
        if (instance.export("table").orElse(null) instanceof Extern.OfTable table) {
            for (Object element : table.table().elements) {
                indices.add(
                        switch (element) {
                            case null -> NOTHING;
                            case FunctionRef.Guest guest -> guest.index;
                            default -> IMPORTED;
                        });
            }
        }
        return indices;
    }
}
