package dev.orrery.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import dev.orrery.vm.fixture.FailingBackend;
import dev.orrery.vm.fixture.ImportCalls;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a call ends, what it used is reported, and the next call is not touched by it. VM.md 3.5, 3.6. */
class GasOnEveryExitTest {
    /** What a host charge that can't be paid says; not the typed error. VM.md 3.6, second row. */
    private static final String HOST_CHARGE =
            "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: Ran out of gas during contract execution";

    @TempDir
    private Path directory;

    private ProbeChain chain;

    @BeforeEach
    void open() throws VmException {
        chain = ProbeChain.in(directory);
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void returned() throws VmException {
        GasReport gas = returned(Probe::respond, ProbeChain.PLENTY);
        assertTrue(gas.usedInternally() > 0);
        assertEquals(ProbeChain.PLENTY, gas.usedInternally() + gas.remaining());
    }

    @Test
    void exactlyTheGasItNeedsIsEnoughAndOneLessIsNot() throws VmException {
        long needed = returned(Probe::respond, ProbeChain.PLENTY).usedInternally();
        assertEquals(0, returned(Probe::respond, needed).remaining());
        CallOutcome.Failed failed = failed(Probe::respond, needed - 1);
        assertEquals(new VmError.OutOfGas(), failed.error());
        assertEquals(new GasReport(needed - 1, 0, 0, needed - 1), failed.gas());
    }

    @Test
    void trapped() throws VmException {
        CallOutcome.Failed failed = failed(Code::unreachable, ProbeChain.PLENTY);
        assertEquals(
                new VmError.Message(
                        "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: unreachable"),
                failed.error());
        assertUsedPart(failed.gas());
    }

    @Test
    void guestRanOutOfGas() throws VmException {
        CallOutcome.Failed failed = failed(code -> code.loop().br(0).end().unreachable(), 2_000_000);
        assertEquals(new VmError.OutOfGas(), failed.error());
        assertEquals(new GasReport(2_000_000, 0, 0, 2_000_000), failed.gas());
    }

    @Test
    void argumentsCostMoreThanThereIs() throws VmException {
        CallOutcome.Failed failed = failed(Probe::respond, 5000);
        assertEquals(new VmError.OutOfGas(), failed.error());
        assertEquals(new GasReport(5000, 0, 0, 5000), failed.gas());
    }

    @Test
    void importCostsMoreThanThereIs() throws VmException {
        Consumer<Code> body = code -> {
            Probe.call("debug").accept(code.i32(Probe.VALUE));
            Probe.respond(code);
        };
        long needed = returned(body, ProbeChain.PLENTY).usedInternally();
        long plain = returned(Probe::respond, ProbeChain.PLENTY).usedInternally();
        // Enough to come to the import, too little to read its argument.
        long limit = plain - 200_000 + 18_000;
        assertTrue(limit < needed);
        CallOutcome.Failed failed = failed(body, limit);
        assertEquals(new VmError.Message(HOST_CHARGE), failed.error());
        assertEquals(new GasReport(limit, 0, 0, limit), failed.gas());
    }

    @Test
    void chainRanOutOfGas() throws VmException {
        ImportCalls read = ImportCalls.OTHERS.getFirst();
        CallOutcome.Failed failed = assertInstanceOf(
                CallOutcome.Failed.class,
                chain.call(
                        read.contract(), EntryPoint.EXECUTE, FailingBackend.answering(new BackendError.OutOfGas(), 0)));
        assertEquals(new VmError.Message(HOST_CHARGE), failed.error());
        assertUsedPart(failed.gas());
    }

    @Test
    void chainChargedMoreThanThereWasLeft() throws VmException {
        ImportCalls read = ImportCalls.OTHERS.getFirst();
        CallOutcome.Failed failed = assertInstanceOf(
                CallOutcome.Failed.class,
                chain.call(
                        read.contract(),
                        EntryPoint.EXECUTE,
                        FailingBackend.answering(new BackendError.UserError("x"), -1L)));
        assertEquals(new VmError.Message(HOST_CHARGE), failed.error());
        assertEquals(new GasReport(ProbeChain.PLENTY, 0, -1L, 0), failed.gas());
    }

    @Test
    void exportIsMissing() throws VmException {
        byte[] contract = new WasmBuilder()
                .memory(1)
                .exportMemory("memory")
                .data(Probe.ROOM, new byte[] {(byte) 128, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0})
                .function("interface_version_8", Sig.NONE, code -> {})
                .function("allocate", Sig.of(Type.I32).to(Type.I32), code -> code.i32(Probe.ROOM))
                .function("deallocate", Sig.of(Type.I32), code -> {})
                .build();
        CallOutcome.Failed failed = assertInstanceOf(
                CallOutcome.Failed.class, chain.call(contract, EntryPoint.SUDO, new MockChain().backend()));
        assertEquals(
                new VmError.Message(
                        "Error calling the VM: Error resolving Wasm function: Could not get export: Missing export sudo"),
                failed.error());
        // Two arguments of two bytes were written before anybody looked for the function: VM.md 2.5, 3.3.
        assertEquals(2 * (1610 + 115 + 230_000 + 2 * 570), failed.gas().usedInternally());
    }

    @Test
    void noSuchCode() throws VmException {
        CallOutcome outcome = chain.call(
                Checksum.generate(new byte[] {1}), EntryPoint.EXECUTE, new MockChain().backend(), ProbeChain.PLENTY);
        CallOutcome.Failed failed = assertInstanceOf(CallOutcome.Failed.class, outcome);
        assertEquals(
                new VmError.Message("Error calling the VM: Cache error: Error opening Wasm file for reading"),
                failed.error());
        assertEquals(GasReport.NONE, failed.gas());
    }

    @Test
    void startFunctionHasNoGas() throws VmException {
        byte[] contract = new WasmBuilder()
                .memory(1)
                .exportMemory("memory")
                .function("interface_version_8", Sig.NONE, code -> {})
                .function("allocate", Sig.NONE, code -> {})
                .function("deallocate", Sig.NONE, code -> {})
                .start(0)
                .build();
        CallOutcome.Failed failed = assertInstanceOf(
                CallOutcome.Failed.class, chain.call(contract, EntryPoint.EXECUTE, new MockChain().backend()));
        assertTrue(
                failed.error()
                        .text()
                        .startsWith("Error calling the VM: Error instantiating a Wasm module:"
                                + " Error instantiating module: RuntimeError: unreachable"),
                failed.error()::text);
        assertEquals(GasReport.NONE, failed.gas());
    }

    private GasReport returned(Consumer<Code> body, long limit) throws VmException {
        CallOutcome outcome = chain.call(Probe.contract(body), EntryPoint.EXECUTE, new MockChain().backend(), limit);
        return assertInstanceOf(CallOutcome.Returned.class, outcome).gas();
    }

    private CallOutcome.Failed failed(Consumer<Code> body, long limit) throws VmException {
        CallOutcome outcome = chain.call(Probe.contract(body), EntryPoint.EXECUTE, new MockChain().backend(), limit);
        CallOutcome.Failed failed = assertInstanceOf(CallOutcome.Failed.class, outcome);
        returned(Probe::respond, ProbeChain.PLENTY);
        return failed;
    }

    private static void assertUsedPart(GasReport gas) {
        assertTrue(gas.usedInternally() > 0 && gas.remaining() > 0, gas::toString);
        assertEquals(ProbeChain.PLENTY, gas.usedInternally() + gas.usedExternally() + gas.remaining());
    }
}
