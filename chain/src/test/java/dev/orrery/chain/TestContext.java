package dev.orrery.chain;

import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import java.time.Instant;
import java.util.List;

/** A state in memory for modules by themselves, at a time of the test's choice. */
public final class TestContext {
    private TestContext() {}

    public static Context at(Instant time, String... stores) {
        MultiStore store = MultiStore.open(new MemoryDatabase(), List.of(stores), Pruning.NOTHING);
        return Context.of(
                BlockInfo.at("test-1", 1, time),
                ExecutionMode.FINALIZE,
                store.latest().branch());
    }

    /** The same state later. */
    public static Context later(Context context, Instant time) {
        return context.withBlock(BlockInfo.at("test-1", context.block().height() + 1, time));
    }
}
