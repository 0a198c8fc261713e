package dev.orrery.vm;

import dev.orrery.engine.Tier;
import dev.orrery.vm.gas.GasSchedule;
import java.nio.file.Path;
import java.util.Set;

/**
 * How a VM is set up. All but the directory, the cache size and the tier decide results: nodes of one chain must agree on it.
 *
 * @param directory where code is kept; taken exclusively
 * @param capabilities what contracts may require of the chain
 * @param memoryCacheBytes for compiled modules that are not pinned; 0 keeps none
 * @param maxMemoryPages how far a contract's memory may grow, in 64 KiB pages
 * @param limits how large uploaded code may be
 * @param schedule the prices
 * @param tier how code runs
 */
public record VmOptions(
        Path directory,
        Set<String> capabilities,
        long memoryCacheBytes,
        int maxMemoryPages,
        WasmLimits limits,
        GasSchedule schedule,
        Tier tier) {
    /** What wasmd offers: all that are known but {@code cosmwasm_3_0}. wasmd x/wasm/keeper/capabilities.go. */
    public static final Set<String> WASMD_CAPABILITIES = Set.of(
            "iterator",
            "staking",
            "stargate",
            "ibc2",
            "cosmwasm_1_1",
            "cosmwasm_1_2",
            "cosmwasm_1_3",
            "cosmwasm_1_4",
            "cosmwasm_2_0",
            "cosmwasm_2_1",
            "cosmwasm_2_2");

    /** 32 MiB. wasmd x/wasm/keeper/keeper.go: contractMemoryLimit. */
    public static final int WASMD_MAX_MEMORY_PAGES = 512;

    /** wasmd x/wasm/types/types.go: defaultMemoryCacheSize, in bytes. */
    private static final long WASMD_MEMORY_CACHE_BYTES = 100L * 1024 * 1024;

    public VmOptions {
        capabilities = Set.copyOf(capabilities);
    }

    /** wasmd's settings. */
    public static VmOptions in(Path directory) {
        return new VmOptions(
                directory,
                WASMD_CAPABILITIES,
                WASMD_MEMORY_CACHE_BYTES,
                WASMD_MAX_MEMORY_PAGES,
                WasmLimits.DEFAULT,
                GasSchedule.LATEST,
                Tier.COMPILED);
    }

    public VmOptions withCapabilities(Set<String> value) {
        return new VmOptions(directory, value, memoryCacheBytes, maxMemoryPages, limits, schedule, tier);
    }

    public VmOptions withMemoryCacheBytes(long value) {
        return new VmOptions(directory, capabilities, value, maxMemoryPages, limits, schedule, tier);
    }

    public VmOptions withMaxMemoryPages(int value) {
        return new VmOptions(directory, capabilities, memoryCacheBytes, value, limits, schedule, tier);
    }

    public VmOptions withLimits(WasmLimits value) {
        return new VmOptions(directory, capabilities, memoryCacheBytes, maxMemoryPages, value, schedule, tier);
    }

    public VmOptions withSchedule(GasSchedule value) {
        return new VmOptions(directory, capabilities, memoryCacheBytes, maxMemoryPages, limits, value, tier);
    }

    public VmOptions withTier(Tier value) {
        return new VmOptions(directory, capabilities, memoryCacheBytes, maxMemoryPages, limits, schedule, value);
    }
}
