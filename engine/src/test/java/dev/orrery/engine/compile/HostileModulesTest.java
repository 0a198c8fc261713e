package dev.orrery.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.Instance;
import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.Tier;
import dev.orrery.engine.Trap;
import dev.orrery.testkit.wasm.HostileModules;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a module costs is in proportion to its bytes, however it is made. Figures: bench/RESULTS.md. */
class HostileModulesTest {
    /** Bytes that may be allocated for one byte of a module; measured: 4,212. */
    private static final long MAX_ALLOCATED = 8_000;

    /** Bytes of the image for one byte of a module; measured: 85. */
    private static final long MAX_IMAGE = 150;

    /** CPU time for one byte of a module, in a JVM that has not warmed up. Nanoseconds; measured warm: 2,900. */
    private static final long MAX_NANOS = 100_000;

    private static final long FUEL = 100_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Engine ENGINE = Engine.of(Generated.PROFILE);

    @TestFactory
    Stream<DynamicTest> costInProportionToTheirBytes() {
        return HostileModules.all().entrySet().stream()
                .map(module -> DynamicTest.dynamicTest(module.getKey(), () -> measure(module.getValue())));
    }

    private static void measure(byte[] wasm) throws ModuleException {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        byte[] image = ENGINE.image(ENGINE.parse(wasm));
        nanos = (THREADS.getCurrentThreadCpuTime() - nanos) / wasm.length;
        allocated = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / wasm.length;
        String figures = allocated + " bytes allocated, " + image.length / wasm.length + " of image, " + nanos + " ns";
        assertTrue(allocated < MAX_ALLOCATED, figures);
        assertTrue(image.length / wasm.length < MAX_IMAGE, figures);
        assertTrue(nanos < MAX_NANOS, figures);
    }

    @TestFactory
    Stream<DynamicTest> runLikeInTheInterpreter() {
        return HostileModules.all().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Module module = ENGINE.parse(each.getValue());
                    Optional<Integer> run = module.model().export("run").map(export -> export.index());
                    CompiledModule compiled = ENGINE.compile(module, Tier.COMPILED);
                    CompiledModule interpreted = ENGINE.compile(module, Tier.INTERPRETED);
                    for (long argument : new long[] {0, 1, 7, 999, -1}) {
                        if (run.isPresent()) {
                            assertEquals(
                                    outcome(interpreted, run.get(), argument), outcome(compiled, run.get(), argument));
                        }
                    }
                }));
    }

    private static List<String> outcome(CompiledModule module, int function, long argument) throws Exception {
        try (Instance instance = module.instantiate(wanted -> Optional.empty(), FUEL)) {
            String result;
            try {
                result = Arrays.toString(instance.invoke(function, argument));
            } catch (Trap trap) {
                result = trap.toString();
            }
            return List.of(result, String.valueOf(instance.fuel()));
        }
    }
}
