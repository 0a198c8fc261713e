package dev.orrery.engine.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.Engine;
import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.Tier;
import dev.orrery.testkit.wasm.Mutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A damaged module is refused with its reason or is a module, in which case both tiers take it and agree; nothing else
 * happens. The seed is printed; {@code -Dorrery.fuzz.seed=N} repeats a run, {@code -Dorrery.fuzz.mutants=N} makes it longer.
 */
final class MutantProperties {
    private static final Path CONTRACTS = Path.of("..", "contracts-testdata", "built");
    private static final Path FAILURES = Path.of("target", "fuzz-failures");
    private static final int CALLS_PER_MODULE = 20;
    private static final long BUDGET_NANOS = 8_000_000_000L;
    private static final long WANTED_MUTANTS = Long.getLong("orrery.fuzz.mutants", 0);
    private static final Engine ENGINE = Engine.of(FuzzProfiles.profile(
            "mutants", FuzzProfiles::cosmWasm, new StackRule(1 << 20, StackRule.perFunction(body -> 64))));

    private final long first = Long.getLong("orrery.fuzz.seed", System.nanoTime());
    private final List<String> failures = new ArrayList<>();
    private long mutants;
    private long modules;
    private long executions;

    /** What is done with a mutant: empty if it came to a proper end. */
    @FunctionalInterface
    private interface Trial {
        Optional<String> run(long seed, byte[] mutant);
    }

    @Test
    void damagedContractsAreRefusedOrCompiled() throws Exception {
        List<byte[]> contracts = contracts();
        damage((random, seed) -> contracts.get(random.nextInt(contracts.size())), (seed, mutant) -> compile(mutant));
        assertTrue(modules > 0 && modules < mutants, modules + " of " + mutants);
    }

    @Test
    void damagedGeneratedModulesAreRefusedOrAgree() throws Exception {
        damage((random, seed) -> ModuleGenerator.generate(seed).wasm(), this::agree);
        assertTrue(executions > 0);
    }

    /** Where the next module comes from. */
    @FunctionalInterface
    private interface Source {
        byte[] next(SplittableRandom random, long seed);
    }

    private void damage(Source source, Trial trial) throws InterruptedException {
        System.out.println("MutantProperties: first seed " + first);
        long deadline = System.nanoTime() + BUDGET_NANOS;
        Differential.inRoomyThread(() -> {
            for (long seed = first;
                    WANTED_MUTANTS > 0 ? mutants < WANTED_MUTANTS : System.nanoTime() < deadline;
                    seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                byte[] mutant = new Mutants(random).of(source.next(random, seed));
                mutants++;
                Optional<String> failure = trial.run(seed, mutant);
                if (failure.isPresent()) {
                    keep(seed, mutant, failure.get());
                }
            }
        });
        System.out.println("MutantProperties: " + mutants + " damaged modules, " + modules + " of them valid, "
                + executions + " executions in each tier; " + failures.size() + " failures");
        assertEquals(List.of(), failures.stream().limit(3).toList());
    }

    private Optional<String> compile(byte[] mutant) {
        try {
            Module module = ENGINE.parse(mutant);
            modules++;
            for (Tier tier : Tier.values()) {
                ENGINE.compile(module, tier);
            }
            return Optional.empty();
        } catch (ModuleException refused) {
            return refused.error().text().isEmpty() ? Optional.of("refused without a reason") : Optional.empty();
        } catch (RuntimeException | StackOverflowError | LinkageError defect) {
            return Optional.of("threw " + defect);
        }
    }

    private Optional<String> agree(long seed, byte[] mutant) {
        Differential.Report report = Differential.runDamaged(seed, mutant, CALLS_PER_MODULE);
        executions += report.executions();
        modules += report.executions() > 0 ? 1 : 0;
        return report.difference();
    }

    private void keep(long seed, byte[] mutant, String failure) {
        failures.add("seed " + seed + ": " + failure);
        try {
            Files.createDirectories(FAILURES);
            Files.write(FAILURES.resolve("mutant-" + seed + ".wasm"), mutant);
        } catch (IOException unwritable) {
            failures.add(unwritable.toString());
        }
    }

    private static List<byte[]> contracts() throws IOException {
        List<byte[]> contracts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CONTRACTS)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".wasm"))
                    .sorted()
                    .toList()) {
                contracts.add(Files.readAllBytes(file));
            }
        }
        return contracts;
    }
}
