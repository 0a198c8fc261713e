package dev.orrery.chain.state.iavl;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Reader;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the nodes of one tree in the database, below a prefix. Shared by readers of all versions: committed nodes never change. */
final class NodeStore {
    /** Nodes in memory, per tree. */
    private static final int CACHED_NODES = 50_000;

    private static final byte NODE = 'n';

    private final byte[] prefix;
    private final Map<NodeId, Node.Loaded> cache = Collections.synchronizedMap(new Recent());

    /** Versions that were forgotten and may have been made anew: somebody may still be reading what they were. */
    private volatile Remade remade = new Remade(Long.MAX_VALUE, Long.MIN_VALUE);

    private record Remade(long after, long upTo) {
        boolean contains(NodeId id) {
            return id.version() > after && id.version() <= upTo;
        }
    }

    NodeStore(byte[] prefix) {
        this.prefix = Keys.concat(prefix, new byte[] {NODE});
    }

    Node.Loaded load(Reader database, Node node) {
        return switch (node) {
            case Node.Loaded loaded -> loaded;
            case Node.Stored stored -> load(database, stored.id());
        };
    }

    void save(Batch batch, Node.Loaded node) {
        batch.put(keyOf(node.id()), encode(node));
        cache.put(node.id(), node);
    }

    void delete(Batch batch, NodeId id) {
        batch.delete(keyOf(id));
        cache.remove(id);
    }

    /** Forgets the nodes of all versions after this one. */
    void rewind(long version, Reader database, Batch batch) {
        KeyRange after = KeyRange.prefixed(prefix).after(Keys.concat(prefix, Keys.uint64(version + 1)));
        long newest = version;
        try (Cursor cursor = database.iterate(after, Direction.DESCENDING)) {
            if (cursor.valid()) {
                newest = Keys.readUint64(cursor.key(), prefix.length);
            }
        }
        Remade before = remade;
        remade = new Remade(Math.min(before.after(), version), Math.max(before.upTo(), newest));
        batch.deleteAll(after, database);
        synchronized (cache) {
            cache.keySet().removeIf(id -> id.version() > version);
        }
    }

    private Node.Loaded load(Reader database, NodeId id) {
        Node.Loaded cached = cache.get(id);
        if (cached != null) {
            return cached;
        }
        byte[] stored =
                database.get(keyOf(id)).orElseThrow(() -> new IllegalStateException("the tree lacks node " + id));
        Node.Loaded node = decode(id, ByteBuffer.wrap(stored));
        if (!remade.contains(id)) {
            cache.put(id, node);
        }
        return node;
    }

    private byte[] keyOf(NodeId id) {
        return Keys.concat(prefix, id.toBytes());
    }

    private static byte[] encode(Node.Loaded node) {
        return switch (node) {
            case Node.Leaf leaf ->
                ByteBuffer.allocate(1 + Integer.BYTES + leaf.key().length + leaf.value().length)
                        .put((byte) 0)
                        .putInt(leaf.key().length)
                        .put(leaf.key())
                        .put(leaf.value())
                        .array();
            case Node.Inner inner ->
                ByteBuffer.allocate(1 + Long.BYTES + inner.hash().length + 2 * NodeId.BYTES + inner.key().length)
                        .put((byte) inner.height())
                        .putLong(inner.size())
                        .put(inner.hash())
                        .put(((Node.Stored) inner.left()).id().toBytes())
                        .put(((Node.Stored) inner.right()).id().toBytes())
                        .put(inner.key())
                        .array();
        };
    }

    private static Node.Loaded decode(NodeId id, ByteBuffer in) {
        int height = in.get();
        if (height == 0) {
            byte[] key = take(in, in.getInt());
            Node.Leaf leaf = new Node.Leaf(key, take(in, in.remaining()));
            leaf.commit(id);
            return leaf;
        }
        long size = in.getLong();
        byte[] hash = take(in, NodeHash.empty().length);
        Node left = new Node.Stored(NodeId.read(in));
        Node right = new Node.Stored(NodeId.read(in));
        Node.Inner inner = new Node.Inner(take(in, in.remaining()), height, size, left, right);
        inner.commit(id, hash);
        return inner;
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static final class Recent extends LinkedHashMap<NodeId, Node.Loaded> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeId, Node.Loaded> eldest) {
            return size() > CACHED_NODES;
        }
    }
}
