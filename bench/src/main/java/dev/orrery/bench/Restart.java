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
 * time, in turns without and with an AOT cache like the launcher's.
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
                    Long.parseLong(args[1]),
                    Path.of(args[2]),
                    BenchCase.read(Path.of(args[3])),
                    List.of(args).subList(4, args.length));
            return;
        }
        Contracts contracts = Contracts.of(args, 1);
        List<BenchCase> cases = BenchCase.read(Path.of(args[0]));
        Path home = Files.createTempDirectory("bench-restart");
        List<String> child = new ArrayList<>(List.of(home.toString(), args[0]));
        try (Vm vm = Vm.open(Orrery.options(home))) {
            for (int i = 0; i < MODULES; i++) {
                BenchCase bench = cases.get(i % cases.size());
                child.add(vm.storeCode(contracts.variant(bench.code(), i)).toString());
            }
        }
        System.out.println("| ms since the process started | VM open | " + MODULES
                + " pinned | first call done | CPU ms until then |");
        System.out.println("| --- | ---: | ---: | ---: | ---: |");
        // As the launcher makes one for the command line: of what a process does that it will do again.
        Path cache = home.resolve("restart.aot");
        Process training = process(List.of("-XX:AOTCacheOutput=" + cache), child)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        require(training.waitFor() == 0 && Files.exists(cache), "no AOT cache was made");
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.print("| a restart ");
            System.out.flush();
            require(process(List.of(), child).start().waitFor() == 0, "the process failed");
            System.out.print("| with an AOT cache ");
            System.out.flush();
            require(process(List.of("-XX:AOTCache=" + cache), child).start().waitFor() == 0, "the process failed");
        }
        Orrery.delete(home);
    }

    private static ProcessBuilder process(List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Restart.class.getName(), "-child"));
        command.add(Long.toString(System.currentTimeMillis()));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO();
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** @param begun when the process was to be started: Unix time, in milliseconds. What the system says of it is off by up to a second. */
    private static void child(long begun, Path home, List<BenchCase> cases, List<String> codes) throws Exception {
        try (Vm vm = Vm.open(Orrery.options(home))) {
            long open = System.currentTimeMillis() - begun;
            for (String code : codes) {
                vm.pin(Checksum.parse(code));
            }
            long pinned = System.currentTimeMillis() - begun;
            FutureTask<Void> call = new FutureTask<>(() -> {
                BenchCase bench = cases.getFirst();
                Orrery.call(vm, Checksum.parse(codes.getFirst()), new BenchChain(), bench.first());
                return null;
            });
            vm.newCallThread(call).start();
            call.get();
            long cpuMillis = Orrery.processCpuNanos() / 1_000_000;
            System.out.println(String.format(
                    Locale.ROOT, "| %d | %d | %d | %d |", open, pinned, System.currentTimeMillis() - begun, cpuMillis));
        }
    }
}
