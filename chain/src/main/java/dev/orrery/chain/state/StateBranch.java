package dev.orrery.chain.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/**
 * Changes on top of a view, kept apart until {@link #commit}. One thread. Hot path.
 *
 * <p>The changes of each store are one persistent map. A branch of a branch starts from its parent's map, so that opening and
 * committing one cost the same at every depth, reading never walks a chain of branches, and an open cursor keeps what it saw.
 */
public final class StateBranch implements StateView {
    private static final TreePMap<byte[], Optional<byte[]>> NO_CHANGES = TreePMap.empty(Arrays::compareUnsigned);

    private final StateView base;
    private final Optional<StateBranch> parent;
    private final Map<String, Overlay> overlays = new HashMap<>();

    private StateBranch(StateView base, Optional<StateBranch> parent) {
        this.base = base;
        this.parent = parent;
    }

    /** Changes on top of a view that doesn't change itself. */
    public static StateBranch over(StateView base) {
        return new StateBranch(base, Optional.empty());
    }

    @Override
    public KeyValueStore store(String name) {
        return overlay(name);
    }

    @Override
    public StateBranch branch() {
        return new StateBranch(base, Optional.of(this));
    }

    /**
     * Makes the changes part of the parent, in one step. The branch can be used on.
     *
     * @throws IllegalStateException if the parent was changed meanwhile, or there is none
     */
    public void commit() {
        StateBranch into =
                parent.orElseThrow(() -> new IllegalStateException("a root branch is committed by its store"));
        for (Map.Entry<String, Overlay> entry : overlays.entrySet()) {
            Overlay mine = entry.getValue();
            Overlay theirs = into.overlay(entry.getKey());
            if (theirs.writes != mine.writesOfParent) {
                throw new IllegalStateException("the parent of a branch was changed while the branch was open");
            }
            theirs.replace(mine.changes);
            mine.writesOfParent = theirs.writes;
        }
    }

    /** Forgets the changes. The branch can be used on. */
    public void discard() {
        overlays.clear();
    }

    /** What is changed in each store, by key; an absent value is a deletion. */
    public SortedMap<String, SortedMap<byte[], Optional<byte[]>>> changes() {
        SortedMap<String, SortedMap<byte[], Optional<byte[]>>> all = new TreeMap<>();
        overlays.forEach((name, overlay) -> {
            if (!overlay.changes.isEmpty()) {
                all.put(name, overlay.changes);
            }
        });
        return all;
    }

    private Overlay overlay(String name) {
        Overlay overlay = overlays.get(name);
        if (overlay == null) {
            overlay = parent.map(p -> p.overlay(name).branch())
                    .orElseGet(() -> new Overlay(base.store(name), NO_CHANGES, 0));
            overlays.put(name, overlay);
        }
        return overlay;
    }

    /** One store of the branch. */
    private static final class Overlay implements KeyValueStore {
        private final KeyValueStore base;
        private TreePMap<byte[], Optional<byte[]>> changes;
        private long writes;
        private long writesOfParent;

        Overlay(KeyValueStore base, TreePMap<byte[], Optional<byte[]>> inherited, long writesOfParent) {
            this.base = base;
            this.changes = inherited;
            this.writesOfParent = writesOfParent;
        }

        Overlay branch() {
            return new Overlay(base, changes, writes);
        }

        void replace(TreePMap<byte[], Optional<byte[]>> by) {
            changes = by;
            writes++;
        }

        @Override
        public Optional<byte[]> get(byte[] key) {
            Optional<byte[]> changed = changes.get(key);
            return changed != null ? changed : base.get(key);
        }

        @Override
        public void set(byte[] key, byte[] value) {
            replace(changes.plus(key, Optional.of(value)));
        }

        @Override
        public void delete(byte[] key) {
            replace(changes.plus(key, Optional.empty()));
        }

        @Override
        public Cursor iterate(KeyRange range, Direction direction) {
            return OverlayCursor.open(changes, base, range, direction);
        }
    }
}
