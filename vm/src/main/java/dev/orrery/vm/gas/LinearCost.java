package dev.orrery.vm.gas;

import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;

/** A price of a flat part and a part for each item, in CosmWasm gas. cosmwasm vm environment.rs: LinearGasCost. */
public record LinearCost(long base, long perItem) {
    public static final LinearCost FREE = new LinearCost(0, 0);

    /**
     * The price of {@code items}, both unsigned.
     *
     * @throws FailureException out of gas, if the price does not fit 64 bits
     */
    public long of(long items) {
        long variable = perItem * items;
        long total = base + variable;
        if (Math.unsignedMultiplyHigh(perItem, items) != 0 || Long.compareUnsigned(total, variable) < 0) {
            throw new FailureException(new Failure.OutOfGas());
        }
        return total;
    }
}
