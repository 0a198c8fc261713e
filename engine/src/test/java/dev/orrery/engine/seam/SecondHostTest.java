package dev.orrery.engine.seam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.Engine;
import dev.orrery.engine.Extern;
import dev.orrery.engine.Features;
import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Instance;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.Linker;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.Tier;
import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.run.LinearMemory;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine serves a host system that has nothing of CosmWasm: imports of another module, other features, prices for blocks
 * that are paid before the block runs, and a memory that lives on from call to call.
 */
class SecondHostTest {
    private static final int I32_ADD = 0x6A;
    private static final int I32_SUB = 0x6B;
    private static final int I32_MUL = 0x6C;
    private static final int MEMORY_FILL = 11;
    private static final long FUEL = 10_000;

    private static final HostProfile PROFILE = new HostProfile(
            "ledger-1",
            new Features(EnumSet.of(Feature.BULK_MEMORY, Feature.SIGN_EXTENSION)),
            new BlockPrices(),
            new StackRule(10_000, StackRule.perFunction(body -> 1_000)),
            3,
            false);

    private static final Engine ENGINE = Engine.of(PROFILE);

    /** Counts the calls in its memory, and tells the host. */
    private static final byte[] COUNTER = new WasmBuilder()
            .importFunction("hooks", "note", Sig.of(Type.I32))
            .memory(1)
            .function(
                    "count",
                    Sig.NONE.to(Type.I32),
                    code -> code.i32(0)
                            .i32(0)
                            .i32Load(64)
                            .i32(1)
                            .op(I32_ADD)
                            .i32Store(64)
                            .i32(0)
                            .i32Load(64)
                            .call(0)
                            .i32(0)
                            .i32Load(64))
            .function("grow", Sig.NONE.to(Type.I32), code -> code.i32(1).memoryGrow())
            .build();

    /** Factorial by a loop, then one block that traps in its middle. */
    private static final byte[] PRICED = new WasmBuilder()
            .memory(1)
            .function(
                    "factorial",
                    Sig.of(Type.I32).to(Type.I32),
                    code -> code.locals(1, Type.I32)
                            .i32(1)
                            .localSet(1)
                            .block()
                            .loop()
                            .localGet(0)
                            .op(0x45)
                            .brIf(1)
                            .localGet(1)
                            .localGet(0)
                            .op(I32_MUL)
                            .localSet(1)
                            .localGet(0)
                            .i32(1)
                            .op(I32_SUB)
                            .localSet(0)
                            .br(0)
                            .end()
                            .end()
                            .localGet(1))
            .function(
                    "trap",
                    Sig.NONE.to(Type.I32),
                    code -> code.i32(-1).i32Load(0).i32(5).op(I32_MUL))
            .function("fill", Sig.NONE, code -> code.i32(0).i32(7).i32(100).extended(MEMORY_FILL, 0))
            .function("recurse", Sig.NONE, code -> code.call(3))
            .build();

    private final List<Integer> notes = new ArrayList<>();
    private final Linker linker =
            wanted -> wanted.module().equals("hooks") && wanted.name().equals("note")
                    ? Optional.of(new Extern.Host(new FuncType(List.of(ValType.I32), List.of()), (caller, args) -> {
                        notes.add((int) args[0]);
                        caller.fuel(caller.fuel() - 500);
                        return 0;
                    }))
                    : Optional.empty();

    @ParameterizedTest
    @EnumSource(Tier.class)
    void memoryIsCapturedAfterACallAndRestoredForTheNext(Tier tier) throws Exception {
        byte[] state = new byte[0];
        for (int call = 1; call <= 3; call++) {
            try (Instance instance = instance(COUNTER, tier)) {
                restore(instance, state);
                assertArrayEquals(new long[] {call}, instance.invoke(1));
                assertEquals(Math.min(call, 3), instance.memory().pages());
                instance.invoke(2);
                state = instance.memory().read(0, instance.memory().size);
            }
            // A call without the state before it starts from the module's own memory, not from a used one.
            try (Instance fresh = instance(COUNTER, tier)) {
                assertArrayEquals(new long[] {1}, fresh.invoke(1));
            }
        }
        assertEquals(List.of(1, 1, 2, 1, 3, 1), notes);
    }

    private static void restore(Instance instance, byte[] state) {
        int missing = Math.max(0, state.length - instance.memory().size);
        instance.memory().grow(missing / LinearMemory.PAGE_BYTES);
        instance.memory().write(0, state);
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aBlockIsPaidForBeforeItRuns(Tier tier) throws Exception {
        long entry = BlockPrices.HEADER + 2; // up to and with the loop
        long test = BlockPrices.HEADER + 1 + 2 + 2;
        long turn = BlockPrices.HEADER + 2 + 4 + 1 + 2 + 2 + 1 + 2;
        long behind = BlockPrices.HEADER + 1; // end of the outer block is passed by a branch
        try (Instance instance = instance(PRICED, tier)) {
            assertArrayEquals(new long[] {120}, instance.invoke(0, 5));
            assertEquals(FUEL - entry - 6 * test - 5 * turn - behind, instance.fuel());

            instance.fuel(FUEL);
            Trap trap = assertThrows(Trap.class, () -> instance.invoke(1));
            assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, ((Trap.Fault) trap).code());
            assertEquals(FUEL - BlockPrices.HEADER - 1 - 2 - 1 - 4, instance.fuel(), "paid for the whole block");

            instance.fuel(entry + test - 1);
            assertThrows(Trap.class, () -> instance.invoke(0, 5));
            assertTrue(instance.fuelExhausted());
            assertEquals(test - 1, instance.fuel());
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void featuresMemoryAndStackAreTheProfilesOwn(Tier tier) throws Exception {
        try (Instance instance = instance(PRICED, tier)) {
            instance.invoke(2);
            assertEquals(7, instance.memory().bytes[99]);
            instance.fuel(1L << 40);
            Trap trap = assertThrows(Trap.class, () -> instance.invoke(3));
            assertEquals(TrapCode.CALL_STACK_EXHAUSTED, ((Trap.Fault) trap).code());
            assertEquals((1L << 40) - 10 * (BlockPrices.HEADER + 40), instance.fuel(), "ten frames of a tenth each");
        }
        try (Instance instance = instance(COUNTER, tier)) {
            instance.fuel(FUEL);
            assertArrayEquals(new long[] {1}, instance.invoke(2));
            assertArrayEquals(new long[] {2}, instance.invoke(2));
            assertArrayEquals(new long[] {-1}, instance.invoke(2), "three pages at most");
        }
        byte[] floats = new WasmBuilder()
                .function(Sig.NONE.to(Type.F64), code -> code.f64(1))
                .build();
        assertThrows(ModuleException.class, () -> ENGINE.parse(floats));
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void importsAreTheProfilesOwn(Tier tier) throws Exception {
        byte[] cosmWasm = new WasmBuilder()
                .importFunction("env", "db_read", Sig.of(Type.I32).to(Type.I32))
                .build();
        assertThrows(LinkException.class, () -> instance(cosmWasm, tier));
        try (Instance instance = instance(COUNTER, tier)) {
            instance.invoke(1);
            assertEquals(FUEL - 500 - BlockPrices.HEADER - 40 - 5 - 2 * 5, instance.fuel(), "the host takes fuel too");
        }
    }

    private Instance instance(byte[] wasm, Tier tier) throws ModuleException, LinkException {
        return ENGINE.compile(ENGINE.parse(wasm), tier).instantiate(linker, FUEL);
    }
}
