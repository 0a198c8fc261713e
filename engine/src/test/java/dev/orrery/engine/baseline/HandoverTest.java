package dev.orrery.engine.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Instance;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.Tier;
import dev.orrery.engine.Trap;
import dev.orrery.engine.compile.CompiledTier;
import dev.orrery.engine.fuzz.FuzzProfiles;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Compiled code takes over while a call runs, and nobody can tell. */
class HandoverTest {
    private static final HostProfile PROFILE = FuzzProfiles.profile(
            "handover", FuzzProfiles::cosmWasm, new StackRule(10_000, StackRule.perFunction(body -> 100)));
    private static final Engine ENGINE = Engine.of(PROFILE);
    private static final long PLENTY = 1L << 50;

    private static final int ADD = 0x6A;
    private static final int SUB = 0x6B;
    private static final int I64_ADD = 0x7C;
    private static final int I64_EXTEND = 0xAD;

    /** Sums the numbers below its parameter in an inner loop, as often as the second one says; an operand waits below the loops. */
    private static byte[] summing() {
        return new WasmBuilder()
                .function(
                        "sum",
                        Sig.of(Type.I32, Type.I32).to(Type.I64),
                        body -> body.locals(1, Type.I32)
                                .locals(1, Type.I64)
                                .i64(1_000_000_007)
                                .loop()
                                .localGet(0)
                                .localSet(2)
                                .loop()
                                .localGet(3)
                                .localGet(2)
                                .op(I64_EXTEND)
                                .op(I64_ADD)
                                .localSet(3)
                                .localGet(2)
                                .i32(1)
                                .op(SUB)
                                .localTee(2)
                                .brIf(0)
                                .end()
                                .localGet(1)
                                .i32(1)
                                .op(SUB)
                                .localTee(1)
                                .brIf(0)
                                .end()
                                .localGet(3)
                                .op(I64_ADD))
                .build();
    }

    /** Counts how deep it gets. */
    private static byte[] recursing() {
        return new WasmBuilder()
                .function(
                        "dive",
                        Sig.of(Type.I32).to(Type.I32),
                        body -> body.localGet(0)
                                .op(0x45)
                                .when(Type.I32)
                                .i32(0)
                                .otherwise()
                                .localGet(0)
                                .i32(1)
                                .op(SUB)
                                .call(0)
                                .i32(1)
                                .op(ADD)
                                .end())
                .build();
    }

    private static Instance start(byte[] wasm, Pace pace) throws ModuleException, LinkException {
        return CompiledTier.load(wasm, sha256(wasm), PROFILE, ENGINE.image(ENGINE.parse(wasm)), pace)
                .orElseThrow()
                .instantiate(wanted -> Optional.empty(), PLENTY);
    }

    private static byte[] sha256(byte[] wasm) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(wasm);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static Instance interpreted(byte[] wasm) throws ModuleException, LinkException {
        return ENGINE.compile(ENGINE.parse(wasm), Tier.INTERPRETED).instantiate(wanted -> Optional.empty(), PLENTY);
    }

    @Test
    void aLoopGoesOnInCompiledCodeWithItsOperands() throws ModuleException, LinkException {
        for (int turns = 0; turns < 60; turns++) {
            try (Instance subject = start(summing(), new Pace(turns, Runnable::run));
                    Instance expected = interpreted(summing())) {
                assertArrayEquals(expected.invoke(0, 7, 9), subject.invoke(0, 7, 9));
                assertEquals(expected.fuel(), subject.fuel(), "after " + turns + " turns");
            }
        }
    }

    @Test
    void practiceLeavesNoTrace() throws ModuleException, LinkException {
        for (byte[] wasm : List.of(summing(), lengthy())) {
            Pace pace = new Pace(100, false, Runnable::run, Practice::untilCompiled);
            try (Instance subject = start(wasm, pace);
                    Instance expected = interpreted(wasm)) {
                assertArrayEquals(expected.invoke(0, 11, 13), subject.invoke(0, 11, 13));
                assertEquals(expected.fuel(), subject.fuel());
            }
        }
    }

    /** A loop that takes more chunks than one method calls. */
    private static byte[] lengthy() {
        return new WasmBuilder()
                .function("long", Sig.of(Type.I32, Type.I32).to(Type.I64), body -> {
                    body.locals(1, Type.I64).loop();
                    for (int i = 0; i < 20_000; i++) {
                        body.localGet(2).localGet(1).op(I64_EXTEND).op(I64_ADD).localSet(2);
                    }
                    body.localGet(1).i32(1).op(SUB).localTee(1).brIf(0).end().localGet(2);
                })
                .build();
    }

    @Test
    void aModuleRunsWithoutAnImage() throws ModuleException, LinkException {
        CompiledModule module =
                CompiledTier.start(ENGINE.parse(summing()), PROFILE, Optional::empty, new Pace(10, Runnable::run));
        try (Instance subject = module.instantiate(wanted -> Optional.empty(), PLENTY);
                Instance expected = interpreted(summing())) {
            assertArrayEquals(expected.invoke(0, 30, 30), subject.invoke(0, 30, 30));
            assertEquals(expected.fuel(), subject.fuel());
        }
    }

    @Test
    void aCallThatIsCutShortByItsFuelLeavesTheSame() throws ModuleException, LinkException {
        for (int fuel = 0; fuel < 400_000; fuel += 7_919) {
            try (Instance subject = start(summing(), new Pace(20, Runnable::run));
                    Instance expected = interpreted(summing())) {
                subject.fuel(fuel);
                expected.fuel(fuel);
                assertEquals(outcome(expected), outcome(subject));
                assertEquals(expected.fuel(), subject.fuel());
                assertEquals(expected.fuelExhausted(), subject.fuelExhausted());
            }
        }
    }

