package dev.orrery.vm.cache;

import dev.orrery.engine.CompiledModule;
import dev.orrery.vm.Checksum;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The modules used last, as many as fit into a number of bytes. Not synchronized: {@link ModuleCache} holds its lock. cosmwasm
 * vm modules/in_memory_cache.rs.
 */
final class MemoryCache {
    private final long capacityBytes;
    private final Map<Checksum, CompiledModule> modules = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param capacityBytes 0 for a cache that keeps nothing */
    MemoryCache(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    Optional<CompiledModule> load(Checksum code) {
        return Optional.ofNullable(modules.get(code));
    }

    /**
     * Keeps the module and drops what was not used for longest. One that is larger than the whole cache is not kept; the
     * reference fails the call then, which would make the result depend on a node's settings.
     */
    void store(Checksum code, CompiledModule module) {
        if (weight(module) > capacityBytes) {
            return;
        }
        CompiledModule replaced = modules.put(code, module);
        bytes += weight(module) - (replaced == null ? 0 : weight(replaced));
        Iterator<Map.Entry<Checksum, CompiledModule>> oldest =
                modules.entrySet().iterator();
        while (bytes > capacityBytes) {
            bytes -= weight(oldest.next().getValue());
            oldest.remove();
        }
    }

    int elements() {
        return modules.size();
    }

    long bytes() {
        return bytes;
    }

    private static long weight(CompiledModule module) {
        return Checksum.LENGTH + module.sizeBytes();
    }
}
