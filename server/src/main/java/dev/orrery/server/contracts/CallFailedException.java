package dev.orrery.server.contracts;

import dev.orrery.chain.Context;
import dev.orrery.chain.wasm.VmGasAllowance;

/** A call failed, having used gas. The cause says why. */
final class CallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Context ctx;
    private final transient VmGasAllowance gas;

    CallFailedException(RuntimeException cause, Context ctx, VmGasAllowance gas) {
        super(null, cause, false, false);
        this.ctx = ctx;
        this.gas = gas;
    }

    Context ctx() {
        return ctx;
    }

    VmGasAllowance gas() {
        return gas;
    }
}
