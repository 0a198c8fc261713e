package dev.orrery.vm.cache;

import dev.orrery.engine.CompiledModule;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.PinnedMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The modules that the chain wants kept in memory. Not synchronized: {@link ModuleCache} holds its lock. cosmwasm vm
 * modules/pinned_memory_cache.rs.
 */
final class PinnedCodes {
    private final Map<Checksum, Pinned> modules = new HashMap<>();

    private record Pinned(CompiledModule module, Counter hits) {}

    /** The module, which counts as a use of it. */
    Optional<CompiledModule> load(Checksum code) {
        Pinned pinned = modules.get(code);
        if (pinned == null) {
            return Optional.empty();
        }
        pinned.hits().increment();
        return Optional.of(pinned.module());
    }

    boolean has(Checksum code) {
        return modules.containsKey(code);
    }

    Set<Checksum> codes() {
        return Set.copyOf(modules.keySet());
    }

    void store(Checksum code, CompiledModule module) {
        modules.put(code, new Pinned(module, new Counter(0)));
    }

    void remove(Checksum code) {
        modules.remove(code);
    }

    int elements() {
        return modules.size();
    }

    long bytes() {
        return modules.values().stream()
                .mapToLong(pinned -> Checksum.LENGTH + pinned.module().sizeBytes())
                .sum();
    }

    List<PinnedMetrics> metrics() {
        return modules.entrySet().stream()
                .map(entry -> new PinnedMetrics(
                        entry.getKey(),
                        entry.getValue().hits().value(),
                        entry.getValue().module().sizeBytes()))
                .toList();
    }
}
