package dev.orrery.chain.state;

import dev.orrery.chain.state.db.BulkWriter;
import dev.orrery.chain.state.db.Reader;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * One version of all stores as a stream of bytes.
 *
 * @param trees by the names of the stores
 */
record VersionStream(SortedMap<String, StoreTree> trees) {
    void write(Commit commit, Reader database, DataOutput out) throws IOException {
        out.writeLong(commit.version());
        out.writeInt(commit.roots().size());
        for (String name : commit.roots().keySet()) {
            out.writeUTF(name);
            trees.get(name).export(commit.version(), database, out);
        }
    }

    /**
     * @param flat where the newest entry of a store's key lies
     * @return the version as its hashes say, which are computed from what was read
     * @throws IOException if that is no version of a chain with these stores
     */
    Commit read(DataInput in, BulkWriter into, BiFunction<String, byte[], byte[]> flat) throws IOException {
        long version = in.readLong();
        int stores = in.readInt();
        if (version < 1 || stores < 0 || stores > trees.size()) {
            throw new IOException("version " + version + " with " + stores + " stores");
        }
        SortedMap<String, byte[]> roots = new TreeMap<>();
        for (int i = 0; i < stores; i++) {
            String name = in.readUTF();
            if (!trees.containsKey(name) || roots.containsKey(name)) {
                throw new IOException("a store named '" + name + "'");
            }
            roots.put(
                    name,
                    trees.get(name)
                            .restore(
                                    version,
                                    in,
                                    into,
                                    (key, value) -> into.batch().put(flat.apply(name, key), value)));
        }
        return new Commit(version, roots);
    }
}
