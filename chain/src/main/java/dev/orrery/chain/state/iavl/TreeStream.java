package dev.orrery.chain.state.iavl;

import dev.orrery.chain.state.db.BulkWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One version of a tree as a stream of bytes: all its nodes, children before parents, and back. A node is its height, the version
 * that made it, and of a leaf key and value; everything else follows, hashes too. One thread.
 */
final class TreeStream {
    /** Where a height would be. */
    private static final byte END = -1;

    /** Longest key or value that is taken from a stream. Bytes. Contracts' own limits are far below. */
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    /** A balanced tree of more entries than fit anywhere is less high. */
    private static final int MAX_HEIGHT = 100;

    private TreeStream() {}

    /** How to get at a node. */
    interface Loader {
        Node.Loaded load(Node node);
    }

    static void write(Optional<Node> root, Loader loader, DataOutput out) throws IOException {
        if (root.isPresent()) {
            write(loader.load(root.get()), loader, out);
        }
        out.writeByte(END);
    }

    private static void write(Node.Loaded node, Loader loader, DataOutput out) throws IOException {
        switch (node) {
            case Node.Leaf leaf -> {
                writeHead(leaf, out);
                writeBytes(leaf.key(), out);
                writeBytes(leaf.value(), out);
            }
            case Node.Inner inner -> {
                write(loader.load(inner.left()), loader, out);
                write(loader.load(inner.right()), loader, out);
                writeHead(inner, out);
            }
        }
    }

    private static void writeHead(Node.Loaded node, DataOutput out) throws IOException {
        out.writeByte(node.height());
        out.writeLong(node.id().version());
    }

    private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** A tree being put together from a stream that somebody else wrote. */
    static final class Reader {
        private final long newest;
        private final NodeStore nodes;
        private final BulkWriter into;
        private final BiConsumer<byte[], byte[]> entries;
        private final Deque<Subtree> unattached = new ArrayDeque<>();
        private final Map<Long, Integer> numbered = new HashMap<>();
        private Optional<byte[]> lastKey = Optional.empty();

        /**
         * @param newest the version that is read; no node can be younger
         * @param entries told each entry, in their order
         */
        Reader(long newest, NodeStore nodes, BulkWriter into, BiConsumer<byte[], byte[]> entries) {
            this.newest = newest;
            this.nodes = nodes;
            this.into = into;
            this.entries = entries;
        }

        private record Subtree(Node.Loaded top, byte[] smallest) {}

        /**
         * The root, absent if there are no entries; all nodes are written.
         *
         * @throws IOException if that is no tree
         */
        Optional<Node.Loaded> read(DataInput in) throws IOException {
            for (int height = in.readByte(); height != END; height = in.readByte()) {
                NodeId id = newId(in.readLong());
                Subtree subtree = height == 0 ? leaf(id, in) : inner(id, height);
                nodes.save(into.batch(), subtree.top());
                unattached.push(subtree);
            }
            if (unattached.size() > 1) {
                throw new IOException("a tree has " + unattached.size() + " roots");
            }
            return unattached.isEmpty()
                    ? Optional.empty()
                    : Optional.of(unattached.pop().top());
        }

        /** Numbers need not be those of the tree that was written: they are only where nodes are found. */
        private NodeId newId(long version) throws IOException {
            if (version < 1 || version > newest) {
                throw new IOException("a node is of version " + version);
            }
            return new NodeId(version, numbered.merge(version, 1, Integer::sum));
        }

        private Subtree leaf(NodeId id, DataInput in) throws IOException {
            byte[] key = readBytes(in);
            if (lastKey.isPresent() && Arrays.compareUnsigned(lastKey.get(), key) >= 0) {
                throw new IOException("the entries of a tree are out of order");
            }
            lastKey = Optional.of(key);
            Node.Leaf leaf = new Node.Leaf(key, readBytes(in));
            leaf.commit(id);
            entries.accept(leaf.key(), leaf.value());
            return new Subtree(leaf, key);
        }

        private Subtree inner(NodeId id, int height) throws IOException {
            if (unattached.size() < 2) {
                throw new IOException("a node lacks children");
            }
            Subtree right = unattached.pop();
            Subtree left = unattached.pop();
            Node.Inner inner = Node.Inner.of(right.smallest(), left.top(), right.top());
            if (inner.height() != height || height > MAX_HEIGHT) {
                throw new IOException("a node has a height of " + height + " above "
                        + left.top().height() + " and " + right.top().height());
            }
            inner.commit(
                    id,
                    NodeHash.inner(
                            height,
                            inner.size(),
                            id.version(),
                            left.top().hash(),
                            right.top().hash()));
            return new Subtree(inner, left.smallest());
        }

        private static byte[] readBytes(DataInput in) throws IOException {
            int length = in.readInt();
            if (length < 0 || length > MAX_BYTES) {
                throw new IOException("an entry of " + length + " bytes");
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return bytes;
        }
    }
}
