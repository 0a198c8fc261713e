package dev.orrery.vm;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.FunctionNames;
import dev.orrery.vm.cache.Background;
import dev.orrery.vm.cache.CodeStore;
import dev.orrery.vm.cache.DirectoryLock;
import dev.orrery.vm.cache.ModuleCache;
import dev.orrery.vm.cache.StoredModules;
import dev.orrery.vm.check.UploadCheck;
import dev.orrery.vm.entry.CallThreads;
import dev.orrery.vm.entry.ContractInstance;
import dev.orrery.vm.entry.CosmWasmProfile;
import dev.orrery.vm.error.FailureException;
import dev.orrery.vm.error.FailureTexts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Stores contracts and runs them, with the results, gas and texts of wasmvm 3.0.7. Any thread; calls run side by side.
 *
 * <p>A contract runs on a thread of the VM with a large stack, and its {@link Backend} is used on that thread only, while the
 * caller of {@link #call} waits. A backend may make calls itself, which get threads of their own.
 */
public final class Vm implements AutoCloseable {
    private final VmOptions options;
    private final Engine engine;
    private final DirectoryLock lock;
    private final UploadCheck checks;
    private final CodeStore codes;
    private final StoredModules stored;
    private final ModuleCache modules;
    private final CallThreads threads = new CallThreads();

    private Vm(VmOptions options, Engine engine, DirectoryLock lock) {
        this.options = options;
        this.engine = engine;
        this.lock = lock;
        this.codes = new CodeStore(options.directory());
        this.stored = new StoredModules(engine, options.tier(), codes, options.directory());
        this.modules = new ModuleCache(options.memoryCacheBytes(), stored, Background.thread("pinning"));
        this.checks = new UploadCheck(options.capabilities(), options.limits());
    }

    /**
     * Takes the directory and opens what is stored there.
     *
     * @throws VmException if another VM has the directory, or it can't be used
     */
    public static Vm open(VmOptions options) throws VmException {
        DirectoryLock lock = DirectoryLock.acquire(options.directory());
        try {
            Engine engine = Engine.of(CosmWasmProfile.of(options.schedule(), options.maxMemoryPages()));
            return new Vm(options, engine, lock);
        } catch (FailureException e) {
            lock.close();
            throw new VmException(FailureTexts.toVmError(e.failure()));
        }
    }

    /** How large uploaded code may be. */
    public WasmLimits limits() {
        return options.limits();
    }

    /** Checks uploaded code and keeps it; it is compiled in the background. The same code may be stored any number of times. */
    public Checksum storeCode(byte[] wasm) throws VmException {
        return ErrorBorder.attempt(() -> stored.store(checks.check(wasm)));
    }

    /** Keeps code that was checked before, for example when state is restored from a snapshot. */
    public Checksum storeCodeUnchecked(byte[] wasm) throws VmException {
        return ErrorBorder.attempt(() -> stored.store(UploadCheck.checkUnchecked(wasm)));
    }

    /** Does what {@link #storeCode} does but keeps nothing. */
    public Checksum simulateStoreCode(byte[] wasm) throws VmException {
        return ErrorBorder.attempt(() -> {
            stored.image(checks.check(wasm));
            return Checksum.generate(wasm);
        });
    }

    /** The stored bytes. */
    public byte[] code(Checksum code) throws VmException {
        return ErrorBorder.attempt(() -> codes.load(code));
    }

    /** Removes stored code; the second time fails. Modules in memory stay until they are pushed out. */
    public void removeCode(Checksum code) throws VmException {
        ErrorBorder.attempt(() -> {
            modules.settle(code);
            stored.remove(code);
            return code;
        });
    }

    /** Keeps the code compiled in memory until it is unpinned. It is made ready after this returns. */
    public void pin(Checksum code) throws VmException {
        ErrorBorder.attempt(() -> {
            modules.pin(code);
            return code;
        });
    }

    public void unpin(Checksum code) {
        modules.unpin(code);
    }

    /** Makes exactly these codes the pinned ones. */
    public void syncPinnedCodes(Collection<Checksum> pinned) throws VmException {
        ErrorBorder.attempt(() -> {
            modules.syncPinned(pinned);
            return pinned;
        });
    }

    /** What stored code says about itself. */
    public AnalysisReport analyze(Checksum code) throws VmException {
        return ErrorBorder.attempt(() -> Analysis.of(codes.load(code)));
    }

    public Metrics metrics() {
        return modules.metrics();
    }

    /** In no particular order. */
    public List<PinnedMetrics> pinnedMetrics() {
        return modules.pinnedMetrics();
    }

    /** Runs a contract. Every end of it is an outcome, ours and the contract's mistakes included. */
    public CallOutcome call(Call call, Backend backend) {
        return call(call, backend, Cancellation.onRequest());
    }

    /** The same, for a call that may be taken back. */
    public CallOutcome call(Call call, Backend backend, Cancellation cancellation) {
        return call(call, gas -> backend, cancellation);
    }

    /** The same, for a backend that wants to know how much gas its call has left. It is made when the call begins. */
    public CallOutcome call(Call call, Function<GasGauge, Backend> backend, Cancellation cancellation) {
        return threads.run(() -> run(call, backend, cancellation, Optional.empty()), cancellation);
    }

    /** The same, watched. */
    public CallOutcome call(Call call, Backend backend, Cancellation cancellation, CallWatch watch) {
        return threads.run(() -> run(call, gas -> backend, cancellation, Optional.of(watch)), cancellation);
    }

    /** What the functions of stored code are called, for people. */
    public FunctionNames functionNames(Checksum code) throws VmException {
        return ErrorBorder.attempt(() -> FunctionNames.of(stored.parse(code).model()));
    }

    /**
     * A thread for a session that makes calls one after the other: on it, {@link #call} runs the contract right there instead
     * of handing it to a thread of the VM.
     */
    public Thread newCallThread(Runnable session) {
        return threads.newThread(session);
    }

    /** Gives the directory back. Running calls finish. */
    @Override
    public void close() {
        threads.close();
        modules.close();
        stored.finish();
        lock.close();
    }

    private CallOutcome run(
            Call call, Function<GasGauge, Backend> backend, Cancellation cancellation, Optional<CallWatch> watch) {
        boolean byFunction = watch.flatMap(CallWatch::functions).isPresent();
        ContractInstance contract;
        try {
            CompiledModule code = byFunction ? stored.interpreted(call.code()) : modules.get(call.code());
            contract = ContractInstance.start(
                    code, engine.profile(), call, backend, options.schedule(), cancellation, watch);
        } catch (RuntimeException | Error e) {
            return new CallOutcome.Failed(ErrorBorder.errorOf(e), GasReport.NONE);
        }
        try (contract) {
            byte[] output = contract.run(call);
            return new CallOutcome.Returned(output, contract.gasReport());
        } catch (RuntimeException | Error e) {
            return new CallOutcome.Failed(ErrorBorder.errorOf(e), contract.gasReport());
        }
    }
}
