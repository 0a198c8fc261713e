package dev.orrery.chain.slashing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.BlockInfo;
import dev.orrery.chain.Context;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MissedBlocksTest {
    private final Context context = Context.of(
            BlockInfo.at("x", 1, Instant.EPOCH),
            ExecutionMode.FINALIZE,
            MultiStore.open(new MemoryDatabase(), List.of(SlashingKeys.STORE), Pruning.NOTHING)
                    .latest()
                    .branch());
    private final Address validator = Address.of(new byte[20]);

    @Test
    void eachBlockHasABitOfItsOwn() {
        MissedBlocks.set(context, validator, 70, true);
        MissedBlocks.set(context, validator, 1100, true);

        assertTrue(MissedBlocks.get(context, validator, 70));
        assertTrue(MissedBlocks.get(context, validator, 1100));
        assertFalse(MissedBlocks.get(context, validator, 6));
        assertFalse(MissedBlocks.get(context, validator, 1100 - 1024));
    }

    @Test
    void partsAreLaidOutAsTheReferencesLibraryDoes() {
        MissedBlocks.set(context, validator, 70, true);

        byte[] part =
                SlashingKeys.MISSED.get(context, new Pair<>(validator, 0L)).orElseThrow();
        byte[] expected = new byte[8 + 128];
        ByteBuffer.wrap(expected).putLong(1024).putLong(0).putLong(1 << 6);
        assertArrayEquals(expected, part);
    }

    @Test
    void nothingIsLeftOfAForgottenValidator() {
        MissedBlocks.set(context, validator, 70, true);
        MissedBlocks.forget(context, validator);

        assertFalse(MissedBlocks.get(context, validator, 70));
        assertEquals(List.of(), SlashingKeys.MISSED.entries(context));
    }
}
