package dev.orrery.chain.state.iavl;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.StoreTree;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.BulkWriter;
import dev.orrery.chain.state.db.Reader;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/**
 * A tree that hashes like Cosmos IAVL v1 and keeps its versions. Commits come from one thread; versions are read by any.
 *
 * <p>Nodes that a version no longer uses are listed under that version, so pruning is deleting lists.
 */
public final class IavlTree implements StoreTree {
    private static final byte ROOT = 'r';
    private static final byte DROPPED = 'o';

    private final byte[] prefix;
    private final NodeStore nodes;

    /** @param prefix of everything the tree keeps in the database */
    public IavlTree(byte[] prefix) {
        this.prefix = prefix;
        this.nodes = new NodeStore(prefix);
    }

    @Override
    public byte[] commit(
            long version,
            Optional<Long> previous,
            SortedMap<byte[], Optional<byte[]>> changes,
            Reader database,
            Batch batch) {
        Balance balance = new Balance(nodes, database);
        Optional<Node> root = previous.flatMap(before -> rootOf(before, database));
        for (Map.Entry<byte[], Optional<byte[]>> change : changes.entrySet()) {
            root = changed(balance, root, change.getKey(), change.getValue(), database);
        }
        Optional<Node.Loaded> top = root.map(node -> nodes.load(database, node));
        top.ifPresent(node -> new Commit(version, database, batch).commit(node));
        saveRoot(version, top, batch);
        saveDropped(version, balance.dropped(), batch);
        return top.map(Node.Loaded::hash).orElseGet(NodeHash::empty);
    }

    @Override
    public Optional<byte[]> get(long version, byte[] key, Reader database) {
        return rootOf(version, database).flatMap(root -> find(root, key, database));
    }

    @Override
    public CommitmentProof prove(long version, byte[] key, Reader database) {
        return new Proofs(rootOf(version, database), node -> nodes.load(database, node)).prove(key);
    }

    @Override
    public Cursor iterate(long version, KeyRange range, Direction direction, Reader database) {
        Optional<Node.Loaded> root = rootOf(version, database).map(node -> nodes.load(database, node));
        return new TreeCursor(root, range, direction, node -> nodes.load(database, node));
    }

    @Override
    public void prune(long version, Reader database, Batch batch) {
        batch.delete(rootKey(version));
        byte[] key = droppedKey(version + 1);
        Optional<byte[]> dropped = database.get(key);
        if (dropped.isPresent()) {
            ByteBuffer ids = ByteBuffer.wrap(dropped.get());
            while (ids.hasRemaining()) {
                nodes.delete(batch, NodeId.read(ids));
            }
            batch.delete(key);
        }
    }

    @Override
    public void rewind(long version, Reader database, Batch batch) {
        for (byte kind : new byte[] {ROOT, DROPPED}) {
            byte[] all = Keys.concat(prefix, new byte[] {kind});
            batch.deleteAll(KeyRange.prefixed(all).after(Keys.concat(all, Keys.uint64(version + 1))), database);
        }
        nodes.rewind(version, database, batch);
    }

    @Override
    public void export(long version, Reader database, DataOutput out) throws IOException {
        TreeStream.write(rootOf(version, database), node -> nodes.load(database, node), out);
    }

    @Override
    public byte[] restore(long version, DataInput in, BulkWriter into, BiConsumer<byte[], byte[]> entries)
            throws IOException {
        Optional<Node.Loaded> top = new TreeStream.Reader(version, nodes, into, entries).read(in);
        saveRoot(version, top, into.batch());
        return top.map(Node.Loaded::hash).orElseGet(NodeHash::empty);
    }

    private Optional<Node> changed(
            Balance balance, Optional<Node> root, byte[] key, Optional<byte[]> value, Reader database) {
        if (value.isPresent()) {
            return Optional.of(root.<Node>map(node -> balance.set(node, key, value.get()))
                    .orElseGet(() -> new Node.Leaf(key, value.get())));
        }
        if (root.isEmpty() || find(root.get(), key, database).isEmpty()) {
            return root;
        }
        return balance.remove(root.get(), key).node().map(node -> node);
    }

    private Optional<byte[]> find(Node root, byte[] key, Reader database) {
        Node.Loaded node = nodes.load(database, root);
        while (node instanceof Node.Inner inner) {
            Node next = Arrays.compareUnsigned(key, inner.key()) < 0 ? inner.left() : inner.right();
            node = nodes.load(database, next);
        }
        Node.Leaf leaf = (Node.Leaf) node;
        return Arrays.equals(leaf.key(), key) ? Optional.of(leaf.value()) : Optional.empty();
    }

    private Optional<Node> rootOf(long version, Reader database) {
        byte[] id = database.get(rootKey(version))
                .orElseThrow(() -> new IllegalStateException("the tree has no version " + version));
        return id.length == 0 ? Optional.empty() : Optional.of(new Node.Stored(NodeId.read(ByteBuffer.wrap(id))));
    }

    private void saveRoot(long version, Optional<Node.Loaded> root, Batch batch) {
        batch.put(rootKey(version), root.map(node -> node.id().toBytes()).orElse(new byte[0]));
    }

    private void saveDropped(long version, List<NodeId> dropped, Batch batch) {
        if (!dropped.isEmpty()) {
            ByteBuffer ids = ByteBuffer.allocate(dropped.size() * NodeId.BYTES);
            dropped.forEach(id -> ids.put(id.toBytes()));
            batch.put(droppedKey(version), ids.array());
        }
    }

    private byte[] rootKey(long version) {
        return Keys.concat(prefix, new byte[] {ROOT}, Keys.uint64(version));
    }

    private byte[] droppedKey(long version) {
        return Keys.concat(prefix, new byte[] {DROPPED}, Keys.uint64(version));
    }

    /** Gives new nodes their identity, parents before children, and their hash, children before parents. */
    private final class Commit {
        private final long version;
        private final Reader database;
        private final Batch batch;
        private int numbered;

        Commit(long version, Reader database, Batch batch) {
            this.version = version;
            this.database = database;
            this.batch = batch;
        }

        void commit(Node.Loaded node) {
            if (node.isCommitted()) {
                return;
            }
            NodeId id = new NodeId(version, ++numbered);
            switch (node) {
                case Node.Leaf leaf -> leaf.commit(id);
                case Node.Inner inner -> {
                    Node.Loaded left = nodes.load(database, inner.left());
                    commit(left);
                    Node.Loaded right = nodes.load(database, inner.right());
                    commit(right);
                    byte[] hash = NodeHash.inner(inner.height(), inner.size(), version, left.hash(), right.hash());
                    inner.commit(id, hash);
                }
            }
            nodes.save(batch, node);
        }
    }
}
