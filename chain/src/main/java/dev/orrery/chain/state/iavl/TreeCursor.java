package dev.orrery.chain.state.iavl;

import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/** Walks the leaves of one version in order, entering only subtrees that can hold keys of the range. */
final class TreeCursor implements Cursor {
    private final KeyRange range;
    private final boolean ascending;
    private final Function<Node, Node.Loaded> load;
    private final Deque<Node> ahead = new ArrayDeque<>();
    private Optional<Node.Leaf> here = Optional.empty();

    TreeCursor(Optional<Node.Loaded> root, KeyRange range, Direction direction, Function<Node, Node.Loaded> load) {
        this.range = range;
        this.ascending = direction == Direction.ASCENDING;
        this.load = load;
        root.ifPresent(ahead::push);
        next();
    }

    @Override
    public boolean valid() {
        return here.isPresent();
    }

    @Override
    public byte[] key() {
        return here.orElseThrow().key();
    }

    @Override
    public byte[] value() {
        return here.orElseThrow().value();
    }

    @Override
    public void next() {
        here = Optional.empty();
        while (here.isEmpty() && !ahead.isEmpty()) {
            switch (load.apply(ahead.pop())) {
                case Node.Leaf leaf -> here = range.contains(leaf.key()) ? Optional.of(leaf) : Optional.empty();
                case Node.Inner inner -> enter(inner);
            }
        }
    }

    @Override
    public void close() {}

    private void enter(Node.Inner inner) {
        // Left of the node are only keys below its own, right of it only keys from its own on.
        boolean left = range.start()
                .map(start -> Arrays.compareUnsigned(start, inner.key()) < 0)
                .orElse(true);
        boolean right = range.end()
                .map(end -> Arrays.compareUnsigned(inner.key(), end) < 0)
                .orElse(true);
        if (ascending) {
            push(right, inner.right());
            push(left, inner.left());
        } else {
            push(left, inner.left());
            push(right, inner.right());
        }
    }

    private void push(boolean wanted, Node node) {
        if (wanted) {
            ahead.push(node);
        }
    }
}
