package dev.orrery.chain.state;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/** Walks a store and the changes on top of it as one: a changed key shows its new value, a deleted one is left out. */
final class OverlayCursor implements Cursor {
    private final Cursor base;
    private final Iterator<Map.Entry<byte[], Optional<byte[]>>> changes;
    private final int sign;
    private Optional<Map.Entry<byte[], Optional<byte[]>>> change;
    private boolean atChange;

    private OverlayCursor(Cursor base, TreePMap<byte[], Optional<byte[]>> changes, Direction direction) {
        this.base = base;
        this.changes = changes.entrySet().iterator();
        this.sign = direction == Direction.ASCENDING ? 1 : -1;
        this.change = nextChange();
        settle();
    }

    static Cursor open(
            TreePMap<byte[], Optional<byte[]>> changes, KeyValueStore base, KeyRange range, Direction direction) {
        Cursor stored = base.iterate(range, direction);
        TreePMap<byte[], Optional<byte[]>> inside = within(changes, range);
        if (inside.isEmpty()) {
            return stored;
        }
        return new OverlayCursor(stored, direction == Direction.ASCENDING ? inside : inside.descendingMap(), direction);
    }

    @Override
    public boolean valid() {
        return atChange || base.valid();
    }

    @Override
    public byte[] key() {
        return atChange ? change.orElseThrow().getKey() : base.key();
    }

    @Override
    public byte[] value() {
        return atChange ? change.orElseThrow().getValue().orElseThrow() : base.value();
    }

    @Override
    public void next() {
        if (atChange) {
            change = nextChange();
        } else {
            base.next();
        }
        settle();
    }

    @Override
    public void close() {
        base.close();
    }

    /** Decides which side comes next, dropping stored entries that were changed and changes that are deletions. */
    private void settle() {
        atChange = false;
        while (change.isPresent()) {
            int order =
                    base.valid() ? sign * Arrays.compareUnsigned(change.get().getKey(), base.key()) : -1;
            if (order > 0) {
                return;
            }
            if (order == 0) {
                base.next();
            }
            if (change.get().getValue().isPresent()) {
                atChange = true;
                return;
            }
            change = nextChange();
        }
    }

    private Optional<Map.Entry<byte[], Optional<byte[]>>> nextChange() {
        return changes.hasNext() ? Optional.of(changes.next()) : Optional.empty();
    }

    private static TreePMap<byte[], Optional<byte[]>> within(
            TreePMap<byte[], Optional<byte[]>> changes, KeyRange range) {
        if (range.isEmpty()) {
            return TreePMap.empty(Arrays::compareUnsigned);
        }
        TreePMap<byte[], Optional<byte[]>> from =
                range.start().isPresent() ? changes.tailMap(range.start().get(), true) : changes;
        return range.end().isPresent() ? from.headMap(range.end().get(), false) : from;
    }
}
