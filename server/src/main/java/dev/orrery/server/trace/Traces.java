package dev.orrery.server.trace;

import com.google.protobuf.ByteString;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.block.DecidedBlock;
import dev.orrery.chain.solo.index.Place;
import dev.orrery.chain.trace.Tracer;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.TxResult;
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

    private final SoloNode node;
    private final Replays chain;
    private final AddressFormat format;
    private final Semaphore free = new Semaphore(MAX_AT_A_TIME);

    /** Runs a transaction of a block again; empty if the state before the block is gone. */
    @FunctionalInterface
    public interface Replays {
        Optional<ExecTxResult> replay(RequestFinalizeBlock block, int index, Tracer tracer);
    }

    public Traces(SoloNode node, Replays chain, AddressFormat format) {
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
            Place place = find(hash);
            long wasm = run(place, false).wasmGas();
            if (Long.compareUnsigned(wasm, MAX_PROFILED_GAS) > 0) {
                throw new TraceException("the transaction used " + Long.toUnsignedString(wasm)
                        + " gas in contracts' own code, which would take too long to profile; at the most "
                        + MAX_PROFILED_GAS + " can be");
            }
            return run(place, true);
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
        } finally {
            free.release();
        }
    }

    private Place find(byte[] hash) {
        return node.index()
                .find(hash)
                .orElseThrow(() -> new TraceException(
                        "tx (" + HexFormat.of().withUpperCase().formatHex(hash) + ") not found"));
    }

    private TxTrace run(Place place, boolean profiling) {
        TxResult stored =
                node.blocks().transaction(place.height(), place.index()).orElseThrow();
        RequestFinalizeBlock block =
                DecidedBlock.request(node.blocks(), place.height()).orElseThrow();
        Cancellation limit = Cancellation.after(PATIENCE);
        Tracer tracer = new Tracer(format, profiling, limit);
        ExecTxResult again = chain.replay(block, place.index(), tracer)
                .orElseThrow(() -> new TraceException("the state before block " + place.height()
                        + " is not kept any more, so its transactions can't be run again"));
        requireSame(stored.getResult(), again, limit);
        return new TxTrace(
                BlockHashes.transaction(stored.getTx()), stored, tracer.anteGas(), tracer.steps(), tracer.omitted());
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
