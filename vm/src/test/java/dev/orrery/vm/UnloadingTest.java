package dev.orrery.vm;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that is no longer in a cache leaves nothing behind in the JVM, however many codes come and go. */
class UnloadingTest {
    /** Codes of each part of the run; {@code -Dorrery.unloading.codes=10000} for the long one. */
    private static final int CODES = Integer.getInteger("orrery.unloading.codes", 150);

    private static final int CACHE_BYTES = 4 << 20;
    private static final int MEBIBYTE = 1 << 20;

    /** At least so many has each code. */
    private static final long CLASSES = 3;

    @TempDir
    private Path directory;

    @Test
    void metaspaceAndHeapStayWhereTheyAre() throws Exception {
        VmOptions options = VmOptions.in(directory).withMemoryCacheBytes(CACHE_BYTES);
        byte[] wasm = Recording.wasm("c/counter");
        try (Vm vm = Vm.open(options)) {
            comeAndGo(vm, wasm, 0, CODES);
            long metaspace = metaspaceBytes();
            long heap = heapBytes();
            long unloaded = ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount();
            comeAndGo(vm, wasm, CODES, CODES);
            long metaspaceAfter = metaspaceBytes();
            long heapAfter = heapBytes();
            String figures =
                    "metaspace " + metaspace + " then " + metaspaceAfter + ", heap " + heap + " then " + heapAfter;
            System.out.println("UnloadingTest: " + 2 * CODES + " codes, " + figures);
            assertTrue(ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount() - unloaded >= CODES, figures);
            assertTrue(metaspaceAfter < metaspace + 4 * MEBIBYTE, figures);
            assertTrue(heapAfter < heap + 8 * MEBIBYTE, figures);
        }
    }

    /** The second call of each code has its classes loaded, in the background. */
    private static void comeAndGo(Vm vm, byte[] wasm, int first, int count) throws Exception {
        long loaded = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        for (int i = first; i < first + count; i++) {
            Checksum code = vm.storeCode(withSection(wasm, i));
            List<byte[]> args = List.of(MockChain.env(), MockChain.info("creator"), MockChain.utf8("{\"count\":5}"));
            for (int call = 0; call < 2; call++) {
                CallOutcome outcome = vm.call(
                        new Call(code, EntryPoint.INSTANTIATE, args, 1L << 40, false), new MockChain().backend());
                assertInstanceOf(CallOutcome.Returned.class, outcome);
            }
            vm.removeCode(code);
        }
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - loaded < CLASSES * count) {
            assertTrue(System.nanoTime() < deadline, "the classes are not loaded");
            Thread.sleep(10);
        }
    }

    /** The same module under another checksum: a custom section behind it. */
    private static byte[] withSection(byte[] wasm, int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(wasm);
        byte[] content = ("\u0007orrery." + (10_000_000 + number)).getBytes(StandardCharsets.UTF_8);
        bytes.write(0);
        bytes.write(content.length);
        bytes.write(content);
        return bytes.toByteArray();
    }

    private static long metaspaceBytes() {
        collect();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .findFirst()
                .orElseThrow()
                .getUsed();
    }

    private static long heapBytes() {
        collect();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void collect() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
    }
}
