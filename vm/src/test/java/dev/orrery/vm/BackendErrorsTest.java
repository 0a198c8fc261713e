package dev.orrery.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.orrery.vm.fixture.FailingBackend;
import dev.orrery.vm.fixture.ImportCalls;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a contract and its chain see of a chain that fails, in each import. VM.md 2.4, 3.6. */
class BackendErrorsTest {
    private static final String IN_GUEST =
            "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: ";
    private static final String BACKEND = IN_GUEST + "Error calling into the VM's backend: ";
    private static final long EXTERNAL = 12_345;

    @TempDir
    private Path directory;

    private record Case(BackendError error, String text) {}

    private static final List<Case> CASES = List.of(
            new Case(new BackendError.ForeignPanic(), BACKEND + "Panic in FFI call"),
            new Case(new BackendError.BadArgument(), BACKEND + "Bad argument"),
            new Case(new BackendError.InvalidUtf8(), BACKEND + "VM received invalid UTF-8 data from backend"),
            new Case(new BackendError.IteratorDoesNotExist(7), BACKEND + "Iterator with ID 7 does not exist"),
            new Case(new BackendError.OutOfGas(), IN_GUEST + "Ran out of gas during contract execution"),
            new Case(new BackendError.Unknown("hm"), BACKEND + "Unknown error during call into backend: hm"),
            new Case(new BackendError.UserError("no"), BACKEND + "User error during call into backend: no"));

    @TestFactory
    Stream<DynamicContainer> endTheCallWithTheirText() {
        return CASES.stream()
                .map(row -> DynamicContainer.dynamicContainer(
                        row.error().toString(),
                        Stream.concat(ImportCalls.OTHERS.stream(), ImportCalls.ADDRESSES.stream())
                                .filter(call -> !(row.error() instanceof BackendError.UserError)
                                        || !ImportCalls.ADDRESSES.contains(call))
                                .map(call -> DynamicTest.dynamicTest(call.name(), () -> endsWith(row, call)))));
    }

    private void endsWith(Case row, ImportCalls call) throws VmException {
        try (ProbeChain chain = ProbeChain.in(directory)) {
            CallOutcome.Failed failed = assertInstanceOf(
                    CallOutcome.Failed.class,
                    chain.call(call.contract(), EntryPoint.EXECUTE, FailingBackend.answering(row.error(), EXTERNAL)));
            assertEquals(new VmError.Message(row.text()), failed.error());
            assertEquals(EXTERNAL, failed.gas().usedExternally());
            assertEquals(
                    ProbeChain.PLENTY,
                    failed.gas().usedInternally() + EXTERNAL + failed.gas().remaining());
        }
    }

    @TestFactory
    Stream<DynamicTest> userErrorOfAnAddressIsAnAnswerForTheContract() {
        return Stream.of("addr_validate", "addr_canonicalize", "addr_humanize")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    byte[] contract = Probe.contract(code -> {
                        code.i32(Probe.KEY);
                        if (!name.equals("addr_validate")) {
                            code.i32(Probe.ROOM);
                        }
                        Probe.call(name).accept(code);
                    });
                    assertEquals("not one of ours", answer(contract, new BackendError.UserError("not one of ours")));
                }));
    }

    /** libwasmvm cuts what comes from Go, and then reads it: what is longer after that stays so, as here. */
    @Test
    void textsOfTheBackendAreNotCutAgain() throws VmException {
        byte[] contract = Probe.contract(code -> Probe.call("addr_validate").accept(code.i32(Probe.KEY)));
        String text = "\ufffd".repeat(8192);
        assertEquals(text, answer(contract, new BackendError.UserError(text)));
    }

    private String answer(byte[] contract, BackendError error) throws VmException {
        try (ProbeChain chain = ProbeChain.in(directory)) {
            CallOutcome.Returned returned = assertInstanceOf(
                    CallOutcome.Returned.class,
                    chain.call(contract, EntryPoint.QUERY, FailingBackend.answering(error, 0)));
            return new String(returned.output(), StandardCharsets.UTF_8);
        }
    }
}
