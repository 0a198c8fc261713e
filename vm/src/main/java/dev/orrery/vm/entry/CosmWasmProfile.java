package dev.orrery.vm.entry;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.StackRule;
import dev.orrery.vm.check.Dialects;
import dev.orrery.vm.gas.CosmWasmMetering;
import dev.orrery.vm.gas.GasSchedule;

/** How the engine runs CosmWasm contracts. */
public final class CosmWasmProfile {
    private CosmWasmProfile() {}

    /** @param maxMemoryPages how far linear memory may grow, in 64 KiB pages */
    public static HostProfile of(GasSchedule schedule, int maxMemoryPages) {
        return new HostProfile(
                "cosmwasm-" + schedule.name() + "-" + maxMemoryPages,
                Dialects.COMPILER,
                new CosmWasmMetering(schedule.operators()),
                new StackRule(SinglepassStack.BUDGET_BYTES, SinglepassStack::new),
                maxMemoryPages,
                true);
    }
}
