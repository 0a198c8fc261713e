package dev.orrery.chain;

import com.google.protobuf.ByteString;
import dev.orrery.chain.state.Commit;
import dev.orrery.chain.state.CommittedState;
import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.trace.Tracer;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Runs a transaction of a committed block again, as it ran then, on the state that was there before the block. Nothing of it is
 * kept. Any thread, beside blocks being made.
 *
 * @param blockInfo what the block's transactions were told about it, given the hash of the state before
 */
record Replay(MultiStore store, BlockLoop loop, BiFunction<RequestFinalizeBlock, ByteString, BlockInfo> blockInfo) {
    /** Carried by whatever is run again: what lies outside the state, as the VM's pinned codes, stays as it is now. */
    static final ContextKey<Replay> KEY = ContextKey.of(Replay.class);

    /**
     * @param index of the transaction in the block
     * @return its result; empty if the state before the block is not kept, or was never committed, as that before the first
     */
    Optional<ExecTxResult> run(RequestFinalizeBlock block, int index, Tracer tracer) {
        Optional<CommittedState> before = store.at(block.getHeight() - 1);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        try (CommittedState state = before.get()) {
            ByteString appHash = state.commit()
                    .map(Commit::appHash)
                    .map(ByteString::copyFrom)
                    .orElseThrow();
            Context context = Context.of(blockInfo.apply(block, appHash), ExecutionMode.FINALIZE, state.branch())
                    .with(KEY, this);
            return Optional.of(loop.runAgain(context, block.getTxsList(), index, tracer));
        }
    }

    /** Whether what runs has run before. */
    static boolean isOn(Context context) {
        return context.carried(KEY).isPresent();
    }
}
