package dev.orrery.vm.gas;

/**
 * What Wasm code costs. cosmwasm vm wasm_backend/engine.rs: cost; wasm_backend/metering.rs.
 *
 * @param perOperator CosmWasm gas of each operator
 * @param accountingFactor an operator that settles the account costs this many times as much
 * @param ifSettles whether {@code if} is one of those
 * @param chargesLocals whether a function with many locals pays for them at its entry
 */
public record OperatorCosts(long perOperator, long accountingFactor, boolean ifSettles, boolean chargesLocals) {
    /** Declared locals that cost nothing. cosmwasm vm wasm_backend/metering.rs; measured: 29 → 0, 30 → 115. */
    static final int FREE_LOCALS = 29;

    /** What a function with that many declared locals pays at its entry. */
    long entrySurcharge(int declaredLocals) {
        return chargesLocals ? Math.max(0, declaredLocals - FREE_LOCALS) * perOperator : 0;
    }
}
