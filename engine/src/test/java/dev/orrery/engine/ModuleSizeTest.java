package dev.orrery.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.fuzz.FuzzProfiles;
import dev.orrery.testkit.wasm.WasmBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a module says of its size is what bounds the caches. */
class ModuleSizeTest {
    private static final int PAGE_BYTES = 1 << 16;
    private static final int PAGES = 100;

    /** A module of a few bytes can make its instances begin with a large memory, and each of them is copied from the same image. */
    @ParameterizedTest
    @EnumSource(Tier.class)
    void theMemoryThatInstancesBeginWithCounts(Tier tier) throws ModuleException {
        long end = sizeWithDataAt(PAGES * PAGE_BYTES - 1, tier);
        long start = sizeWithDataAt(1, tier);
        assertTrue(end - start >= PAGES * PAGE_BYTES - 10, () -> end + " bytes, with data at the start " + start);
    }

    private static long sizeWithDataAt(int offset, Tier tier) throws ModuleException {
        byte[] wasm = new WasmBuilder()
                .memory(PAGES)
                .data(0, new byte[] {1})
                .data(offset, new byte[] {1})
                .build();
        Engine engine = Engine.of(FuzzProfiles.profile(
                "sizes", body -> new long[body.size()], new StackRule(10_000, StackRule.perFunction(body -> 100))));
        return engine.compile(engine.parse(wasm), tier).sizeBytes();
    }
}
