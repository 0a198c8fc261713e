package dev.orrery.bench;

import com.sun.management.ThreadMXBean;
import dev.orrery.engine.Engine;
import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.testkit.wasm.HostileModules;
import dev.orrery.vm.entry.CosmWasmProfile;
import dev.orrery.vm.gas.GasSchedule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What decoding, validating and compiling cost per byte of a module: hostile ones, and contracts given as arguments.
 *
 * <pre>CompileBench FILE.wasm ...</pre>
 */
final class CompileBench {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 5;

    private CompileBench() {}

    public static void main(String[] args) throws IOException, ModuleException {
        Map<String, byte[]> modules = new LinkedHashMap<>();
        for (String file : args) {
            modules.put(Path.of(file).getFileName().toString(), Files.readAllBytes(Path.of(file)));
        }
        modules.putAll(HostileModules.all());
        Engine engine = Engine.of(CosmWasmProfile.of(GasSchedule.LATEST, 512));
        System.out.println("Per byte of the module; the best of " + ROUNDS + " rounds.\n");
        System.out.println("| module | bytes | parse, ns | compile, ns | image, bytes | allocated, bytes |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        for (Map.Entry<String, byte[]> module : modules.entrySet()) {
            System.out.println(line(engine, module.getKey(), module.getValue()));
        }
    }

    private static String line(Engine engine, String name, byte[] wasm) throws ModuleException {
        long parsing = Long.MAX_VALUE;
        long compiling = Long.MAX_VALUE;
        long image = 0;
        long allocated = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long start = THREADS.getCurrentThreadCpuTime();
            Module module = engine.parse(wasm);
            long parsed = THREADS.getCurrentThreadCpuTime();
            image = engine.image(module).length;
            parsing = Math.min(parsing, parsed - start);
            compiling = Math.min(compiling, THREADS.getCurrentThreadCpuTime() - parsed);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return "| " + name + " | " + wasm.length + " | " + per(parsing, wasm) + " | " + per(compiling, wasm) + " | "
                + per(image, wasm) + " | " + per(allocated, wasm) + " |";
    }

    private static String per(long amount, byte[] wasm) {
        return String.format(Locale.ROOT, "%.1f", (double) amount / wasm.length);
    }
}
