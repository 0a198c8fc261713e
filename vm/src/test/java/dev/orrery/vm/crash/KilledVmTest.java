package dev.orrery.vm.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory is whole whenever the process that uses it is killed. The seed is printed. */
class KilledVmTest {
    private static final int KILLS = Integer.getInteger("orrery.crash.kills", 30);
    private static final int MAX_LIFE_MILLIS = 400;
    private static final String TAKEN =
            "could not lock exclusive.lock. Is a different VM running in the same directory already?";

    @TempDir
    private Path directory;

    /** Whether each code is there, as far as the processes said; absent while one died in the middle of it. */
    private final Map<Integer, Boolean> known = new HashMap<>();

    @Test
    void everyCodeThatWasStoredIsThereAndNoneThatWasRemoved() throws Exception {
        long seed = Long.getLong("orrery.crash.seed", System.nanoTime());
        System.out.println("KilledVmTest: -Dorrery.crash.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int steps = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (OtherJvm other = OtherJvm.run(RestlessVm.class, directory.toString(), Long.toString(seed + kill))) {
                assertEquals("ready", other.line());
                Thread.sleep(random.nextInt(MAX_LIFE_MILLIS));
                other.kill();
                steps += (int) other.rest().peek(this::learn).count();
            }
            lookAtAll();
        }
        System.out.println("KilledVmTest: " + KILLS + " kills, " + steps + " steps before them");
        assertTrue(steps > 0, "the processes did nothing");
    }

    @Test
    void aDirectoryInUseByAnotherProcessIsRefusedUntilThatEnds() throws Exception {
        try (OtherJvm other = OtherJvm.run(RestlessVm.class, directory.toString(), "1")) {
            assertEquals("ready", other.line());
            VmException taken = assertThrows(VmException.class, () -> Vm.open(VmOptions.in(directory)));
            assertEquals(TAKEN, taken.error().text());
            other.kill();
        }
        Vm.open(VmOptions.in(directory)).close();
    }

    private void learn(String line) {
        int space = line.indexOf(' ');
        String step = line.substring(0, space);
        int number = Integer.parseInt(line.substring(space + 1));
        switch (step) {
            case "stored" -> known.put(number, true);
            case "removed" -> known.put(number, false);
            default -> {
                // Storing what is there already can't lose it.
                if (!(step.equals("store") && known.getOrDefault(number, false))) {
                    known.remove(number);
                }
            }
        }
    }

    private void lookAtAll() throws VmException, IOException {
        try (Vm vm = Vm.open(VmOptions.in(directory))) {
            for (int number = 0; number < RestlessVm.CODES; number++) {
                boolean there = isWhole(vm, number);
                if (known.containsKey(number)) {
                    assertEquals(known.get(number), there, "code " + number);
                }
                known.put(number, there);
                if (there) {
                    assertInstanceOf(CallOutcome.Returned.class, Codes.instantiate(vm, number));
                }
            }
        }
    }

    private static boolean isWhole(Vm vm, int number) {
        byte[] wasm;
        try {
            wasm = vm.code(Codes.checksum(number));
        } catch (VmException e) {
            assertEquals(
                    "Error calling the VM: Cache error: Error opening Wasm file for reading",
                    e.error().text());
            return false;
        }
        assertArrayEquals(Codes.wasm(number), wasm);
        return true;
    }
}
