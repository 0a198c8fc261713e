package dev.orrery.vm;

import static dev.orrery.testkit.wasm.Type.I32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.WasmBuilder;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users get wrong and attackers try: the right text, the gas accounted, and the next call is fine. */
class BadInputTest {
    private static final String TRAP =
            "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: ";
    private static final int MIB = 1024 * 1024;

    @TempDir
    private Path directory;

    private ProbeChain chain;

    @BeforeEach
    void open() throws VmException {
        chain = ProbeChain.of(VmOptions.in(directory).withMaxMemoryPages(4096));
    }

    @AfterEach
    void nextCallIsFine() throws VmException {
        assertInstanceOf(
                CallOutcome.Returned.class,
                chain.call(Probe.contract(Probe::respond), EntryPoint.EXECUTE, new MockChain().backend()));
        chain.close();
    }

    @Test
    void noWasmAtAll() {
        assertRefused(new byte[0], "unexpected end-of-file (at offset 0x0)");
        assertRefused(
                "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8),
                "magic header not detected: bad magic number - expected=[\n    0x0,\n    0x61,\n    0x73,\n    0x6d,\n]"
                        + " actual=[\n    0x23,\n    0x21,\n    0x2f,\n    0x62,\n] (at offset 0x0)");
        assertRefused(new byte[] {0, 'a', 's', 'm', 1, 0}, "unexpected end-of-file (at offset 0x4)");
        assertRefused(new byte[] {0, 'a', 's', 'm', 2, 0, 0, 0}, "unknown binary version: 0x2 (at offset 0x0)");
    }

    private void assertRefused(byte[] code, String reason) {
        VmException refused = assertThrows(VmException.class, () -> chain.vm().storeCode(code));
        assertEquals(
                "Error calling the VM: Error during static Wasm validation: Wasm bytecode could not be deserialized."
                        + " Deserialization error: \"" + reason + "\"",
                refused.error().text());
    }

    @Test
    void wasmThatIsNoContractIsKeptOnlyWhereNobodyAsks() throws VmException {
        byte[] module = new WasmBuilder().memory(1).build();
        assertThrows(VmException.class, () -> chain.vm().storeCode(module));
        Checksum code = chain.vm().storeCodeUnchecked(module);
        assertFailed(
                chain.call(code, EntryPoint.EXECUTE, new MockChain().backend(), ProbeChain.PLENTY),
                "Error calling the VM: Error instantiating a Wasm module: Could not get memory 'memory':"
                        + " Missing export memory");
    }

    @Test
    void codeThatWasDamagedOnDisk() throws Exception {
        byte[] module = Probe.contract(Probe::respond);
        Checksum code = chain.vm().storeCode(module);
        chain.vm().close();
        Path file = directory.resolve("state").resolve("wasm").resolve(code + ".wasm");
        byte[] stored = Files.readAllBytes(file);
        stored[stored.length - 1] ^= 1;
        Files.write(file, stored);
        chain = ProbeChain.of(VmOptions.in(directory).withMaxMemoryPages(4096));
        VmException refused = assertThrows(VmException.class, () -> chain.vm().code(code));
        assertEquals(
                "Error calling the VM: Hash doesn't match stored data",
                refused.error().text());
        chain.vm().storeCode(module);
    }

    @Test
    void entryPointWithAnotherNumberOfParameters() throws VmException {
        byte[] contract =
                minimal(module -> module.function("execute", Sig.of(I32).to(I32), code -> code.i32(16)));
        CallOutcome.Failed failed = assertFailed(
                chain.call(contract, EntryPoint.EXECUTE, new MockChain().backend()),
                "Error calling the VM: The called function args arity does not match. The contract's method arity: 1");
        assertTrue(failed.gas().usedInternally() > 3 * 230_000);
    }

