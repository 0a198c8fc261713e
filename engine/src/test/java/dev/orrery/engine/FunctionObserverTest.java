package dev.orrery.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.engine.fuzz.FuzzProfiles;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who watches sees each function come and go, with the fuel at that moment. */
final class FunctionObserverTest {
    private static final long FUEL = 100;

    private final List<String> seen = new ArrayList<>();
    private final FunctionObserver observer = new FunctionObserver() {
        @Override
        public void entered(int function, long fuel) {
            seen.add("entered " + function + " with " + fuel);
        }

        @Override
        public void returned(long fuel) {
            seen.add("returned with " + fuel);
        }
    };

    /** Every operator costs 1. Function 0 is empty, 1 calls 0, 2 calls 0 and traps. */
    private static Instance instance(Tier tier) throws ModuleException, LinkException {
        MeteringRule one = body -> {
            long[] charges = new long[body.size()];
            Arrays.fill(charges, 1);
            return charges;
        };
        byte[] wasm = new WasmBuilder()
                .function("empty", Sig.NONE, code -> {})
                .function("calls", Sig.NONE, code -> code.call(0))
                .function("traps", Sig.NONE, code -> code.call(0).unreachable())
                .build();
        Engine engine = Engine.of(
                FuzzProfiles.profile("observed", one, new StackRule(10_000, StackRule.perFunction(body -> 100))));
        return engine.compile(engine.parse(wasm), tier).instantiate(wanted -> Optional.empty(), FUEL);
    }

    @Test
    void callsAndReturnsAreToldWithWhatIsLeft() throws ModuleException, LinkException {
        try (Instance instance = instance(Tier.INTERPRETED)) {
            instance.observe(observer);
            instance.invoke(1);
        }

        assertEquals(List.of("entered 1 with 100", "entered 0 with 99", "returned with 98", "returned with 97"), seen);
    }

    @Test
    void whatATrapEndsReturnsNot() throws ModuleException, LinkException {
        try (Instance instance = instance(Tier.INTERPRETED)) {
            instance.observe(observer);
            assertThrows(Trap.class, () -> instance.invoke(2));
        }

        assertEquals(List.of("entered 2 with 100", "entered 0 with 99", "returned with 98"), seen);
    }

    @Test
    void compiledCodeCantBeWatched() throws ModuleException, LinkException {
        try (Instance instance = instance(Tier.COMPILED)) {
            assertThrows(IllegalStateException.class, () -> instance.observe(observer));
        }
    }
}
