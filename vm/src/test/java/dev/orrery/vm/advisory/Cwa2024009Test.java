package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.CodeCheck;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.check.compare.Damage;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import dev.orrery.vm.imports.ImportTable;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Hostile contracts took nodes down (also 2025-001). Here any module and any argument of an import ends in an outcome. */
class Cwa2024009Test {
    private static final int CALLS_PER_IMPORT = 60;
    private static final int DAMAGED_MODULES = 3000;

    /** Numbers at which something changes, for a pointer, a length or a choice. */
    private static final int[] EDGES = {
        0,
        1,
        2,
        3,
        Probe.KEY,
        Probe.VALUE,
        Probe.ROOM,
        Probe.RESPONSE,
        4095,
        65_524,
        65_525,
        65_535,
        65_536,
        -1,
        -12,
        -16,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        300
    };

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> anyArgumentOfAnyImport() {
        return ImportTable.names().stream().map(name -> DynamicTest.dynamicTest(name, () -> survives(name)));
    }

    private void survives(String name) throws VmException {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        try (ProbeChain chain = ProbeChain.in(directory)) {
            for (int i = 0; i < CALLS_PER_IMPORT; i++) {
                byte[] contract = Probe.contract(code -> {
                    var type = ImportTable.typeOf(name);
                    type.params().forEach(param -> code.i32(argument(random)));
                    Probe.call(name).accept(code);
                    if (!type.results().isEmpty()) {
                        code.drop();
                    }
                    Probe.respond(code);
                });
                EntryPoint entry = random.nextBoolean() ? EntryPoint.EXECUTE : EntryPoint.QUERY;
                CallOutcome outcome = chain.call(contract, entry, new MockChain().backend());
                if (outcome instanceof CallOutcome.Failed failed) {
                    assertFalse(failed.error() instanceof VmError.Defect, failed::toString);
                    assertTrue(failed.gas().usedInternally() > 0);
                }
            }
            Checksum code = chain.vm().storeCode(Probe.contract(Probe::respond));
            assertInstanceOf(
                    CallOutcome.Returned.class,
                    chain.call(code, EntryPoint.EXECUTE, new MockChain().backend(), ProbeChain.PLENTY));
        }
    }

    private static int argument(SplittableRandom random) {
        return random.nextInt(4) == 0 ? random.nextInt() : EDGES[random.nextInt(EDGES.length)];
    }

    @Test
    void anyBytesAsModule() {
        SplittableRandom random = new SplittableRandom(2024_009);
        byte[] whole = Probe.contract(Probe::respond);
        CodeCheck checks = CodeCheck.wasmd();
        int refused = 0;
        for (int i = 0; i < DAMAGED_MODULES; i++) {
            try {
                checks.check(Damage.to(whole, random));
            } catch (VmException e) {
                assertFalse(e.error() instanceof VmError.Defect, e.error()::toString);
                refused++;
            }
        }
        assertTrue(refused > DAMAGED_MODULES / 2, "damage does harm");
    }
}
