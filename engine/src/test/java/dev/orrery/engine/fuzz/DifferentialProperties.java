package dev.orrery.engine.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Both tiers agree on generated modules. The seed is printed; {@code -Dorrery.fuzz.seed=N} repeats a run, and {@code
 * -Dorrery.fuzz.executions=N} makes it as long as that instead of some seconds: see docs/fuzzing.md.
 */
final class DifferentialProperties {
    private static final int CALLS_PER_MODULE = 60;
    private static final long BUDGET_NANOS = 12_000_000_000L;
    private static final int MODULES_PER_REPORT = 1_000;
    private static final long WANTED_EXECUTIONS = Long.getLong("orrery.fuzz.executions", 0);

    @Test
    void bothTiersAgreeOnGeneratedModules() throws InterruptedException {
        long first = Long.getLong("orrery.fuzz.seed", System.nanoTime());
        System.out.println("DifferentialProperties: first seed " + first);
        long deadline = System.nanoTime() + BUDGET_NANOS;
        FuzzRun run = new FuzzRun(CALLS_PER_MODULE);
        Differential.inRoomyThread(() -> {
            for (long seed = first; isWanted(run, deadline); seed++) {
                run.module(seed);
                if ((seed - first + 1) % MODULES_PER_REPORT == 0) {
                    System.out.println(run);
                }
            }
        });
        System.out.println("DifferentialProperties: " + run);
        assertEquals(List.of(), run.failures().stream().limit(3).toList());
        assertTrue(run.executions() > 0);
    }

    private static boolean isWanted(FuzzRun run, long deadline) {
        return WANTED_EXECUTIONS > 0 ? run.executions() < WANTED_EXECUTIONS : System.nanoTime() < deadline;
    }

    /** A generator whose modules all ran out of fuel, or all trapped, would prove nothing. */
    @Test
    void generatedModulesEndInManyWays() throws InterruptedException {
        FuzzRun run = new FuzzRun(CALLS_PER_MODULE);
        Differential.inRoomyThread(() -> {
            for (long seed = 0; seed < 60; seed++) {
                run.module(seed);
            }
        });
        assertEquals(List.of(), run.failures().stream().limit(3).toList());
        assertTrue(run.exhaustions() > run.executions() / 50, run.toString());
        assertTrue(run.traps() - run.exhaustions() > run.executions() / 50, run.toString());
        assertTrue(run.executions() - run.traps() > run.executions() / 20, run.toString());
    }

    @Test
    void oneSeedGivesOneModule() {
        List<byte[]> twice = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            twice.add(ModuleGenerator.generate(4711).wasm());
        }
        assertArrayEquals(twice.get(0), twice.get(1));
    }
}
