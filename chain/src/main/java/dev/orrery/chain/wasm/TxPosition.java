package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.tx.TxRunner;
import dev.orrery.proto.cosmwasm.wasm.v1.AbsoluteTxPosition;

/** When something happened, by block and by the gas used before in that block. wasmd x/wasm/types/types.go. */
final class TxPosition {
    private TxPosition() {}

    static AbsoluteTxPosition of(Context ctx) {
        return AbsoluteTxPosition.newBuilder()
                .setBlockHeight(ctx.block().height())
                .setTxIndex(
                        ctx.carried(TxRunner.BLOCK_GAS).map(GasMeter::consumed).orElse(0L))
                .build();
    }

    /** For keys: sorts by time. */
    static byte[] bytes(AbsoluteTxPosition position) {
        return Keys.concat(Keys.uint64(position.getBlockHeight()), Keys.uint64(position.getTxIndex()));
    }
}
