package dev.orrery.chain.staking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.chain.BlockInfo;
import dev.orrery.chain.Context;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StakingHooksTest {
    private record Noting(String name, List<String> notes) implements StakingHooks {
        @Override
        public void afterValidatorCreated(Context context, Address validator) {
            notes.add(name + " created");
        }

        @Override
        public void beforeSharesModified(Context context, Address delegator, Address validator) {
            notes.add(name + " before");
        }

        @Override
        public void afterDelegationModified(Context context, Address delegator, Address validator) {
            notes.add(name + " after");
        }

        @Override
        public void beforeValidatorSlashed(Context context, Address validator, Decimal fraction) {
            notes.add(name + " slashed " + fraction);
        }
    }

    @Test
    void allAreToldInTheirOrder() {
        List<String> notes = new ArrayList<>();
        StakingHooks hooks = StakingHooks.all(List.of(new Noting("rewards", notes), new Noting("watch", notes)));
        Context context = Context.of(
                BlockInfo.at("x", 1, Instant.EPOCH),
                ExecutionMode.FINALIZE,
                MultiStore.open(new MemoryDatabase(), List.of(), Pruning.NOTHING)
                        .latest()
                        .branch());
        Address somebody = Address.of(new byte[20]);

        hooks.afterValidatorCreated(context, somebody);
        hooks.beforeSharesModified(context, somebody, somebody);
        hooks.afterDelegationModified(context, somebody, somebody);
        hooks.beforeValidatorSlashed(context, somebody, Decimal.percent(5));

        assertEquals(
                List.of(
                        "rewards created",
                        "watch created",
                        "rewards before",
                        "watch before",
                        "rewards after",
                        "watch after",
                        "rewards slashed 0.050000000000000000",
                        "watch slashed 0.050000000000000000"),
                notes);
    }
}
