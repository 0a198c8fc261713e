package dev.orrery.chain.ibchost;

import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.gas.OutOfGasException;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.callbacks.CallbackGas;
import java.util.function.Consumer;

/** Callbacks under the chain's meter. ibc-go apps/callbacks internal/process.go. */
final class HostGas implements CallbackGas {
    @Override
    public long remaining(IbcContext ctx) {
        return HostContext.of(ctx).gas().remaining();
    }

    @Override
    public Outcome run(IbcContext ctx, long limit, String what, Consumer<IbcContext> step) {
        Context outer = HostContext.of(ctx);
        GasMeter limited = GasMeter.limitedTo(limit);
        Context inner = outer.branch().withEvents(new EventLog()).withGas(limited);
        Outcome outcome = outcome(inner, step);
        outer.gas().consume(limited.consumedToLimit(), what);
        if (limited.isPastLimit()) {
            return new Outcome.OutOfGas();
        }
        if (outcome instanceof Outcome.Done) {
            outer.events().emitAll(inner.events().events());
            inner.state().commit();
        }
        return outcome;
    }

    private static Outcome outcome(Context inner, Consumer<IbcContext> step) {
        try {
            step.accept(new HostContext(inner));
            return new Outcome.Done();
        } catch (IbcException refused) {
            return new Outcome.Refused(refused);
        } catch (ChainException refused) {
            return new Outcome.Refused(HostFailures.toIbc(refused));
        } catch (RuntimeException panic) {
            return new Outcome.Panicked(panic);
        }
    }

    @Override
    public RuntimeException outOfGas(String what) {
        return new OutOfGasException(what);
    }
}
