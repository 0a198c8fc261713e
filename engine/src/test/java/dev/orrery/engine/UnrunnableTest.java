package dev.orrery.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A profile may switch on what can be validated but not run: such modules are refused with a reason. */
class UnrunnableTest {
    private static final HostProfile EVERYTHING = new HostProfile(
            "everything",
            new Features(EnumSet.allOf(Features.Feature.class)),
            MeteringRule.FREE,
            new StackRule(10_000, StackRule.perFunction(body -> 100)),
            16,
            true);
    private static final Engine ENGINE = Engine.of(EVERYTHING);

    /** {@code v128.const, i8x16.extract_lane_s 0}. */
    private static void vector(Code body) {
        body.op(0xFD, 0x0C)
                .op(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
                .op(0xFD, 0x15, 0)
                .drop();
    }

    /** {@code atomic.fence}. */
    private static void fence(Code body) {
        body.op(0xFE, 0x03, 0x00);
    }

    /** A local of type v128 that nothing touches. */
    private static void vectorLocal(Code body) {
        body.locals(1, Type.V128);
    }

    private static byte[] module(Consumer<Code> body) {
        return new WasmBuilder().function("run", Sig.NONE, body).build();
    }

    private static ModuleError refusal(Consumer<Code> body) {
        return assertThrows(ModuleException.class, () -> ENGINE.parse(module(body)))
                .error();
    }

    @Test
    void theEngineRefusesThemWhenItReadsThem() {
        assertInstanceOf(ModuleError.Uncompilable.class, refusal(UnrunnableTest::vector));
        assertEquals(
                "operator 0xfd000c does not run",
                refusal(UnrunnableTest::vector).text());
        assertEquals(
                "operator 0xfe0003 does not run", refusal(UnrunnableTest::fence).text());
        assertEquals(
                "vectors do not run: a local is v128",
                refusal(UnrunnableTest::vectorLocal).text());
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aModuleThatWasReadElsewhereIsRefusedToo(Tier tier) throws ModuleException {
        for (byte[] wasm : List.of(
                module(UnrunnableTest::vector), module(UnrunnableTest::fence), module(UnrunnableTest::vectorLocal))) {
            Module module = Module.parse(wasm, EVERYTHING.features());
            assertThrows(IllegalArgumentException.class, () -> ENGINE.compile(module, tier));
            assertThrows(IllegalArgumentException.class, () -> ENGINE.image(module));
        }
    }
}
