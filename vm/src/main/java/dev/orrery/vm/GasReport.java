package dev.orrery.vm;

/**
 * Where the gas of a call went; all CosmWasm gas, unsigned. cosmwasm vm instance.rs: GasReport.
 *
 * @param usedExternally charged by the chain's own meter through storage and querier
 * @param usedInternally spent in the VM: {@code limit − usedExternally − remaining}, not below 0
 */
public record GasReport(long limit, long remaining, long usedExternally, long usedInternally) {
    /** What is reported when no instance existed to spend gas. */
    public static final GasReport NONE = new GasReport(0, 0, 0, 0);
}
