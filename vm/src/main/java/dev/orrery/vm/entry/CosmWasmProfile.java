package dev.orrery.vm.entry;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.vm.check.Dialects;
import dev.orrery.vm.gas.CosmWasmMetering;
import dev.orrery.vm.gas.GasSchedule;

/** How the engine runs CosmWasm contracts. */
public final class CosmWasmProfile {
    /** What one call from the host may use. Bytes. wasmer-vm DEFAULT_STACK_SIZE, less what its own entry takes; measured. */
    private static final int STACK_BYTES = 1024 * 1024 - 144;

    /** Bytes of a frame without locals, before alignment. Measured with libwasmvm 3.0.7 on x86-64: VM.md 4.1. */
    private static final int FRAME_BYTES = 56;

    private static final int BYTES_PER_LOCAL = 8;
    private static final int FRAME_ALIGNMENT = 16;

    private CosmWasmProfile() {}

    /** @param maxMemoryPages how far linear memory may grow, in 64 KiB pages */
    public static HostProfile of(GasSchedule schedule, int maxMemoryPages) {
        return new HostProfile(
                "cosmwasm-" + schedule.name() + "-" + maxMemoryPages,
                Dialects.COMPILER,
                new CosmWasmMetering(schedule.operators()),
                new StackRule(STACK_BYTES, CosmWasmProfile::frameBytes),
                maxMemoryPages,
                true);
    }

    private static int frameBytes(FunctionBody body) {
        int bytes = FRAME_BYTES + BYTES_PER_LOCAL * body.localCount();
        return (bytes + FRAME_ALIGNMENT - 1) / FRAME_ALIGNMENT * FRAME_ALIGNMENT;
    }
}
