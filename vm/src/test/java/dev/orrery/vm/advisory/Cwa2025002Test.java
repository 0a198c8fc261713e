package dev.orrery.vm.advisory;

import static dev.orrery.testkit.wasm.Type.I32;
import static dev.orrery.testkit.wasm.Type.I64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.orrery.engine.Tier;
import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.WasmBuilder;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hostile contract slowed the making of blocks. Here shapes that are hard on a compiler, as large as the checks allow or a
 * block carries, are stored and called like any other; how long that takes per byte is for the bench to say, this bounds it.
 */
class Cwa2025002Test {
    /** For storing and calling one such module, on a machine with much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private record Hostile(String name, byte[] module) {}

    private static List<Hostile> modules() {
        return List.of(
                of("blocks 10,000 deep", code -> nested(code, 10_000, Code::block)),
                of("loops 5,000 deep", code -> nested(code, 5_000, Code::loop)),
                of(
                        "ifs 5,000 deep",
                        code -> nested(code, 5_000, inner -> inner.i32(1).when())),
                of(
                        "br_table with 60,000 labels",
                        code -> code.block().i32(1).brTable(new int[60_000], 0).end()),
                of("200 tables with 500 labels", Cwa2025002Test::manyTables),
                of("20,000 operands at once", Cwa2025002Test::tallStack),
                of("100,000 operators in one body", code -> repeated(code, 100_000, Code::nop)),
                of("20,000 calls in one body", Cwa2025002Test::manyCalls),
                of("100 locals, each read 200 times", Cwa2025002Test::manyLocals),
                new Hostile("15,000 functions", functions(15_000)));
    }

    @TestFactory
    Stream<DynamicTest> isStoredAndCalledInTime() {
        return modules().stream()
                .map(hostile ->
                        DynamicTest.dynamicTest(hostile.name(), () -> assertTimeout(PATIENCE, () -> runs(hostile))));
    }

    private void runs(Hostile hostile) throws VmException {
        CallOutcome compiled = outcome(hostile, Tier.COMPILED);
        assertFalse(
                compiled instanceof CallOutcome.Failed failed && failed.error() instanceof VmError.Defect,
                compiled::toString);
        assertEquals(outcome(hostile, Tier.INTERPRETED).gas(), compiled.gas());
    }

    private CallOutcome outcome(Hostile hostile, Tier tier) throws VmException {
        try (ProbeChain chain = ProbeChain.of(VmOptions.in(directory).withTier(tier))) {
            return chain.call(hostile.module(), EntryPoint.EXECUTE, new MockChain().backend());
        }
    }

    private static Hostile of(String name, Consumer<Code> body) {
        return new Hostile(name, Probe.contract(EntryPoint.EXECUTE, code -> {
            body.accept(code);
            Probe.respond(code);
        }));
    }

    private static void nested(Code code, int depth, Consumer<Code> open) {
        for (int i = 0; i < depth; i++) {
            open.accept(code);
        }
        for (int i = 0; i < depth; i++) {
            code.end();
        }
    }

    private static void repeated(Code code, int count, Consumer<Code> part) {
        for (int i = 0; i < count; i++) {
            part.accept(code);
        }
    }

    private static void manyTables(Code code) {
        repeated(
                code,
                200,
                inner -> inner.block().i32(7).brTable(new int[500], 0).end());
    }

    private static void tallStack(Code code) {
        repeated(code, 20_000, inner -> inner.i64(1));
        repeated(code, 20_000, Code::drop);
    }

    private static void manyCalls(Code code) {
        repeated(code, 20_000, inner -> inner.i32(1).call(Probe.function(EntryPoint.INSTANTIATE) - 1));
    }

    private static void manyLocals(Code code) {
        code.locals(97, I64);
        for (int local = 3; local < 100; local++) {
            int index = local;
            repeated(code, 200, inner -> inner.localGet(index).drop());
        }
    }

    private static byte[] functions(int count) {
        WasmBuilder module = new WasmBuilder()
                .memory(1)
                .exportMemory("memory")
                .data(Probe.ROOM, new byte[] {(byte) 128, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0})
                .function("interface_version_8", Sig.NONE, code -> {})
                .function("allocate", Sig.of(I32).to(I32), code -> code.i32(Probe.ROOM))
                .function("deallocate", Sig.of(I32), code -> {})
                .function(
                        "execute",
                        Sig.of(I32, I32, I32).to(I32),
                        code -> code.call(4 + count - 1).i32(Probe.ROOM));
        for (int i = 0; i < count; i++) {
            module.function(Sig.NONE, code -> {});
        }
        return module.build();
    }
}
