package dev.orrery.chain.wasm;

import dev.orrery.vm.GasReport;

/** VM gas that a whole execution may use, whatever the meter allows, and what it used. Not thread-safe. */
public final class VmGasAllowance {
    private final long limit;
    private long left;
    private long usedInternally;
    private long usedExternally;

    /** @param limit VM gas, unsigned */
    public VmGasAllowance(long limit) {
        this.limit = limit;
        this.left = limit;
    }

    public long limit() {
        return limit;
    }

    /** Gas that calls spent in the VM. */
    public long usedInternally() {
        return usedInternally;
    }

    /** Gas that calls made the chain charge: storage and queries. */
    public long usedExternally() {
        return usedExternally;
    }

    /** The limit for a call that otherwise has {@code other}. */
    long limit(long other) {
        return Long.compareUnsigned(other, left) < 0 ? other : left;
    }

    void used(GasReport gas) {
        usedInternally += gas.usedInternally();
        usedExternally += gas.usedExternally();
        long used = gas.usedInternally() + gas.usedExternally();
        left = Long.compareUnsigned(used, left) < 0 ? left - used : 0;
    }
}
