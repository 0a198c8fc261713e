package dev.orrery.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** This VM, in this process. Calls run on a thread that needs no other, as those of a session do. */
final class Orrery implements Contestant {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Contracts contracts;
    private final Path home;
    private final Vm warm;
    private final Vm cold;
    private final Map<String, Prepared> prepared = new HashMap<>();
    private int directories;

    private record Prepared(Checksum code, BenchChain chain) {}

    Orrery(Contracts contracts) throws IOException, VmException {
        this.contracts = contracts;
        this.home = Files.createTempDirectory("bench-orrery");
        this.warm = Vm.open(options("warm"));
        this.cold = Vm.open(options("cold").withMemoryCacheBytes(0));
    }

    private VmOptions options(String name) {
        return options(home.resolve(name));
    }

    /** Those of wasmd, with all that contracts may ask for. */
    static VmOptions options(Path directory) {
        Set<String> capabilities = new HashSet<>(VmOptions.WASMD_CAPABILITIES);
        capabilities.add("cosmwasm_3_0");
        return VmOptions.in(directory).withCapabilities(capabilities);
    }

    @Override
    public Sample calls(BenchCase bench, int count) throws Exception {
        return onCallThread(warm, () -> measure(warm, bench, count));
    }

    @Override
    public Sample loads(BenchCase bench, int count) throws Exception {
        return onCallThread(cold, () -> measure(cold, bench, count));
    }

    private Sample measure(Vm vm, BenchCase bench, int count) throws Exception {
        Prepared ready = prepare(vm, bench);
        BenchChain chain = new BenchChain(ready.chain());
        long gas = 0;
        long cpu = THREADS.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < count; i++) {
            gas += call(vm, ready.code(), chain, bench.call());
        }
        return new Sample(count, THREADS.getCurrentThreadCpuTime() - cpu, System.nanoTime() - wall, gas);
    }

    @Override
    public Sample stores(BenchCase bench, int count) throws Exception {
        byte[] wasm = contracts.wasm(bench.code());
        Sample sum = new Sample(count, 0, 0, 0);
        for (int i = 0; i < count; i++) {
            try (Vm vm = Vm.open(options("store" + directories++))) {
                Sample one = onCallThread(vm, () -> {
                    long cpu = THREADS.getCurrentThreadCpuTime();
                    long wall = System.nanoTime();
                    call(vm, vm.storeCode(wasm), new BenchChain(), bench.first());
                    return new Sample(1, THREADS.getCurrentThreadCpuTime() - cpu, System.nanoTime() - wall, 0);
                });
                sum = new Sample(count, sum.cpuNanos() + one.cpuNanos(), sum.wallNanos() + one.wallNanos(), 0);
            }
        }
        return sum;
    }

    private Prepared prepare(Vm vm, BenchCase bench) throws Exception {
        String key = bench.name() + (vm == cold ? " cold" : "");
        Prepared known = prepared.get(key);
        if (known == null) {
            Checksum code = vm.storeCode(contracts.wasm(bench.code()));
            BenchChain chain = new BenchChain();
            for (BenchCase.Step step : bench.setup()) {
                call(vm, code, chain, step);
            }
            known = new Prepared(code, chain);
            prepared.put(key, known);
        }
        return known;
    }

    /** Makes a call; running out of gas is a result like others. Returns the gas. */
    static long call(Vm vm, Checksum code, BenchChain chain, BenchCase.Step step) {
        CallOutcome outcome = vm.call(step.of(code), chain.backend());
        if (outcome instanceof CallOutcome.Failed failed && !(failed.error() instanceof VmError.OutOfGas)) {
            throw new IllegalStateException(failed.error().text());
        }
        return outcome.gas().usedInternally() + outcome.gas().usedExternally();
    }

    private static Sample onCallThread(Vm vm, Callable<Sample> work) throws Exception {
        FutureTask<Sample> task = new FutureTask<>(work);
        vm.newCallThread(task).start();
        return task.get();
    }

    @Override
    public void close() throws IOException {
        warm.close();
        cold.close();
        delete(home);
    }

    /** CPU time of the calling thread. */
    static long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** CPU time of all threads, those of the JIT compiler and the collector included. */
    static long processCpuNanos() {
        return PROCESS.getProcessCpuTime();
    }

    /** A folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
