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
 * A VM restarted with 100 pinned contracts: from the start of its process to the end of its first call, in a process of its own each
 * time.
 *
 * <pre>Restart CASES.json FOLDER ...</pre>
 */
final class Restart {
    private static final int MODULES = 100;
    private static final int ROUNDS = 7;

    private Restart() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("-child")) {
            child(
                    Path.of(args[1]),
                    BenchCase.read(Path.of(args[2])),
                    List.of(args).subList(3, args.length));
            return;
        }
        Contracts contracts = Contracts.of(args, 1);
        List<BenchCase> cases = BenchCase.read(Path.of(args[0]));
        Path home = Files.createTempDirectory("bench-restart");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Restart.class.getName(),
                "-child",
                home.toString(),
                args[0]));
        try (Vm vm = Vm.open(Orrery.options(home))) {
            for (int i = 0; i < MODULES; i++) {
                BenchCase bench = cases.get(i % cases.size());
                command.add(vm.storeCode(contracts.variant(bench.code(), i)).toString());
            }
        }
        System.out.println("| ms since the process started | VM open | " + MODULES
                + " pinned | first call done | CPU ms until then |");
        System.out.println("| --- | ---: | ---: | ---: | ---: |");
        for (int round = 1; round <= ROUNDS; round++) {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("the process ended with " + status);
            }
        }
        Orrery.delete(home);
    }

    private static void child(Path home, List<BenchCase> cases, List<String> codes) throws Exception {
        try (Vm vm = Vm.open(Orrery.options(home))) {
            long open = age();
            for (String code : codes) {
                vm.pin(Checksum.parse(code));
            }
            long pinned = age();
            FutureTask<Void> call = new FutureTask<>(() -> {
                BenchCase bench = cases.getFirst();
                Orrery.call(vm, Checksum.parse(codes.getFirst()), new BenchChain(), bench.first());
                return null;
            });
            vm.newCallThread(call).start();
            call.get();
            long cpuMillis = Orrery.processCpuNanos() / 1_000_000;
            System.out.println(
                    String.format(Locale.ROOT, "| a restart | %d | %d | %d | %d |", open, pinned, age(), cpuMillis));
        }
    }

    /** Milliseconds since this process was started. */
    private static long age() {
        return System.currentTimeMillis()
                - ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
    }
}
