package dev.orrery.bench;

import dev.orrery.vm.Checksum;
import dev.orrery.vm.Vm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;

/**
 * How many calls of a new contract, in a process that has run others, until calls are within 1.2 times of their final speed; what CPU
 * time the calling thread and the whole process, JIT compiler included, used until then.
 *
 * <pre>WarmUp CASES.json FOLDER ...</pre>
 */
final class WarmUp {
    private static final double NEAR = 1.2;

    /** A block's time is the median of its calls. */
    private static final int BLOCK = 20;

    /** Blocks in a row that have to be near the final speed. */
    private static final int IN_A_ROW = 3;

    /** How long is waited for the final speed, and the share of the last calls that shows it. */
    private static final long NANOS = 8_000_000_000L;

    private static final int FINAL_SHARE = 5;

    private WarmUp() {}

    /** A finished call: CPU time of the thread and of the process since the first call began, after it. */
    private record Mark(long threadNanos, long processNanos) {}

    public static void main(String[] args) throws Exception {
        Contracts contracts = Contracts.of(args, 1);
        Path home = Files.createTempDirectory("bench-warm-up");
        System.out.println(
                "| case | first call, µs | final, µs | calls until near | CPU ms of the thread | of the process |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        List<BenchCase> cases = BenchCase.read(Path.of(args[0]));
        try (Vm vm = Vm.open(Orrery.options(home))) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                for (int i = 0; i < cases.size(); i++) {
                    BenchCase bench = cases.get(i);
                    run(vm, vm.storeCode(contracts.variant(bench.code(), 0)), bench, NANOS / 4);
                    report(bench, run(vm, vm.storeCode(contracts.variant(bench.code(), i + 1)), bench, NANOS));
                }
                return null;
            });
            vm.newCallThread(task).start();
            task.get();
        }
        Orrery.delete(home);
    }

    private static List<Mark> run(Vm vm, Checksum code, BenchCase bench, long nanos) {
        BenchChain chain = new BenchChain();
        for (BenchCase.Step step : bench.setup()) {
            Orrery.call(vm, code, chain, step);
        }
        List<Mark> marks = new ArrayList<>();
        long thread = Orrery.cpuNanos();
        long process = Orrery.processCpuNanos();
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Orrery.call(vm, code, chain, bench.call());
            marks.add(new Mark(Orrery.cpuNanos() - thread, Orrery.processCpuNanos() - process));
        }
        return marks;
    }

    private static void report(BenchCase bench, List<Mark> marks) {
        double[] micros = new double[marks.size()];
        for (int i = 0; i < micros.length; i++) {
            micros[i] =
                    (marks.get(i).threadNanos() - (i == 0 ? 0 : marks.get(i - 1).threadNanos())) / 1e3;
        }
        double last = median(micros, micros.length - micros.length / FINAL_SHARE, micros.length);
        int near = 0;
        int row = 0;
        while (row < IN_A_ROW && near + BLOCK <= micros.length) {
            row = median(micros, near, near + BLOCK) <= NEAR * last ? row + 1 : 0;
            near += BLOCK;
        }
        int calls = Math.max(0, near - IN_A_ROW * BLOCK);
        Mark then = marks.get(Math.max(0, calls - 1));
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %d | %.0f | %.0f |",
                bench.name(),
                micros[0],
                last,
                calls,
                then.threadNanos() / 1e6,
                then.processNanos() / 1e6));
    }

    private static double median(double[] values, int from, int to) {
        double[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
