package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.engine.Tier;
import dev.orrery.testkit.wasm.Code;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.crash.OtherJvm;
import dev.orrery.vm.fixture.FailingBackend;
import dev.orrery.vm.fixture.ImportCalls;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Error texts differed between nodes. Here a text and its gas depend on nothing but the code and what it was given. */
class Cwa2021003Test {
    private static final int HOT = 300;

    @TempDir
    private Path directory;

    private static final List<Consumer<Code>> FAULTS = List.of(
            Code::unreachable,
            code -> code.i32(-1),
            code -> code.i32(1).i32(0).op(0x6D),
            code -> code.i32(-1).i32Load(0),
            code -> code.localGet(0).localGet(0).call(Probe.function(EntryPoint.QUERY)),
            code -> {
                Probe.call("abort").accept(code.i32(Probe.VALUE));
                Probe.respond(code);
            });

    @Test
    void sameInEveryTierHoweverOftenItRan() throws VmException {
        List<List<CallOutcome>> perTier = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            perTier.add(outcomes(tier, directory));
        }
        assertEquals(perTier.getFirst(), perTier.getLast());
    }

    @Test
    void sameInAnotherJvm(@TempDir Path elsewhere) throws IOException, VmException {
        List<String> here = outcomes(Tier.COMPILED, directory).stream()
                .map(CallOutcome::toString)
                .toList();
        try (OtherJvm other = OtherJvm.run(OtherNode.class, elsewhere.toString())) {
            assertEquals(here, other.rest().toList());
        }
    }

    /** Another node of the chain, with other settings of the JVM. */
    static final class OtherNode {
        private OtherNode() {}

        public static void main(String[] args) throws VmException {
            outcomes(Tier.COMPILED, Path.of(args[0])).forEach(System.out::println);
        }
    }

    private static List<CallOutcome> outcomes(Tier tier, Path directory) throws VmException {
        List<CallOutcome> outcomes = new ArrayList<>();
        try (ProbeChain chain = ProbeChain.of(VmOptions.in(directory).withTier(tier))) {
            for (Consumer<Code> fault : FAULTS) {
                byte[] contract = Probe.contract(fault);
                CallOutcome first = chain.call(contract, EntryPoint.QUERY, new MockChain().backend());
                Checksum code = Checksum.generate(contract);
                for (int i = 0; i < HOT; i++) {
                    assertEquals(
                            first, chain.call(code, EntryPoint.QUERY, new MockChain().backend(), ProbeChain.PLENTY));
                }
                outcomes.add(first);
            }
            // What a host of ours throws must not show, whatever its message says.
            outcomes.add(chain.call(
                    ImportCalls.OTHERS.getFirst().contract(),
                    EntryPoint.EXECUTE,
                    FailingBackend.throwing(() -> new IllegalStateException("at " + System.nanoTime()))));
        }
        return outcomes;
    }
}
