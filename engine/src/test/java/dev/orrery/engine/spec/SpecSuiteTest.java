package dev.orrery.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.Module;
import dev.orrery.engine.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The official WebAssembly 2.0 test suite without vectors: every script in both tiers and in the baseline of first calls, with NaN results left as they come and
 * made canonical. What is asserted is counted against the archive's index, so an assertion that is silently left out fails.
 */
final class SpecSuiteTest {
    /** Far more than the stack budget of the profile needs, so that the budget decides. Bytes. */
    private static final long THREAD_STACK_BYTES = 512L << 20;

    private static final SpecArchive ARCHIVE = SpecArchive.load();
    private static final Map<Run, Tally> TALLIES = new ConcurrentHashMap<>();

    /** Assertions that the index counts in each set. */
    private static final Map<String, Integer> ASSERTIONS = Map.of("core", 19_269, "bulk", 7_447);

    /** Assertions about the text format in each set, which are not run. */
    private static final Map<String, Integer> TEXT_ASSERTIONS = Map.of("core", 581, "bulk", 0);

    private static final Map<String, Integer> SCRIPTS = Map.of("core", 79, "bulk", 11);

    /** How modules are run. */
    private enum Way {
        COMPILED,
        INTERPRETED,
        /** As a module is whose image is not there yet: interpreted, but for what the baseline leaves to compiled code. */
        STARTED;

        CompiledModule executable(Engine engine, Module module) {
            return switch (this) {
                case COMPILED -> engine.compile(module, Tier.COMPILED);
                case INTERPRETED -> engine.compile(module, Tier.INTERPRETED);
                case STARTED -> engine.start(module, Optional::empty);
            };
        }
    }

    /** One script under one configuration. */
    private record Run(SpecArchive.Entry entry, Way way, boolean canonicalNans) {}

    @TestFactory
    Stream<DynamicContainer> everyScriptPassesInEveryWay() {
        return configurations()
                .map(configuration -> dynamicContainer(
                        configuration.toString(), ARCHIVE.entries().stream().map(configuration::test)));
    }

    @Test
    void everyAssertionOfTheIndexIsRunOrSkippedForAWrittenReason() throws InterruptedException {
        for (Configuration configuration : configurations().toList()) {
            for (String set : List.of("core", "bulk")) {
                List<SpecArchive.Entry> entries = ARCHIVE.entries().stream()
                        .filter(entry -> entry.set().equals(set))
                        .toList();
                Tally total = new Tally();
                for (SpecArchive.Entry entry : entries) {
                    total.add(tally(configuration.run(entry)));
                }
                String name = set + " " + configuration;
                System.out.println(name + ": " + entries.size() + " scripts, passed " + total.passedCount() + " "
                        + total.passed() + ", skipped " + total.skipped());
                assertEquals(SCRIPTS.get(set), entries.size(), name);
                assertEquals(ASSERTIONS.get(set) - TEXT_ASSERTIONS.get(set), total.passedCount(), name);
                assertEquals(TEXT_ASSERTIONS.get(set), total.skippedCount(), name);
            }
        }
    }

    private record Configuration(Way way, boolean canonicalNans) {
        Run run(SpecArchive.Entry entry) {
            return new Run(entry, way, canonicalNans);
        }

        DynamicTest test(SpecArchive.Entry entry) {
            return dynamicTest(entry.set() + "/" + entry.name() + " (" + entry.assertions() + ")", () -> {
                Tally tally = tally(run(entry));
                assertEquals(List.of(), tally.failures());
                assertEquals(entry.assertions(), tally.passedCount() + tally.skippedCount());
            });
        }

        @Override
        public String toString() {
            return way + (canonicalNans ? ", canonical NaNs" : ", NaNs as they come");
        }
    }

    private static Stream<Configuration> configurations() {
        return Arrays.stream(Way.values())
                .flatMap(way -> Stream.of(new Configuration(way, false), new Configuration(way, true)));
    }

    private static Tally tally(Run run) throws InterruptedException {
        Tally known = TALLIES.get(run);
        if (known != null) {
            return known;
        }
        Engine engine = Engine.of(SpecProfiles.of(run.entry(), run.canonicalNans()));
        List<Tally> made = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> made.add(ScriptRun.of(
                        ARCHIVE, run.entry(), engine, module -> run.way().executable(engine, module))),
                run.entry().name(),
                THREAD_STACK_BYTES);
        thread.start();
        thread.join();
        Tally tally = made.getFirst();
        TALLIES.put(run, tally);
        return tally;
    }
}
