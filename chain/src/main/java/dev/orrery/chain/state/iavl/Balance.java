package dev.orrery.chain.state.iavl;

import dev.orrery.chain.state.db.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One round of changes to a tree: makes new nodes along each changed path, in exactly the shape Cosmos IAVL gives them, and notes
 * which committed nodes are no longer part of it. cosmos/iavl mutable_tree.go: recursiveSet, recursiveRemove, balance.
 */
final class Balance {
    private final NodeStore nodes;
    private final Reader database;
    private final List<NodeId> dropped = new ArrayList<>();

    Balance(NodeStore nodes, Reader database) {
        this.nodes = nodes;
        this.database = database;
    }

    /** The committed nodes that the changes so far took out of the tree. */
    List<NodeId> dropped() {
        return dropped;
    }

    Node.Loaded set(Node node, byte[] key, byte[] value) {
        return switch (load(node)) {
            case Node.Leaf leaf -> setAtLeaf(leaf, key, value);
            case Node.Inner inner -> {
                Node.Loaded left = load(inner.left());
                Node.Loaded right = load(inner.right());
                boolean goesLeft = compare(key, inner.key()) < 0;
                Node.Loaded changedLeft = goesLeft ? set(left, key, value) : left;
                Node.Loaded changedRight = goesLeft ? right : set(right, key, value);
                drop(inner);
                yield balanced(Node.Inner.of(inner.key(), changedLeft, changedRight));
            }
        };
    }

    private Node.Loaded setAtLeaf(Node.Leaf leaf, byte[] key, byte[] value) {
        Node.Leaf added = new Node.Leaf(key, value);
        int order = compare(key, leaf.key());
        if (order == 0) {
            drop(leaf);
            return added;
        }
        return order < 0 ? Node.Inner.of(leaf.key(), added, leaf) : Node.Inner.of(key, leaf, added);
    }

    /**
     * What a removal leaves of a subtree.
     *
     * @param node absent if nothing is left
     * @param smallestKey the subtree's new smallest key, if that changed
     */
    record Removal(Optional<Node.Loaded> node, Optional<byte[]> smallestKey) {}

    /** Removes a key that is there. */
    Removal remove(Node node, byte[] key) {
        return switch (load(node)) {
            case Node.Leaf leaf -> {
                drop(leaf);
                yield new Removal(Optional.empty(), Optional.empty());
            }
            case Node.Inner inner -> {
                drop(inner);
                yield compare(key, inner.key()) < 0 ? removeLeft(inner, key) : removeRight(inner, key);
            }
        };
    }

    private Removal removeLeft(Node.Inner inner, byte[] key) {
        Removal left = remove(inner.left(), key);
        Node.Loaded right = load(inner.right());
        if (left.node().isEmpty()) {
            return new Removal(Optional.of(right), Optional.of(inner.key()));
        }
        Node.Inner changed = Node.Inner.of(inner.key(), left.node().get(), right);
        return new Removal(Optional.of(balanced(changed)), left.smallestKey());
    }

    private Removal removeRight(Node.Inner inner, byte[] key) {
        Removal right = remove(inner.right(), key);
        Node.Loaded left = load(inner.left());
        if (right.node().isEmpty()) {
            return new Removal(Optional.of(left), Optional.empty());
        }
        byte[] smallestOnTheRight = right.smallestKey().orElse(inner.key());
        Node.Inner changed =
                Node.Inner.of(smallestOnTheRight, left, right.node().get());
        return new Removal(Optional.of(balanced(changed)), Optional.empty());
    }

    private Node.Inner balanced(Node.Inner node) {
        int lean = lean(node);
        if (lean > 1) {
            Node.Inner left = (Node.Inner) load(node.left());
            return rotateRight(node, lean(left) >= 0 ? left : rotateLeft(left, (Node.Inner) load(left.right())));
        }
        if (lean < -1) {
            Node.Inner right = (Node.Inner) load(node.right());
            return rotateLeft(node, lean(right) <= 0 ? right : rotateRight(right, (Node.Inner) load(right.left())));
        }
        return node;
    }

    private Node.Inner rotateRight(Node.Inner node, Node.Inner left) {
        drop(node);
        drop(left);
        Node.Inner lower = Node.Inner.of(node.key(), load(left.right()), load(node.right()));
        return Node.Inner.of(left.key(), load(left.left()), lower);
    }

    private Node.Inner rotateLeft(Node.Inner node, Node.Inner right) {
        drop(node);
        drop(right);
        Node.Inner lower = Node.Inner.of(node.key(), load(node.left()), load(right.left()));
        return Node.Inner.of(right.key(), lower, load(right.right()));
    }

    /** How much higher the left side is. */
    private int lean(Node.Inner node) {
        return load(node.left()).height() - load(node.right()).height();
    }

    private void drop(Node.Loaded node) {
        if (node.isCommitted()) {
            dropped.add(node.id());
        }
    }

    private Node.Loaded load(Node node) {
        return nodes.load(database, node);
    }

    private static int compare(byte[] a, byte[] b) {
        return java.util.Arrays.compareUnsigned(a, b);
    }
}
