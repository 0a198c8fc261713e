package dev.orrery.engine.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the assertions of a script, or of several. Confined to one thread. */
final class Tally {
    private final Map<String, Integer> passed = new TreeMap<>();
    private final Map<String, Integer> skipped = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    /** @param kind the command, {@code assert_return} and the like */
    void pass(String kind) {
        passed.merge(kind, 1, Integer::sum);
    }

    void skip(String reason) {
        skipped.merge(reason, 1, Integer::sum);
    }

    void fail(String message) {
        failures.add(message);
    }

    void add(Tally other) {
        other.passed.forEach((kind, count) -> passed.merge(kind, count, Integer::sum));
        other.skipped.forEach((reason, count) -> skipped.merge(reason, count, Integer::sum));
        failures.addAll(other.failures);
    }

    Map<String, Integer> passed() {
        return passed;
    }

    /** Count by written reason. */
    Map<String, Integer> skipped() {
        return skipped;
    }

    List<String> failures() {
        return failures;
    }

    int passedCount() {
        return sum(passed);
    }

    int skippedCount() {
        return sum(skipped);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
