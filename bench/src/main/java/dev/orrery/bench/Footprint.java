package dev.orrery.bench;

import dev.orrery.vm.Checksum;
import dev.orrery.vm.Vm;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;

/**
 * What loaded contracts keep alive: 100 different modules after one call each, after their classes were loaded, after many calls,
 * and after the cache let go of them. Heap after a collection, metaspace, and what the JIT compiler made.
 *
 * <pre>Footprint CASES.json FOLDER ...</pre>
 */
final class Footprint {
    private static final int MODULES = 100;
    private static final int CALLS = 300;

    /** Larger than all modules together. */
    private static final long CACHE_BYTES = 1L << 30;

    /** Long enough for classes to be loaded in the background, and for the JIT compiler to be done. */
    private static final long REST_MILLIS = 10_000;

    private static final double KIB = 1024;

    private Footprint() {}

    /** A stored module and its calls. */
    private record Stored(Checksum code, BenchCase bench, BenchChain chain) {}

    /** Bytes in use. */
    private record Used(long heap, long metaspace, long code) {
        static Used now() throws InterruptedException {
            Thread.sleep(REST_MILLIS);
            System.gc();
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            long metaspace = 0;
            long code = 0;
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                if (pool.getName().startsWith("CodeHeap") || pool.getName().startsWith("CodeCache")) {
                    code += pool.getUsage().getUsed();
                } else if (pool.getName().equals("Metaspace")) {
                    metaspace += pool.getUsage().getUsed();
                }
            }
            return new Used(heap, metaspace, code);
        }
    }

    public static void main(String[] args) throws Exception {
        Contracts contracts = Contracts.of(args, 1);
        List<BenchCase> cases = BenchCase.read(Path.of(args[0]));
        System.out.println(
                "| " + MODULES + " modules, KiB each | heap | metaspace | JIT code | all | the cache counts |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        Path home = Files.createTempDirectory("bench-footprint");
        FutureTask<Void> task = new FutureTask<>(() -> {
            try (Vm practice = Vm.open(Orrery.options(home.resolve("practice")))) {
                store(practice, contracts, cases, cases.size()).forEach(stored -> calls(practice, stored, CALLS));
            }
            Used before = Used.now();
            measure(home.resolve("measured"), contracts, cases, before);
            line("let go", before, 0);
            return null;
        });
        try (Vm thread = Vm.open(Orrery.options(home.resolve("thread")))) {
            thread.newCallThread(task).start();
            task.get();
        }
        Orrery.delete(home);
    }

    private static void measure(Path home, Contracts contracts, List<BenchCase> cases, Used before) throws Exception {
        try (Vm vm = Vm.open(Orrery.options(home).withMemoryCacheBytes(CACHE_BYTES))) {
            List<Stored> modules = store(vm, contracts, cases, MODULES);
            modules.forEach(stored -> Orrery.call(
                    vm, stored.code(), stored.chain(), stored.bench().first()));
            line("after one call each", before, vm.metrics().sizeMemoryCache());
            modules.forEach(stored -> calls(vm, stored, 1));
            line("after more than one, classes loaded", before, vm.metrics().sizeMemoryCache());
            modules.forEach(stored -> calls(vm, stored, CALLS));
            line("after " + CALLS + " more", before, vm.metrics().sizeMemoryCache());
        }
    }

    private static List<Stored> store(Vm vm, Contracts contracts, List<BenchCase> cases, int count) throws Exception {
        List<Stored> modules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BenchCase bench = cases.get(i % cases.size());
            modules.add(new Stored(vm.storeCode(contracts.variant(bench.code(), i)), bench, new BenchChain()));
        }
        return modules;
    }

    private static void calls(Vm vm, Stored stored, int count) {
        BenchChain chain = new BenchChain();
        for (BenchCase.Step step : stored.bench().setup()) {
            Orrery.call(vm, stored.code(), chain, step);
        }
        for (int i = 0; i < count; i++) {
            Orrery.call(vm, stored.code(), chain, stored.bench().call());
        }
    }

    private static void line(String state, Used before, long counted) throws InterruptedException {
        Used now = Used.now();
        long heap = now.heap() - before.heap();
        long metaspace = now.metaspace() - before.metaspace();
        long code = now.code() - before.code();
        System.out.println("| " + state + " | " + each(heap) + " | " + each(metaspace) + " | " + each(code) + " | "
                + each(heap + metaspace + code) + " | " + each(counted) + " |");
    }

    private static String each(long bytes) {
        return String.format(Locale.ROOT, "%.0f", bytes / KIB / MODULES);
    }
}