    private static String outcome(Instance instance) {
        try {
            return "" + instance.invoke(0, 7, 9)[0];
        } catch (Trap trap) {
            return trap.getMessage();
        }
    }

    @Test
    void theStackEndsAtTheSameDepth() throws ModuleException, LinkException {
        for (int turns : new int[] {0, 1, 50, 98, 99, 1_000}) {
            try (Instance subject = start(recursing(), new Pace(turns, Runnable::run))) {
                assertEquals(99, subject.invoke(0, 99)[0]);
                assertEquals(
                        "call stack exhausted",
                        assertThrows(Trap.class, () -> subject.invoke(0, 100)).getMessage());
            }
        }
    }

    /** A function with references is none of the baseline's. */
    @Test
    void whatTheBaselineDoesNotKnowRunsCompiled() throws ModuleException, LinkException {
        byte[] wasm = new WasmBuilder()
                .function(
                        "isNull",
                        Sig.of(Type.I32).to(Type.I32),
                        body -> body.localGet(0).op(0xD0, 0x70).op(0xD1).op(ADD))
                .function(
                        "outer",
                        Sig.of(Type.I32).to(Type.I32),
                        body -> body.localGet(0).call(0))
                .build();
        try (Instance subject = start(wasm, new Pace(1_000, never -> {}))) {
            assertEquals(8, subject.invoke(1, 7)[0]);
            assertEquals(8, subject.invoke(0, 7)[0]);
        }
    }

    /** Whether {@code neg} comes before or after a NaN is made canonical shows in its sign: VM.md 1.4. */
    @Test
    void floatsNeedNoCompiledCode() throws ModuleException, LinkException {
        byte[] wasm = new WasmBuilder()
                .function(
                        "negativeQuotient",
                        Sig.of(Type.I32).to(Type.I64),
                        body -> body.localGet(0)
                                .op(0xB7)
                                .localGet(0)
                                .op(0xB7)
                                .op(0xA3)
                                .op(0x9A)
                                .op(0xBD))
                .build();
        CompiledModule module = CompiledTier.start(
                ENGINE.parse(wasm),
                PROFILE,
                () -> {
                    throw new IllegalStateException("classes are loaded");
                },
                new Pace(1_000, never -> {}));
        try (Instance subject = module.instantiate(wanted -> Optional.empty(), PLENTY)) {
            assertEquals(Double.doubleToRawLongBits(-1), subject.invoke(0, 7)[0]);
            assertEquals(0x7FF8_0000_0000_0000L, subject.invoke(0, 0)[0]);
        }
    }

    /** Its targets are a constant, of the compiled module or of the function that is compiled once more. */
    @Test
    void aLoopWithALargeBranchTableGoesOnInCompiledCode() throws ModuleException, LinkException {
        int[] labels = new int[1_000];
        Arrays.fill(labels, 500, 1_000, 1);
        byte[] wasm = new WasmBuilder()
                .function(
                        "count",
                        Sig.of(Type.I32).to(Type.I32),
                        body -> body.locals(1, Type.I32)
                                .loop()
                                .block()
                                .block()
                                .localGet(0)
                                .brTable(labels, 1)
                                .end()
                                .localGet(1)
                                .i32(1)
                                .op(ADD)
                                .localSet(1)
                                .end()
                                .localGet(0)
                                .i32(1)
                                .op(SUB)
                                .localTee(0)
                                .brIf(0)
                                .end()
                                .localGet(1))
                .build();
        for (int turns : new int[] {0, 1, 7, 100, 2_000}) {
            try (Instance subject = start(wasm, new Pace(turns, Runnable::run));
                    Instance expected = interpreted(wasm)) {
                assertEquals(499, subject.invoke(0, 1_500)[0]);
                assertEquals(499, expected.invoke(0, 1_500)[0]);
                assertEquals(expected.fuel(), subject.fuel(), "after " + turns + " turns");
            }
        }
    }

    @Test
    void classesAreWantedAtTheSecondCallOrInALongOne() throws ModuleException, LinkException {
        Deque<Runnable> wanted = new ArrayDeque<>();
        byte[] wasm = summing();
        CompiledModule module = CompiledTier.load(
                        wasm, sha256(wasm), PROFILE, ENGINE.image(ENGINE.parse(wasm)), new Pace(100, wanted::add))
                .orElseThrow();
        try (Instance first = module.instantiate(none -> Optional.empty(), PLENTY)) {
            first.invoke(0, 2, 2);
            assertTrue(wanted.isEmpty(), "after a short call");
            first.invoke(0, 20, 20);
            assertFalse(wanted.isEmpty(), "after a long one");
        }
        Deque<Runnable> wantedAtSecond = new ArrayDeque<>();
        module = CompiledTier.load(
                        wasm,
                        sha256(wasm),
                        PROFILE,
                        ENGINE.image(ENGINE.parse(wasm)),
                        new Pace(100, wantedAtSecond::add))
                .orElseThrow();
        module.instantiate(none -> Optional.empty(), PLENTY).close();
        assertTrue(wantedAtSecond.isEmpty());
        module.instantiate(none -> Optional.empty(), PLENTY).close();
        assertEquals(1, wantedAtSecond.size());
        wantedAtSecond.remove().run();
        assertFalse(wantedAtSecond.iterator().hasNext());
    }
}
