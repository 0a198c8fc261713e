package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmException;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IBC entry points cost less than others. Here the same work costs the same through each of them. */
class Cwa2025005Test {
    @TempDir
    private Path directory;

    @Test
    void sameGasForEveryEntryPoint() throws VmException {
        MockChain mock = new MockChain();
        byte[] contract = Probe.contract(Probe::respond);
        try (ProbeChain chain = ProbeChain.in(directory)) {
            long twoArguments = gas(chain.call(contract, EntryPoint.SUDO, mock.backend()));
            long threeArguments = gas(chain.call(contract, EntryPoint.EXECUTE, mock.backend()));
            for (EntryPoint entry : EntryPoint.values()) {
                assertEquals(
                        entry.arity() == 2 ? twoArguments : threeArguments,
                        gas(chain.call(contract, entry, mock.backend())),
                        entry::export);
            }
        }
    }

    private static long gas(CallOutcome outcome) {
        return assertInstanceOf(CallOutcome.Returned.class, outcome).gas().usedInternally();
    }
}
