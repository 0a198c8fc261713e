package dev.orrery.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.fuzz.FuzzProfiles;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fuel is handed out in portions, which nobody can tell by what is left; and a guest can be stopped at each. */
class FuelPortionsTest {
    /** Dear enough that a few hundred operators use up a portion. */
    private static final long OPERATOR = 1L << 30;

    /** Operators of one turn of the loop, and of everything around it. */
    private static final long TURN = 5;

    private static final long AROUND = 3;

    private static final int TURNS = 1000;
    private static final long NEED = OPERATOR * (TURN * TURNS + AROUND);

    /** Counts its parameter down to 0. */
    private static Instance counting(Tier tier, long fuel) throws ModuleException, LinkException {
        MeteringRule dear = body -> {
            long[] charges = new long[body.size()];
            Arrays.fill(charges, OPERATOR);
            return charges;
        };
        byte[] wasm = new WasmBuilder()
                .function(
                        "count",
                        Sig.of(Type.I32),
                        body -> body.loop()
                                .localGet(0)
                                .i32(1)
                                .op(0x6B)
                                .localTee(0)
                                .brIf(0)
                                .end())
                .build();
        Engine engine = Engine.of(
                FuzzProfiles.profile("portions", dear, new StackRule(10_000, StackRule.perFunction(body -> 100))));
        return engine.compile(engine.parse(wasm), tier).instantiate(wanted -> Optional.empty(), fuel);
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void whatIsLeftIsExactAcrossPortions(Tier tier) throws ModuleException, LinkException {
        for (long fuel : new long[] {NEED, NEED + 1, -1L}) {
            try (Instance instance = counting(tier, fuel)) {
                instance.invoke(0, TURNS);
                assertEquals(fuel - NEED, instance.fuel());
                assertFalse(instance.fuelExhausted());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void oneUnitTooLittleStopsAtTheLastCharge(Tier tier) throws ModuleException, LinkException {
        try (Instance instance = counting(tier, NEED - 1)) {
            Trap.Fault fault = assertThrows(Trap.Fault.class, () -> instance.invoke(0, TURNS));
            assertEquals(TrapCode.FUEL_EXHAUSTED, fault.code());
            assertTrue(instance.fuelExhausted());
            assertEquals(OPERATOR - 1, instance.fuel());
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aGuestThatIsToStopTrapsWithFuelLeft(Tier tier) throws ModuleException, LinkException {
        AtomicInteger asked = new AtomicInteger();
        try (Instance instance = counting(tier, -1L)) {
            instance.stopWhen(() -> asked.incrementAndGet() == 3);
            Trap.Fault fault = assertThrows(Trap.Fault.class, () -> instance.invoke(0, 0));
            assertEquals(TrapCode.INTERRUPTED, fault.code());
            assertFalse(instance.fuelExhausted());
            assertEquals(3, asked.get());
        }
    }
}
