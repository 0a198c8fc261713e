package dev.orrery.vm.cache;

import dev.orrery.engine.CompiledModule;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.PinnedMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The modules that the chain wants kept in memory. Not synchronized: {@link ModuleCache} holds its lock. cosmwasm vm
 * modules/pinned_memory_cache.rs.
 */
final class PinnedCodes {
    private final Map<Checksum, Pinned> modules = new HashMap<>();

    /** @param module empty until it is loaded */
    private record Pinned(Optional<CompiledModule> module, Counter hits) {
        /** What it keeps alive. */
        long bytes() {
            return module.map(CompiledModule::sizeBytes).orElse(0L);
        }
    }

    /** The module, which counts as a use of it. */
    Optional<CompiledModule> load(Checksum code) {
        Pinned pinned = modules.get(code);
        if (pinned == null || pinned.module().isEmpty()) {
            return Optional.empty();
        }
        pinned.hits().increment();
        return pinned.module();
    }

    /** Whether the code is pinned and its module not loaded. */
    boolean awaits(Checksum code) {
        Pinned pinned = modules.get(code);
        return pinned != null && pinned.module().isEmpty();
    }

    /** Codes that are pinned and whose modules are not loaded. */
    Set<Checksum> awaited() {
        return modules.keySet().stream().filter(this::awaits).collect(Collectors.toUnmodifiableSet());
    }

    /** Pins a code whose module will be stored later. */
    void await(Checksum code) {
        modules.put(code, new Pinned(Optional.empty(), new Counter(0)));
    }

    boolean has(Checksum code) {
        return modules.containsKey(code);
    }

    Set<Checksum> codes() {
        return Set.copyOf(modules.keySet());
    }

    void store(Checksum code, CompiledModule module) {
        modules.put(code, new Pinned(Optional.of(module), new Counter(0)));
    }

    void remove(Checksum code) {
        modules.remove(code);
    }

    int elements() {
        return modules.size();
    }

    long bytes() {
        return modules.values().stream()
                .mapToLong(pinned -> Checksum.LENGTH + pinned.bytes())
                .sum();
    }

    List<PinnedMetrics> metrics() {
        return modules.entrySet().stream()
                .map(entry -> new PinnedMetrics(
                        entry.getKey(),
                        entry.getValue().hits().value(),
                        entry.getValue().bytes()))
                .toList();
    }
}
