package dev.orrery.chain.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.state.db.MemoryDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateBranchTest {
    private final MultiStore stores = MultiStore.open(new MemoryDatabase(), List.of("one", "two"), Pruning.NOTHING);

    @Test
    void nothingShowsBelowUntilCommitted() {
        StateBranch parent = branch("a", "b");
        StateBranch child = parent.branch();
        put(child, "c", "3");
        child.store("one").delete(Keys.utf8("a"));
        assertEquals(List.of("a=a", "b=b"), entries(parent, Direction.ASCENDING));
        assertEquals(List.of("b=b", "c=3"), entries(child, Direction.ASCENDING));
        child.commit();
        assertEquals(List.of("b=b", "c=3"), entries(parent, Direction.ASCENDING));
    }

    @Test
    void aDiscardedBranchLeavesNoTrace() {
        StateBranch parent = branch("a");
        StateBranch child = parent.branch();
        put(child, "a", "changed");
        child.discard();
        child.commit();
        assertEquals(List.of("a=a"), entries(parent, Direction.ASCENDING));
        assertEquals(List.of("a=a"), entries(child, Direction.ASCENDING));
    }

    @Test
    void anOpenCursorKeepsWhatItSaw() {
        StateBranch branch = branch("a", "b", "d");
        try (Cursor cursor = branch.store("one").iterate(KeyRange.ALL, Direction.ASCENDING)) {
            put(branch, "b", "changed");
            put(branch, "c", "new");
            branch.store("one").delete(Keys.utf8("d"));
            List<String> seen = new ArrayList<>();
            for (; cursor.valid(); cursor.next()) {
                seen.add(text(cursor.key()) + "=" + text(cursor.value()));
            }
            assertEquals(List.of("a=a", "b=b", "d=d"), seen);
        }
        assertEquals(List.of("a=a", "b=changed", "c=new"), entries(branch, Direction.ASCENDING));
    }

    @Test
    void cursorsMergeStoredAndChangedEntriesBothWays() {
        stores.commit(branch("a", "c", "e"), 1);
        try (CommittedState latest = stores.latest()) {
            StateBranch branch = latest.branch();
            put(branch, "b", "new");
            put(branch, "c", "changed");
            put(branch, "f", "new");
            branch.store("one").delete(Keys.utf8("e"));
            List<String> expected = List.of("a=a", "b=new", "c=changed", "f=new");
            assertEquals(expected, entries(branch, Direction.ASCENDING));
            assertEquals(expected.reversed(), entries(branch, Direction.DESCENDING));
        }
    }

    @Test
    void emptyValuesAreValues() {
        StateBranch branch = stores.latest().branch();
        branch.store("one").set(Keys.utf8("k"), new byte[0]);
        assertTrue(branch.store("one").has(Keys.utf8("k")));
        assertArrayEquals(new byte[0], branch.store("one").get(Keys.utf8("k")).orElseThrow());
    }

    @Test
    void aParentThatMovedOnRefusesTheCommit() {
        StateBranch parent = branch("a");
        StateBranch child = parent.branch();
        put(child, "b", "b");
        put(parent, "c", "c");
        assertThrows(IllegalStateException.class, child::commit);
    }

    @Test
    void storesAreApart() {
        StateBranch branch = branch("a");
        assertTrue(branch.store("two").get(Keys.utf8("a")).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> branch.store("three"));
    }

    private StateBranch branch(String... keys) {
        StateBranch branch = stores.latest().branch();
        for (String key : keys) {
            put(branch, key, key);
        }
        return branch;
    }

    private static void put(StateBranch branch, String key, String value) {
        branch.store("one").set(Keys.utf8(key), Keys.utf8(value));
    }

    private static List<String> entries(StateView state, Direction direction) {
        List<String> entries = new ArrayList<>();
        try (Cursor cursor = state.store("one").iterate(KeyRange.ALL, direction)) {
            for (; cursor.valid(); cursor.next()) {
                entries.add(text(cursor.key()) + "=" + text(cursor.value()));
            }
        }
        return entries;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
}
