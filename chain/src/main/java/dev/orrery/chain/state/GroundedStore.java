package dev.orrery.chain.state;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/**
 * A store of a committed version on what was there before the chain began. Deletions of what may be in the ground are remembered in
 * a store of their own, {@value #REMOVALS}, so that every version knows its own.
 *
 * @param own what the chain wrote
 * @param removed what it deleted: keys without values
 */
record GroundedStore(String name, KeyValueStore own, KeyValueStore removed, Ground ground) implements ReadOnlyStore {
    /** The store of what was deleted. */
    static final String REMOVALS = "fork";

    private static final TreePMap<byte[], Optional<byte[]>> NOTHING = TreePMap.empty(Arrays::compareUnsigned);
    private static final byte[] GONE = {1};

    /** @param removals the store of that name */
    static GroundedStore of(String name, KeyValueStore own, KeyValueStore removals, Ground ground) {
        return new GroundedStore(name, own, new PrefixStore(removals, prefix(name)), ground);
    }

    /** The changes of a block, with the deletions in them remembered. */
    static SortedMap<String, SortedMap<byte[], Optional<byte[]>>> remember(
            SortedMap<String, SortedMap<byte[], Optional<byte[]>>> changes, Collection<String> grounded) {
        SortedMap<byte[], Optional<byte[]>> removals = new TreeMap<>(Arrays::compareUnsigned);
        for (String name : grounded) {
            changes.getOrDefault(name, NOTHING).forEach((key, value) -> {
                if (value.isEmpty()) {
                    removals.put(Keys.concat(prefix(name), key), Optional.of(GONE));
                }
            });
        }
        if (removals.isEmpty()) {
            return changes;
        }
        SortedMap<String, SortedMap<byte[], Optional<byte[]>>> all = new TreeMap<>(changes);
        all.put(REMOVALS, removals);
        return all;
    }

    private static byte[] prefix(String name) {
        return Keys.utf8(name + "/");
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        Optional<byte[]> mine = own.get(key);
        return mine.isPresent() || removed.has(key) ? mine : ground.get(name, key);
    }

    /** Takes time in proportion to the own entries of the range, where the ground has some, too. */
    @Override
    public Cursor iterate(KeyRange range, Direction direction) {
        ReadOnlyStore below = ground.range(name, range);
        try (Cursor any = below.iterate(range, direction)) {
            if (!any.valid()) {
                return own.iterate(range, direction);
            }
        }
        TreePMap<byte[], Optional<byte[]>> cover = NOTHING;
        try (Cursor gone = removed.iterate(range, Direction.ASCENDING);
                Cursor mine = own.iterate(range, Direction.ASCENDING)) {
            for (; gone.valid(); gone.next()) {
                cover = cover.plus(gone.key(), Optional.empty());
            }
            for (; mine.valid(); mine.next()) {
                cover = cover.plus(mine.key(), Optional.of(mine.value()));
            }
        }
        return OverlayCursor.open(cover, below, range, direction);
    }
}
