package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.Tx;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * What the wasm module does to a transaction before its messages run. wasmd x/wasm/keeper/ante.go, in the order of app/ante.go.
 *
 * @param simulationGas most SDK gas that a simulation may use; absent: what a block may use
 * @param maxBlockGas most SDK gas of a block; no limit if not positive
 */
public record WasmSteps(OptionalLong simulationGas, ToLongFunction<Context> maxBlockGas) {
    /** A height and how many transactions it had. Bytes. wasmd: encodeHeightCounter. */
    private static final int COUNTER_BYTES = Long.BYTES + Integer.BYTES;

    /** Far beyond what any block takes; a contract that never ends is stopped. The reference computes on. */
    private static final long SIMULATION_GUARD = 300_000_000;

    public List<AnteStep> all() {
        return List.of(this::limitSimulation, WasmSteps::count, WasmSteps::rememberCodes);
    }

    private Context limitSimulation(Context ctx, Tx tx) {
        if (ctx.mode() != ExecutionMode.SIMULATE) {
            return ctx;
        }
        long limit = simulationGas.orElseGet(() -> maxBlockGas.applyAsLong(ctx.withGas(GasMeter.unlimited())));
        return ctx.withGas(limit > 0 ? GasMeter.limitedTo(limit) : GasMeter.guardedAt(SIMULATION_GUARD));
    }

    /** Tells contracts which transaction of the block they are in; simulated ones are in none. */
    private static Context count(Context ctx, Tx tx) {
        if (ctx.mode() == ExecutionMode.SIMULATE) {
            return ctx;
        }
        KeyValueStore store = ctx.store(WasmKeys.STORE);
        long height = ctx.block().height();
        Optional<ByteBuffer> last = store.get(WasmKeys.TX_COUNTER).map(ByteBuffer::wrap);
        int index =
                last.isPresent() && last.get().getLong() == height ? last.get().getInt() : 0;
        store.set(
                WasmKeys.TX_COUNTER,
                ByteBuffer.allocate(COUNTER_BYTES)
                        .putLong(height)
                        .putInt(index + 1)
                        .array());
        return ctx.with(CallContext.TX, new CallContext.TxPlace(index, tx.bytes()));
    }

    private static Context rememberCodes(Context ctx, Tx tx) {
        return ctx.with(CallContext.CODES_USED, new CallContext.CodesUsed());
    }
}
