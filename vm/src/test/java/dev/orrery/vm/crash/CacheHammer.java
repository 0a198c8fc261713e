package dev.orrery.vm.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storing, running, pinning and removing the same codes at once: each ends well, or as if it came a moment later. */
class CacheHammer {
    private static final int THREADS = 6;
    private static final int CODES = 3;
    private static final int ROUNDS = 120;

    /** Small enough that modules push each other out. */
    private static final long CACHE_BYTES = 200_000;

    private static final String CACHE = "Error calling the VM: Cache error: ";
    private static final Set<String> REMOVED =
            Set.of(CACHE + "Error opening Wasm file for reading", CACHE + "Wasm file does not exist");

    @TempDir
    private Path directory;

    private final Set<String> refusals = ConcurrentHashMap.newKeySet();

    @Test
    void nothingButAnAbsentCodeIsEverSeen() throws Exception {
        try (Vm vm = Vm.open(VmOptions.in(directory).withMemoryCacheBytes(CACHE_BYTES));
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Void>> work = IntStream.range(0, THREADS)
                    .<Callable<Void>>mapToObj(seed -> () -> {
                        hammer(vm, new SplittableRandom(seed));
                        return null;
                    })
                    .toList();
            for (Future<Void> each : threads.invokeAll(work)) {
                each.get();
            }
            refusals.removeAll(REMOVED);
            assertEquals(Set.of(), refusals);
            for (int number = 0; number < CODES; number++) {
                vm.storeCode(Codes.wasm(number));
                assertInstanceOf(CallOutcome.Returned.class, Codes.instantiate(vm, number));
            }
        }
    }

    private void hammer(Vm vm, SplittableRandom random) {
        for (int round = 0; round < ROUNDS; round++) {
            int number = random.nextInt(CODES);
            Checksum code = Codes.checksum(number);
            try {
                switch (random.nextInt(8)) {
                    case 0, 1 -> assertEquals(code, vm.storeCode(Codes.wasm(number)));
                    case 2 -> vm.removeCode(code);
                    case 3 -> vm.pin(code);
                    case 4 -> vm.unpin(code);
                    case 5 -> vm.syncPinnedCodes(List.of(code));
                    default -> {
                        if (Codes.instantiate(vm, number) instanceof CallOutcome.Failed failed) {
                            refuse(failed.error());
                        }
                    }
                }
            } catch (VmException e) {
                refuse(e.error());
            }
        }
    }

    private void refuse(VmError error) {
        refusals.add(error.text());
    }
}
