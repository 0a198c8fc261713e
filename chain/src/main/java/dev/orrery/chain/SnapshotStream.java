package dev.orrery.chain;

import com.google.protobuf.ByteString;
import dev.orrery.chain.state.CommittedState;
import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.state.RestoredState;
import dev.orrery.chain.state.db.Batch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A chain's state after one block as a stream of bytes: which block, the stores, and what modules keep beside them.
 *
 * @param modules in the order of the stream
 */
record SnapshotStream(MultiStore store, Iterable<Module> modules) {
    void write(BlockInfo block, DataOutput out) throws IOException {
        Instant time = block.time();
        out.writeUTF(block.chainId());
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
        store.export(block.height(), out);
        try (CommittedState state = store.at(block.height())
                .orElseThrow(() -> new IOException("the state after block " + block.height() + " isn't kept"))) {
            Context context = Context.of(block, ExecutionMode.CHECK, state.branch());
            for (Module module : modules) {
                module.writeOutside(context, out);
            }
        }
    }

    /**
     * Makes the state in a stream that of a chain without any. Whatever goes wrong, the chain still has none.
     *
     * @param height of the block that it must be the state after
     * @param appHash that it must have
     * @return the block that it is the state after
     * @throws IOException if that isn't a state with this hash
     */
    BlockInfo read(DataInput in, long height, ByteString appHash) throws IOException {
        boolean accepted = false;
        try {
            String chainId = in.readUTF();
            Instant time = time(in.readLong(), in.readInt());
            RestoredState restored = store.restore(in);
            if (restored.commit().version() != height) {
                throw new IOException("it is of block " + restored.commit().version());
            }
            if (!appHash.equals(ByteString.copyFrom(restored.commit().appHash()))) {
                throw new IOException("the state has another hash than the chain");
            }
            BlockInfo block = BlockInfo.at(chainId, height, time);
            try (CommittedState state = restored.state()) {
                Context context = Context.of(block, ExecutionMode.CHECK, state.branch());
                for (Module module : modules) {
                    module.readOutside(context, in);
                }
            }
            Batch alongside = new Batch();
            Chain.writeBeside(block, alongside);
            restored.accept(alongside);
            accepted = true;
            return block;
        } finally {
            if (!accepted) {
                store.clear();
            }
        }
    }

    private static Instant time(long seconds, int nanos) throws IOException {
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException e) {
            throw new IOException("a block of no time", e);
        }
    }
}
