package dev.orrery.chain.state.iavl;

/**
 * A node of the tree, immutable but for the identity and hash that a commit gives to new ones. Entries are in the leaves; an inner
 * node knows the smallest key on its right.
 */
sealed interface Node {
    /** A node that was committed and is not in memory. */
    record Stored(NodeId id) implements Node {}

    /** A node in memory. */
    sealed interface Loaded extends Node {
        byte[] key();

        /** 0 for leaves. */
        int height();

        /** Leaves below, or 1. */
        long size();

        boolean isCommitted();

        /** Only for committed nodes. */
        NodeId id();

        /** Only for committed nodes. */
        byte[] hash();
    }

    final class Leaf implements Loaded {
        private final byte[] key;
        private final byte[] value;
        private NodeId id;
        private byte[] hash;

        Leaf(byte[] key, byte[] value) {
            this.key = key;
            this.value = value;
        }

        @Override
        public byte[] key() {
            return key;
        }

        byte[] value() {
            return value;
        }

        @Override
        public int height() {
            return 0;
        }

        @Override
        public long size() {
            return 1;
        }

        @Override
        public boolean isCommitted() {
            return id != null;
        }

        @Override
        public NodeId id() {
            return id;
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        void commit(NodeId as) {
            id = as;
            hash = NodeHash.leaf(as.version(), key, value);
        }
    }

    final class Inner implements Loaded {
        private final byte[] key;
        private final int height;
        private final long size;
        private Node left;
        private Node right;
        private NodeId id;
        private byte[] hash;

        Inner(byte[] key, int height, long size, Node left, Node right) {
            this.key = key;
            this.height = height;
            this.size = size;
            this.left = left;
            this.right = right;
        }

        static Inner of(byte[] key, Loaded left, Loaded right) {
            int height = Math.max(left.height(), right.height()) + 1;
            return new Inner(key, height, left.size() + right.size(), left, right);
        }

        @Override
        public byte[] key() {
            return key;
        }

        @Override
        public int height() {
            return height;
        }

        @Override
        public long size() {
            return size;
        }

        Node left() {
            return left;
        }

        Node right() {
            return right;
        }

        @Override
        public boolean isCommitted() {
            return id != null;
        }

        @Override
        public NodeId id() {
            return id;
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        /** From here on the children are looked up: a committed tree must not hold all of itself in memory. */
        void commit(NodeId as, byte[] withHash) {
            id = as;
            hash = withHash;
            left = new Stored(idOf(left));
            right = new Stored(idOf(right));
        }

        private static NodeId idOf(Node node) {
            return switch (node) {
                case Stored stored -> stored.id();
                case Loaded loaded -> loaded.id();
            };
        }
    }
}
