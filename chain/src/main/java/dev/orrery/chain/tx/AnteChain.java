package dev.orrery.chain.tx;

import dev.orrery.chain.Context;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.gas.OutOfGasException;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a transaction before its messages run: it gets a meter, and passes the steps in their order. The order is the
 * reference's, because each step charges gas and the first failure is the one reported. wasmd app/ante.go.
 *
 * @param unsigned the steps for transactions that nobody signed; absent: to the others, the mark is a signature that fails
 */
public record AnteChain(List<AnteStep> steps, Optional<List<AnteStep>> unsigned) {
    public AnteChain {
        steps = List.copyOf(steps);
        unsigned = unsigned.map(List::copyOf);
    }

    private List<AnteStep> stepsFor(Tx tx) {
        return unsigned.filter(allowed -> UnsignedTx.markOf(tx).isPresent()).orElse(steps);
    }

    /**
     * How it went.
     *
     * @param context with the meter that was charged, also if it failed
     */
    public record Result(Context context, Optional<ChainException> failure) {}

    /**
     * Writes to the context's state even if it fails, so run it over a branch.
     *
     * @param maxGas most gas that a transaction may ask for; no limit if zero
     */
    public Result run(Context context, Tx tx, long maxGas) {
        boolean free =
                context.mode() == ExecutionMode.SIMULATE || context.block().height() == 0;
        Context current = context.withGas(free ? GasMeter.unlimited() : GasMeter.limitedTo(tx.gasLimit()));
        GasMeter meter = current.gas();
        try {
            checkBlockLimit(tx, maxGas);
            for (AnteStep step : stepsFor(tx)) {
                current = step.apply(current, tx);
            }
            return new Result(current, Optional.empty());
        } catch (OutOfGasException e) {
            return failed(current, outOfGas(e, tx.gasLimit(), meter.consumed()));
        } catch (ChainException e) {
            return failed(current, e);
        }
    }

    private static void checkBlockLimit(Tx tx, long limit) {
        if (limit > 0 && Long.compareUnsigned(tx.gasLimit(), limit) > 0) {
            throw SdkError.INVALID_GAS_LIMIT.failure(
                    "tx gas limit " + Long.toUnsignedString(tx.gasLimit()) + " exceeds block max gas " + limit);
        }
    }

    static ChainException outOfGas(OutOfGasException e, long wanted, long used) {
        return SdkError.OUT_OF_GAS.failure("out of gas in location: " + e.location() + "; gasWanted: "
                + Long.toUnsignedString(wanted) + ", gasUsed: " + Long.toUnsignedString(used));
    }

    private static Result failed(Context context, ChainException failure) {
        return new Result(context, Optional.of(failure));
    }
}
