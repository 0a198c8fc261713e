package dev.orrery.server.trace;

import com.google.protobuf.ByteString;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.block.DecidedBlock;
import dev.orrery.chain.solo.block.ValidatorSet;
import dev.orrery.chain.trace.Tracer;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.server.query.NodeView;
import dev.orrery.vm.Cancellation;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Shows what transactions did that are in blocks, by running them again on the state that was there before. Blocks are made as if
 * nobody looked. Any thread.
 */
public final class Traces {
    /** How many run at a time: each may use a processor for as long as the transaction did. */
    private static final int MAX_AT_A_TIME = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Most gas of Wasm that is profiled: more than a whole block has on public chains. CosmWasm gas. It only spares those who ask the
     * wait: what takes longer than {@link #PATIENCE} is stopped all the same.
     */
    private static final long MAX_PROFILED_GAS = 40_000_000_000L;

    /** Of SHA-256. */
    private static final int HASH_BYTES = 32;

    private final NodeView node;
    private final Replays chain;
    private final AddressFormat format;
    private final Semaphore free = new Semaphore(MAX_AT_A_TIME);

    /** Runs a transaction of a block again; empty if the state before the block is gone. */
    @FunctionalInterface
    public interface Replays {
        Optional<ExecTxResult> replay(RequestFinalizeBlock block, int index, Tracer tracer);
    }

    /** @param node that has the blocks */
    public Traces(NodeView node, Replays chain, AddressFormat format) {
        this.node = node;
        this.chain = chain;
        this.format = format;
    }

    /**
     * What a transaction did.
     *
     * @param hash of its bytes
     * @throws TraceException if nobody can tell any more
     */
    public TxTrace trace(byte[] hash) {
        return alone(() -> run(find(hash), false));
    }

    /**
     * The same with a profile of each call, which takes a multiple of the time.
     *
     * @throws TraceException if nobody can tell any more, or it would take too long
     */
    public TxTrace profile(byte[] hash) {
        return alone(() -> {
            TxResult stored = find(hash);
            long wasm = run(stored, false).wasmGas();
            if (Long.compareUnsigned(wasm, MAX_PROFILED_GAS) > 0) {
                throw new TraceException("the transaction used " + Long.toUnsignedString(wasm)
                        + " gas in contracts' own code, which would take too long to profile; at the most "
                        + MAX_PROFILED_GAS + " can be");
            }
            return run(stored, true);
        });
    }

    private interface Work {
        TxTrace run();
    }

    private TxTrace alone(Work work) {
        if (!free.tryAcquire()) {
            throw new TraceException(MAX_AT_A_TIME + " transactions are being traced; try again later");
        }
        try {
            return work.run();
        } catch (QueryException e) {
            throw new TraceException(e.text());
        } finally {
            free.release();
        }
    }

    private TxResult find(byte[] hash) {
        return node.transaction(hash)
                .orElseThrow(() -> new TraceException(
                        "tx (" + HexFormat.of().withUpperCase().formatHex(hash) + ") not found"));
    }

    private TxTrace run(TxResult stored, boolean profiling) {
        Cancellation limit = Cancellation.after(PATIENCE);
        Tracer tracer = new Tracer(format, profiling, limit);
        ExecTxResult again = chain.replay(decided(stored.getHeight()), stored.getIndex(), tracer)
                .orElseThrow(() -> new TraceException("the state before block " + stored.getHeight()
                        + " is not kept any more, so its transactions can't be run again"));
        requireSame(stored.getResult(), again, limit);
        return new TxTrace(
                BlockHashes.transaction(stored.getTx()), stored, tracer.anteGas(), tracer.steps(), tracer.omitted());
    }

    /** What the application was told of a block. */
    private RequestFinalizeBlock decided(long height) {
        Block block = node.block(height);
        boolean isFirst = block.getLastCommit().getSignaturesCount() == 0;
        return DecidedBlock.request(
                block,
                node.blockId(height),
                isFirst ? Optional.empty() : Optional.of(new ValidatorSet(node.validators(height - 1))));
    }

    /** A trace of something else than what happened would be worse than none. */
    private static void requireSame(ExecTxResult stored, ExecTxResult again, Cancellation limit) {
        if (again.equals(stored)) {
            return;
        }
        if (limit.isCancelled()) {
            throw new TraceException("running the transaction again takes longer than " + PATIENCE.toSeconds() + " s");
        }
        throw new TraceException("run again, the transaction had another result: code " + again.getCode() + ", gas "
                + again.getGasUsed() + " instead of code " + stored.getCode() + ", gas " + stored.getGasUsed()
                + "; something outside of blocks changed what it ran on");
    }

    /** The hash in a request: 64 hexadecimal digits, as explorers and clients show it. */
    public static byte[] hash(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        try {
            byte[] hash = HexFormat.of().parseHex(digits);
            if (hash.length == HASH_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for a wrong length.
        }
        throw new TraceException("hash: 64 hexadecimal digits are wanted");
    }

    static String text(ByteString hash) {
        return HexFormat.of().withUpperCase().formatHex(hash.toByteArray());
    }
}
