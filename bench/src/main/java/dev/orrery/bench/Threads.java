package dev.orrery.bench;

import dev.orrery.vm.Checksum;
import dev.orrery.vm.Vm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;

/**
 * Calls per second of one contract on one thread and on two, in turns, each thread with a chain of its own. Two threads on two
 * idle cores should do twice as many; on cores that others use too, read the CPU time per call: a lock would make it grow.
 *
 * <pre>Threads CASES.json FOLDER ...</pre>
 */
final class Threads {
    private static final int ROUNDS = 9;
    private static final long TURN_NANOS = 400_000_000L;
    private static final long WARM_UP_NANOS = 6_000_000_000L;

    /** Cases that take some 10 to 300 microseconds. */
    private static final List<String> CASES =
            List.of("hackatom query verifier", "hackatom release", "token transfer, Rust", "index page of 40");

    private Threads() {}

    /** What all threads of a turn did together. */
    private record Turn(long calls, double seconds, double cpuSeconds) {}

    public static void main(String[] args) throws Exception {
        Contracts contracts = Contracts.of(args, 1);
        Path home = Files.createTempDirectory("bench-threads");
        System.out.println(
                "| case | calls/s, 1 thread | 2 threads | ratio | CPU µs per call, 1 thread | 2 threads | ratio |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        try (Vm vm = Vm.open(Orrery.options(home))) {
            for (BenchCase bench : BenchCase.read(Path.of(args[0]))) {
                if (CASES.contains(bench.name())) {
                    Checksum code = vm.storeCode(contracts.wasm(bench.code()));
                    vm.pin(code);
                    measure(vm, code, bench);
                }
            }
        }
        Orrery.delete(home);
    }

    private static void measure(Vm vm, Checksum code, BenchCase bench) throws Exception {
        turn(vm, code, bench, 2, WARM_UP_NANOS);
        List<Double> throughput = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        Turn one = turn(vm, code, bench, 1, TURN_NANOS);
        Turn two = one;
        for (int round = 0; round < ROUNDS; round++) {
            one = turn(vm, code, bench, 1, TURN_NANOS);
            two = turn(vm, code, bench, 2, TURN_NANOS);
            throughput.add(perSecond(two) / perSecond(one));
            costs.add(cpuMicros(two) / cpuMicros(one));
        }
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | **%.2f** | %.1f | %.1f | **%.2f** |",
                bench.name(),
                perSecond(one),
                perSecond(two),
                median(throughput),
                cpuMicros(one),
                cpuMicros(two),
                median(costs)));
    }

    private static double perSecond(Turn turn) {
        return turn.calls() / turn.seconds();
    }

    private static double cpuMicros(Turn turn) {
        return 1e6 * turn.cpuSeconds() / turn.calls();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Turn turn(Vm vm, Checksum code, BenchCase bench, int threads, long nanos) throws Exception {
        List<FutureTask<Sample>> tasks = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            FutureTask<Sample> task = new FutureTask<>(() -> calls(vm, code, bench, nanos));
            tasks.add(task);
            vm.newCallThread(task).start();
        }
        long calls = 0;
        double cpu = 0;
        for (FutureTask<Sample> task : tasks) {
            calls += task.get().calls();
            cpu += task.get().cpuNanos() / 1e9;
        }
        return new Turn(calls, (System.nanoTime() - start) / 1e9, cpu);
    }

    private static Sample calls(Vm vm, Checksum code, BenchCase bench, long nanos) {
        BenchChain chain = new BenchChain();
        for (BenchCase.Step step : bench.setup()) {
            Orrery.call(vm, code, chain, step);
        }
        long cpu = Orrery.cpuNanos();
        long start = System.nanoTime();
        int calls = 0;
        while (System.nanoTime() - start < nanos) {
            Orrery.call(vm, code, chain, bench.call());
            calls++;
        }
        return new Sample(calls, Orrery.cpuNanos() - cpu, System.nanoTime() - start, 0);
    }
}
