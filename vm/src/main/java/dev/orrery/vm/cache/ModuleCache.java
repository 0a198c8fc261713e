package dev.orrery.vm.cache;

import dev.orrery.engine.CompiledModule;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.Metrics;
import dev.orrery.vm.PinnedMetrics;
import dev.orrery.vm.error.FailureException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Executable modules by checksum: pinned, recently used, or from a {@link Source}. Any thread. Each code is made by one thread
 * at a time while others that want it wait for that one; no lock is held meanwhile. cosmwasm vm cache.rs: get_module, pin.
 *
 * <p>Unlike the reference's, a pin does not wait until the module is there: a node that starts with a hundred pinned codes would
 * answer nothing until it had read them all. They are made in the background, or by the first call that wants one.
 */
public final class ModuleCache implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ModuleCache.class.getName());

    /** Where modules come from that are not in memory. Both ways fail with a {@link FailureException}. */
    public interface Source {
        /** Whether the code is stored; not whether it is what it was. */
        boolean has(Checksum code);

        /** From what an earlier compilation left on disk. */
        Optional<CompiledModule> load(Checksum code);

        /** From the stored Wasm; leaves on disk what {@link #load} needs. */
        CompiledModule compile(Checksum code);
    }

    private final Source source;
    private final Executor background;
    private final Map<Checksum, CompletableFuture<CompiledModule>> flights = new ConcurrentHashMap<>();

    private final Object lock = new Object();
    private final PinnedCodes pinned = new PinnedCodes();
    private final MemoryCache memory;
    private final Counter hitsPinned = new Counter(0);
    private final Counter hitsMemory = new Counter(0);
    private final Counter hitsFs = new Counter(0);
    private final Counter misses = new Counter(0);
    private volatile boolean closed;

    /** @param background makes what is pinned */
    public ModuleCache(long memoryBytes, Source source, Executor background) {
        this.memory = new MemoryCache(memoryBytes);
        this.source = source;
        this.background = background;
    }

    /**
     * The module for a call.
     *
     * @throws FailureException if its code is not stored, or no longer what it was
     */
    public CompiledModule get(Checksum code) {
        Optional<CompiledModule> kept = lookUp(code);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (isAwaited(code)) {
            make(code, false);
            kept = lookUp(code);
        }
        return kept.isPresent() ? kept.get() : make(code, true);
    }

    /** One that is pinned counts as a hit there, whether it was ready before or not, as if the pin had waited. */
    private Optional<CompiledModule> lookUp(Checksum code) {
        synchronized (lock) {
            Optional<CompiledModule> found = pinned.load(code);
            if (found.isPresent()) {
                hitsPinned.increment();
                return found;
            }
            if (pinned.awaits(code)) {
                return Optional.empty();
            }
            found = memory.load(code);
            if (found.isPresent()) {
                hitsMemory.increment();
            }
            return found;
        }
    }

    private CompiledModule make(Checksum code, boolean keepInMemory) {
        CompletableFuture<CompiledModule> mine = new CompletableFuture<>();
        CompletableFuture<CompiledModule> running = flights.putIfAbsent(code, mine);
        if (running != null) {
            CompiledModule module = join(running);
            if (keepInMemory) {
                synchronized (lock) {
                    hitsMemory.increment();
                }
            }
            return module;
        }
        try {
            Optional<CompiledModule> loaded = source.load(code);
            CompiledModule module = loaded.orElseGet(() -> source.compile(code));
            synchronized (lock) {
                (loaded.isPresent() ? hitsFs : misses).increment();
                if (pinned.awaits(code)) {
                    pinned.store(code, module);
                } else if (keepInMemory) {
                    memory.store(code, module);
                }
            }
            mine.complete(module);
            return module;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(code, mine);
        }
    }

    private static CompiledModule join(CompletableFuture<CompiledModule> running) {
        try {
            return running.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Keeps the module in memory, as soon as it is made, until {@link #unpin}. Pinning twice is fine.
     *
     * @throws FailureException if its code is not stored
     */
    public void pin(Checksum code) {
        synchronized (lock) {
            if (pinned.has(code)) {
                return;
            }
        }
        if (!source.has(code)) {
            make(code, false); // fails, and says why
        }
        synchronized (lock) {
            if (!pinned.has(code)) {
                pinned.await(code);
            }
        }
        background.execute(() -> settle(code));
    }

    /** Makes a module that is pinned if that was not done yet. If it can't be made, calls that want it are told. */
    public void settle(Checksum code) {
        if (isAwaited(code) && !closed) {
            try {
                make(code, false);
            } catch (FailureException e) {
                LOG.log(System.Logger.Level.WARNING, "pinned code could not be made ready: " + code, e);
            }
        }
    }

    private boolean isAwaited(Checksum code) {
        synchronized (lock) {
            return pinned.awaits(code);
        }
    }

    /** What is told of pinned modules is told of all, so those that are not made yet are made first. */
    private void settleAll() {
        Set<Checksum> awaited;
        synchronized (lock) {
            awaited = pinned.awaited();
        }
        awaited.forEach(this::settle);
    }

    /** Lets go of the module; one that is not pinned is ignored. */
    public void unpin(Checksum code) {
        synchronized (lock) {
            pinned.remove(code);
        }
    }

    /** Makes exactly {@code codes} the pinned ones: first pins the new, then unpins the others. */
    public void syncPinned(Collection<Checksum> codes) {
        Set<Checksum> surplus;
        synchronized (lock) {
            surplus = new HashSet<>(pinned.codes());
        }
        surplus.removeAll(codes);
        codes.forEach(this::pin);
        surplus.forEach(this::unpin);
    }

    public Metrics metrics() {
        settleAll();
        synchronized (lock) {
            return new Metrics(
                    hitsPinned.value(),
                    hitsMemory.value(),
                    hitsFs.value(),
                    misses.value(),
                    pinned.elements(),
                    memory.elements(),
                    pinned.bytes(),
                    memory.bytes());
        }
    }

    public List<PinnedMetrics> pinnedMetrics() {
        settleAll();
        synchronized (lock) {
            return pinned.metrics();
        }
    }

    /** What is pinned and not made yet is not made any more. */
    @Override
    public void close() {
        closed = true;
    }
}
