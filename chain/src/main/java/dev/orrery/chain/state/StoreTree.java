package dev.orrery.chain.state;

import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.BulkWriter;
import dev.orrery.chain.state.db.Reader;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** How the entries of one store are condensed to a root hash, version by version; a store may have one of its own kind. */
public interface StoreTree {
    /**
     * Adds to the batch whatever the tree needs to keep of its next version.
     *
     * @param previous the version before; absent for the first
     * @param changes by key; an absent value is a deletion
     * @return the new root
     */
    byte[] commit(
            long version,
            Optional<Long> previous,
            SortedMap<byte[], Optional<byte[]>> changes,
            Reader database,
            Batch batch);

    /** Reads a version that is not pruned. */
    Optional<byte[]> get(long version, byte[] key, Reader database);

    /** That a version has a key with its value, or that it doesn't have it. */
    CommitmentProof prove(long version, byte[] key, Reader database);

    Cursor iterate(long version, KeyRange range, Direction direction, Reader database);

    /** Forgets all versions after this one, which may be made anew. */
    void rewind(long version, Reader database, Batch batch);

    /** Forgets a version; all before it are forgotten already. */
    void prune(long version, Reader database, Batch batch);

    /** Writes a version that is not pruned, in the form that {@link #restore} takes. */
    void export(long version, Reader database, DataOutput out) throws IOException;

    /**
     * Reads a version that another tree exported, as the first one that this tree has.
     *
     * @param into takes what the tree needs to keep
     * @param entries told each entry
     * @return the root that follows from what was read
     * @throws IOException if that is no tree
     */
    byte[] restore(long version, DataInput in, BulkWriter into, BiConsumer<byte[], byte[]> entries) throws IOException;
}