    @Test
    void messageOfAnyBytes() throws VmException {
        Checksum code = chain.vm().storeCode(Probe.contract(EntryPoint.EXECUTE, body -> body.localGet(2)));
        byte[] message = new byte[256];
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) i;
        }
        for (byte[] anything : List.of(new byte[0], message, new byte[MIB])) {
            Call call = new Call(
                    code, EntryPoint.EXECUTE, List.of(new byte[0], new byte[0], anything), ProbeChain.PLENTY, false);
            CallOutcome.Returned returned =
                    assertInstanceOf(CallOutcome.Returned.class, chain.vm().call(call, new MockChain().backend()));
            assertArrayEquals(anything, returned.output());
        }
    }

    @Test
    void resultOf64MiBIsTheLongest() throws VmException {
        CallOutcome.Returned returned = assertInstanceOf(CallOutcome.Returned.class, result(64 * MIB));
        assertEquals(64 * MIB, returned.output().length);
        CallOutcome.Failed failed = assertFailed(
                result(64 * MIB + 1),
                "Error calling the VM: Error in guest/host communication: Region length too big. Got 67108865,"
                        + " limit 67108864");
        assertTrue(
                Long.compareUnsigned(failed.gas().usedInternally(), 520L * 64 * MIB) > 0,
                "reading it was paid before its length was looked at");
    }

    /** Answers a region of that many bytes, behind everything else. */
    private CallOutcome result(int bytes) throws VmException {
        return chain.call(
                Probe.contract(code -> {
                    code.i32(bytes / 65_536 + 1).memoryGrow().drop();
                    code.i32(Probe.ROOM).i32(65_536 - 8).i32Store(0);
                    code.i32(Probe.ROOM).i32(bytes).i32Store(4);
                    code.i32(Probe.ROOM).i32(bytes).i32Store(8);
                    code.i32(Probe.ROOM);
                }),
                EntryPoint.EXECUTE,
                new MockChain().backend());
    }

    @Test
    void contractThatLoops() throws VmException {
        CallOutcome.Failed failed = assertInstanceOf(
                CallOutcome.Failed.class,
                chain.call(
                        Probe.contract(code -> code.loop().br(0).end().unreachable()),
                        EntryPoint.EXECUTE,
                        new MockChain().backend(),
                        500_000_000));
        assertEquals(new VmError.OutOfGas(), failed.error());
        assertEquals(new GasReport(500_000_000, 0, 0, 500_000_000), failed.gas());
    }

    @Test
    void contractThatRecurses() throws VmException {
        CallOutcome.Failed failed = assertFailed(
                chain.call(
                        Probe.contract(code -> code.localGet(0).localGet(1).call(Probe.function(EntryPoint.QUERY))),
                        EntryPoint.QUERY,
                        new MockChain().backend()),
                TRAP + "call stack exhausted");
        assertTrue(failed.gas().remaining() > 0);
    }

    @Test
    void memoryGrownToItsLimit() throws VmException {
        // 4096 pages are the most, one is there: growing by the rest is fine, one more answers -1.
        CallOutcome.Returned returned = assertInstanceOf(
                CallOutcome.Returned.class,
                chain.call(
                        Probe.contract(code -> {
                            code.i32(4095)
                                    .memoryGrow()
                                    .i32(1)
                                    .op(0x47)
                                    .when()
                                    .unreachable()
                                    .end();
                            code.i32(1)
                                    .memoryGrow()
                                    .i32(-1)
                                    .op(0x47)
                                    .when()
                                    .unreachable()
                                    .end();
                            code.i32(4096 * 65_536 - 4).i32(1).i32Store(0);
                            Probe.respond(code);
                        }),
                        EntryPoint.EXECUTE,
                        new MockChain().backend()));
        assertTrue(returned.gas().usedInternally() < 10_000_000);
    }

    @Test
    void accessBehindTheMemory() throws VmException {
        assertFailed(
                chain.call(
                        Probe.contract(code -> code.i32(-1).i32Load(0xFFFF_FFFFL)),
                        EntryPoint.EXECUTE,
                        new MockChain().backend()),
                TRAP + "out of bounds memory access");
    }

    @Test
    void writesWhileIterating() throws VmException {
        MockChain mock = new MockChain();
        mock.store().entries().put("a".getBytes(StandardCharsets.UTF_8), new byte[] {1});
        mock.store().entries().put("z".getBytes(StandardCharsets.UTF_8), new byte[] {2});
        byte[] contract = Probe.contract(EntryPoint.EXECUTE, code -> {
            code.locals(1, I32);
            Probe.call("db_scan").accept(code.i32(0).i32(0).i32(1));
            code.localSet(3);
            Probe.call("db_write").accept(code.i32(Probe.KEY).i32(Probe.VALUE));
            for (int i = 0; i < 4; i++) {
                Probe.call("db_next").accept(code.localGet(3));
                code.drop();
            }
            Probe.respond(code);
        });
        CallOutcome.Returned returned =
                assertInstanceOf(CallOutcome.Returned.class, chain.call(contract, EntryPoint.EXECUTE, mock.backend()));
        assertTrue(returned.gas().usedExternally() > 0);
        assertEquals(3, mock.store().entries().size());
    }

    @Test
    void writesInAQuery() throws VmException {
        for (String write : List.of("db_write", "db_remove")) {
            byte[] contract = Probe.contract(code -> {
                code.i32(Probe.KEY);
                if (write.equals("db_write")) {
                    code.i32(Probe.VALUE);
                }
                Probe.call(write).accept(code);
                Probe.respond(code);
            });
            assertFailed(
                    chain.call(contract, EntryPoint.QUERY, new MockChain().backend()),
                    TRAP + "Must not call a writing storage function in this context.");
        }
    }

    private static byte[] minimal(Consumer<WasmBuilder> more) {
        WasmBuilder module = new WasmBuilder()
                .memory(1)
                .exportMemory("memory")
                .data(16, new byte[] {64, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0})
                .function("interface_version_8", Sig.NONE, code -> {})
                .function("allocate", Sig.of(I32).to(I32), code -> code.i32(16))
                .function("deallocate", Sig.of(I32), code -> {});
        more.accept(module);
        return module.build();
    }

    private static CallOutcome.Failed assertFailed(CallOutcome outcome, String text) {
        CallOutcome.Failed failed = assertInstanceOf(CallOutcome.Failed.class, outcome);
        assertEquals(text, failed.error().text());
        return failed;
    }
}
