package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.state.Keys;
import dev.orrery.proto.cosmwasm.wasm.v1.AbsoluteTxPosition;

/** When something happened, by block and by the gas used before in that block. wasmd x/wasm/types/types.go. */
final class TxPosition {
    private TxPosition() {}

    static AbsoluteTxPosition of(Context ctx) {
        return AbsoluteTxPosition.newBuilder()
                .setBlockHeight(ctx.block().height())
                .setTxIndex(ctx.carried(CallContext.BLOCK_GAS).orElse(0L))
                .build();
    }

    /** For keys: sorts by time. */
    static byte[] bytes(AbsoluteTxPosition position) {
        return Keys.concat(Keys.uint64(position.getBlockHeight()), Keys.uint64(position.getTxIndex()));
    }
}
