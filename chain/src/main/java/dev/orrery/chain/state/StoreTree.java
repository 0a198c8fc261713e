package dev.orrery.chain.state;

import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Reader;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import java.util.Optional;
import java.util.SortedMap;

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
}
