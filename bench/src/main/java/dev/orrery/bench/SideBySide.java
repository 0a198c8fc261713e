package dev.orrery.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Makes the same calls with Orrery and with wasmvm, in turns, and prints a table of ratios.
 *
 * <pre>SideBySide PROGRAM CASES.json [-rounds N] [-only TEXT] [-cold] FOLDER ...</pre>
 */
final class SideBySide {
    /** How long the calls of one turn take, roughly. */
    private static final double TURN_MICROS = 60_000;

    /** Calls before anything is measured: until HotSpot has compiled what is hot, on our side. */
    private static final double WARM_UP_MICROS = 4_000_000;

    /** Of our side, by case. */
    private final List<Double> microsPerGas = new ArrayList<>();

    private SideBySide() {}

    public static void main(String[] args) throws Exception {
        int rounds = 15;
        String only = "";
        boolean cold = false;
        List<Path> folders = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            switch (args[i]) {
                case "-rounds" -> rounds = Integer.parseInt(args[++i]);
                case "-only" -> only = args[++i];
                case "-cold" -> cold = true;
                default -> folders.add(Path.of(args[i]));
            }
        }
        Path casesFile = Path.of(args[1]);
        try (Contestant wasmvm = new Wasmvm(Path.of(args[0]), casesFile, folders);
                Contestant orrery = new Orrery(new Contracts(folders))) {
            SideBySide bench = new SideBySide();
            List<Double> ratios = new ArrayList<>();
            print("| case | wasmvm µs | Orrery µs | ratio | spread | wall ratio | ns per 1000 gas |");
            print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
            for (BenchCase each : BenchCase.read(casesFile)) {
                if (each.name().contains(only)) {
                    ratios.add(
                            cold
                                    ? bench.cold(each, orrery, wasmvm, rounds)
                                    : bench.steady(each, orrery, wasmvm, rounds));
                }
            }
            double mean =
                    Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(0));
            print("| **geometric mean** | | | **" + fixed(mean, 2) + "** | | | |");
            bench.reportWorst();
        }
    }

    private double steady(BenchCase bench, Contestant orrery, Contestant wasmvm, int rounds) throws Exception {
        double micros = wasmvm.calls(bench, 3).cpuMicros();
        int count = (int) Math.clamp(TURN_MICROS / micros, 2, 2_000);
        warmUp(bench, orrery, count);
        List<Sample> ours = new ArrayList<>();
        List<Sample> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            theirs.add(wasmvm.calls(bench, count));
            ours.add(orrery.calls(bench, count));
        }
        return report(bench.name(), ours, theirs);
    }

    private static void warmUp(BenchCase bench, Contestant orrery, int count) throws Exception {
        double spent = 0;
        for (int turns = 0; spent < WARM_UP_MICROS || turns < 20; turns++) {
            spent += orrery.calls(bench, count).cpuNanos() / 1e3;
        }
    }

    private double cold(BenchCase bench, Contestant orrery, Contestant wasmvm, int rounds) throws Exception {
        orrery.stores(bench, 3);
        orrery.loads(bench, 30);
        List<Sample> ours = new ArrayList<>();
        List<Sample> theirs = new ArrayList<>();
        List<Sample> oursStored = new ArrayList<>();
        List<Sample> theirsStored = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            theirs.add(wasmvm.loads(bench, 3));
            ours.add(orrery.loads(bench, 3));
            theirsStored.add(wasmvm.stores(bench, 1));
            oursStored.add(orrery.stores(bench, 1));
        }
        report("load + " + bench.name(), ours, theirs);
        return report("store + first call, " + bench.name(), oursStored, theirsStored);
    }

    /** Prints a line; returns the ratio of CPU times. */
    private double report(String name, List<Sample> ours, List<Sample> theirs) {
        if (ours.getFirst().gas() != theirs.getFirst().gas()) {
            throw new IllegalStateException(
                    name + ": gas differs, " + ours.getFirst() + " and " + theirs.getFirst() + " for wasmvm");
        }
        double[] ratios = ratios(ours, theirs, Sample::cpuMicros);
        double[] walls = ratios(ours, theirs, Sample::wallMicros);
        double gas = (double) ours.getFirst().gas() / ours.getFirst().calls();
        double micros = median(ours.stream().mapToDouble(Sample::cpuMicros).toArray());
        if (gas > 0) {
            microsPerGas.add(micros / gas);
        }
        print("| " + name + " | "
                + fixed(median(theirs.stream().mapToDouble(Sample::cpuMicros).toArray()), 1) + " | "
                + fixed(micros, 1) + " | **"
                + fixed(median(ratios), 2) + "** | "
                + fixed(ratios[ratios.length / 10], 2) + "–" + fixed(ratios[ratios.length - 1 - ratios.length / 10], 2)
                + " | " + fixed(median(walls), 2) + " | "
                + (gas == 0 ? "" : fixed(1e6 * micros / gas, 2)) + " |");
        return median(ratios);
    }

    /** Prints how much longer a unit of gas takes in the worst case than in the median one. */
    private void reportWorst() {
        double[] all =
                microsPerGas.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (all.length > 0) {
            print("| **worst by median, ns per gas** | | | | | | **" + fixed(all[all.length - 1] / median(all), 2)
                    + "** |");
        }
    }

    /** Ratios of turns that stood next to each other, ascending. */
    private static double[] ratios(List<Sample> ours, List<Sample> theirs, ToDoubleFunction<Sample> measure) {
        return IntStream.range(0, ours.size())
                .mapToDouble(i -> measure.applyAsDouble(ours.get(i)) / measure.applyAsDouble(theirs.get(i)))
                .sorted()
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
