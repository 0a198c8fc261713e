package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.orrery.vm.Backend;
import dev.orrery.vm.Call;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmException;
import dev.orrery.vm.fixture.FailingBackend;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results differed on nodes that traced. Here a contract's debug texts change nothing, whoever listens and however badly. */
class Cwa2025003Test {
    private static final byte[] TALKATIVE = Probe.contract(code -> {
        Probe.call("debug").accept(code.i32(Probe.VALUE));
        Probe.respond(code);
    });

    @TempDir
    private Path directory;

    @Test
    void listeningChangesNothing() throws VmException {
        List<String> heard = new ArrayList<>();
        Backend mock = new MockChain().backend();
        Backend listening =
                new Backend(mock.storage(), mock.api(), mock.querier(), (message, gas) -> heard.add(message));
        Backend failing = new Backend(
                mock.storage(),
                mock.api(),
                mock.querier(),
                FailingBackend.throwing(IllegalStateException::new).debug());
        try (ProbeChain chain = ProbeChain.in(directory)) {
            Checksum code = chain.vm().storeCode(TALKATIVE);
            CallOutcome.Returned silent = call(chain, code, mock, false);
            assertSame(silent, call(chain, code, listening, true));
            assertSame(silent, call(chain, code, failing, true));
        }
        assertEquals(List.of(Probe.VALUE_TEXT), heard);
    }

    private static CallOutcome.Returned call(ProbeChain chain, Checksum code, Backend backend, boolean debug) {
        Call call = new Call(code, EntryPoint.EXECUTE, ProbeChain.args(EntryPoint.EXECUTE), ProbeChain.PLENTY, debug);
        return assertInstanceOf(CallOutcome.Returned.class, chain.vm().call(call, backend));
    }

    private static void assertSame(CallOutcome.Returned expected, CallOutcome.Returned actual) {
        assertEquals(expected.gas(), actual.gas());
        assertArrayEquals(expected.output(), actual.output());
    }
}
