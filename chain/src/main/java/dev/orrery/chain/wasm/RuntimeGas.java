package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.gas.OutOfGasException;

/** What the VM may use of a context's gas, and paying for what it used. wasmd x/wasm/keeper/keeper.go. */
final class RuntimeGas {
    private RuntimeGas() {}

    /** VM gas. */
    static long limit(Context ctx) {
        long limit = limit(ctx.gas());
        return ctx.carried(CallContext.ALLOWANCE)
                .map(allowance -> allowance.limit(limit))
                .orElse(limit);
    }

    /** Charges VM gas, rounded down, and ends here if that was the last. */
    static void consume(Context ctx, long vmGas) {
        ctx.gas().consume(GasRegister.toSdk(vmGas), "wasm contract");
        if (ctx.gas().isOutOfGas()) {
            throw new OutOfGasException("Wasm engine function execution");
        }
    }

    private static long limit(GasMeter meter) {
        if (meter.isOutOfGas()) {
            return 0;
        }
        if (meter.limit() == GasMeter.UNLIMITED) {
            return GasRegister.UNLIMITED;
        }
        return GasRegister.toVm(meter.limit() - meter.consumedToLimit());
    }
}
