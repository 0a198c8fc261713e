package dev.orrery.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Instance;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.Tier;
import dev.orrery.engine.fuzz.FuzzProfiles;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An instance that gets another one's memory finds nothing that the other wrote. */
class PooledMemoryTest {
    private static final HostProfile PROFILE = FuzzProfiles.profile(
            "pooled", FuzzProfiles::cosmWasm, new StackRule(10_000, StackRule.perFunction(body -> 100)));
    private static final int CARD_BYTES = 1 << LinearMemory.CARD_SHIFT;
    private static final int LONGEST_ACCESS = 8;

    /** Stores of 1, 2, 4 and 8 bytes, by number of the function. */
    private static final int[] STORES = {0x3C, 0x3D, 0x3E, 0x37};

    private static CompiledModule module() throws ModuleException {
        WasmBuilder wasm = new WasmBuilder().memory(2).data(CARD_BYTES - 2, new byte[] {1, 2, 3, 4});
        for (int store : STORES) {
            wasm.function(
                    "store" + store,
                    Sig.of(Type.I32),
                    body -> body.localGet(0).i64(-1).memory(store, 0));
        }
        Engine engine = Engine.of(PROFILE);
        return engine.compile(engine.parse(wasm.build()), Tier.COMPILED);
    }

    private static byte[] content(Instance instance) {
        return instance.memory().read(0, instance.memory().pages() * LinearMemory.PAGE_BYTES);
    }

    @Test
    void storesNextToAndAcrossTheBorderOfACardAreUndone() throws ModuleException, LinkException {
        CompiledModule module = module();
        byte[] initial;
        try (Instance first = module.instantiate(wanted -> Optional.empty(), Long.MAX_VALUE)) {
            initial = content(first);
        }
        for (int function = 0; function < STORES.length; function++) {
            for (int border : new int[] {CARD_BYTES, LinearMemory.PAGE_BYTES, 2 * LinearMemory.PAGE_BYTES}) {
                int last = Math.min(border + 1, 2 * LinearMemory.PAGE_BYTES - (1 << function));
                for (int at = border - LONGEST_ACCESS; at <= last; at++) {
                    try (Instance writer = module.instantiate(wanted -> Optional.empty(), Long.MAX_VALUE)) {
                        assertArrayEquals(initial, content(writer), "after what was written before " + at);
                        writer.invoke(function, at);
                        int written = 1 << function;
                        byte[] ones = new byte[written];
                        Arrays.fill(ones, (byte) -1);
                        assertArrayEquals(ones, writer.memory().read(at, written));
                    }
                }
            }
        }
        try (Instance last = module.instantiate(wanted -> Optional.empty(), Long.MAX_VALUE)) {
            assertArrayEquals(initial, content(last));
            assertEquals(2, last.memory().pages());
        }
    }
}
