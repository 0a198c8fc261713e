package dev.orrery.engine.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts over many generated modules; a failing one is written to {@code target/fuzz-failures}, from where it belongs into
 * {@code src/test/resources/fuzz} once its cause is fixed. Written to by one thread at a time.
 */
final class FuzzRun {
    private static final Path FAILURES = Path.of("target", "fuzz-failures");

    private final int callsPerModule;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> shapes = new TreeMap<>();
    private long modules;
    private long executions;
    private long traps;
    private long exhaustions;

    FuzzRun(int callsPerModule) {
        this.callsPerModule = callsPerModule;
    }

    void module(long seed) {
        ModuleGenerator.Generated generated = ModuleGenerator.generate(seed);
        Differential.Report report = Differential.run(seed, generated.wasm(), callsPerModule);
        modules++;
        executions += report.executions();
        traps += report.traps();
        exhaustions += report.exhaustions();
        shapes.merge(generated.shape().name(), 1, Integer::sum);
        report.difference().ifPresent(difference -> fail(generated, difference));
    }

    private void fail(ModuleGenerator.Generated generated, String difference) {
        String message = "seed " + generated.seed() + " (" + generated.shape().name() + "): " + difference;
        failures.add(message);
        System.out.println(message);
        try {
            Files.createDirectories(FAILURES);
            Files.write(FAILURES.resolve(generated.seed() + ".wasm"), generated.wasm());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    List<String> failures() {
        return failures;
    }

    long executions() {
        return executions;
    }

    long traps() {
        return traps;
    }

    long exhaustions() {
        return exhaustions;
    }

    @Override
    public String toString() {
        return modules + " modules " + shapes + ", " + executions + " executions in each tier, of which " + traps
                + " trapped, " + exhaustions + " of those for want of fuel; " + failures.size() + " failures";
    }
}
