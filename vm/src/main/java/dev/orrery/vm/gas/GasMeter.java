package dev.orrery.vm.gas;

import dev.orrery.engine.Instance;
import dev.orrery.vm.GasReport;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;

/**
 * The gas of one call: what is left lives in the instance as fuel, what the chain charged is counted here. Confined to the
 * thread of the call. Hot path. cosmwasm vm environment.rs: process_gas_info, GasState.
 */
public final class GasMeter {
    private final Instance instance;
    private final long limit;
    private long usedExternally;

    /** Fills the instance's tank. */
    public GasMeter(Instance instance, long limit) {
        this.instance = instance;
        this.limit = limit;
        instance.fuel(limit);
    }

    /** What is left, unsigned; 0 once guest code ran out, whatever it could not pay. */
    public long left() {
        return instance.fuelExhausted() ? 0 : instance.fuel();
    }

    /** Charges for something done here. */
    public void charge(long cost) {
        charge(cost, 0);
    }

    /**
     * Charges for something that the chain did.
     *
     * @param cost counts as used here
     * @param external charged by the chain already
     * @throws FailureException out of gas, after taking what was left
     */
    public void charge(long cost, long external) {
        long left = left();
        usedExternally = saturatingAdd(usedExternally, external);
        instance.fuel(saturatingSubtract(saturatingSubtract(left, external), cost));
        long total = cost + external;
        boolean overflows = Long.compareUnsigned(total, cost) < 0;
        if (overflows || Long.compareUnsigned(total, left) > 0) {
            throw new FailureException(new Failure.OutOfGas());
        }
    }

    /** Where the gas went so far. */
    public GasReport report() {
        long left = left();
        long usedInternally = saturatingSubtract(saturatingSubtract(limit, usedExternally), left);
        return new GasReport(limit, left, usedExternally, usedInternally);
    }

    private static long saturatingAdd(long a, long b) {
        long sum = a + b;
        return Long.compareUnsigned(sum, a) < 0 ? -1L : sum;
    }

    private static long saturatingSubtract(long a, long b) {
        return Long.compareUnsigned(b, a) > 0 ? 0 : a - b;
    }
}
