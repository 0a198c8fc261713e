package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.vm.Backend;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.fixture.FailingBackend;
import dev.orrery.vm.fixture.ImportCalls;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A panic of the host lost the gas report. Here whatever is thrown in a call fails it, and what it used is reported. */
class Cwa2024008Test {
    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> callbackThatThrowsIsAPanicOfTheChain() {
        return calls().map(call -> DynamicTest.dynamicTest(call.name(), () -> {
            CallOutcome.Failed failed =
                    failed(call, FailingBackend.throwing(() -> new IllegalStateException("broken on purpose")));
            assertEquals(
                    new VmError.Message(
                            "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError:"
                                    + " Error calling into the VM's backend: Panic in FFI call"),
                    failed.error());
        }));
    }

    /** What no catch of exceptions sees. The chain is told of a panic, and still what was used. */
    @TestFactory
    Stream<DynamicTest> errorOfTheMachineIsADefectOfOurs() {
        return calls().map(call -> DynamicTest.dynamicTest(call.name(), () -> {
            CallOutcome.Failed failed =
                    failed(call, FailingBackend.failing(() -> new AssertionError("broken on purpose")));
            assertInstanceOf(VmError.Defect.class, failed.error());
            assertEquals("Caught panic", failed.error().text());
        }));
    }

    private static Stream<ImportCalls> calls() {
        return Stream.concat(ImportCalls.OTHERS.stream(), ImportCalls.ADDRESSES.stream());
    }

    private CallOutcome.Failed failed(ImportCalls call, Backend backend) throws VmException {
        try (ProbeChain chain = ProbeChain.in(directory)) {
            CallOutcome.Failed failed = assertInstanceOf(
                    CallOutcome.Failed.class, chain.call(call.contract(), EntryPoint.EXECUTE, backend));
            assertTrue(failed.gas().usedInternally() > 500_000, failed::toString);
            assertEquals(
                    ProbeChain.PLENTY,
                    failed.gas().usedInternally() + failed.gas().remaining());
            assertInstanceOf(
                    CallOutcome.Returned.class,
                    chain.call(Probe.contract(Probe::respond), EntryPoint.EXECUTE, new MockChain().backend()));
            return failed;
        }
    }
}
