package dev.orrery.relayer.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private Instant now = Instant.EPOCH;
    private final Patience patience = new Patience(() -> now);

    @Test
    void pausesGrowUpToAMinute() {
        for (int i = 0; i < 20; i++) {
            patience.failed("x");
        }
        now = now.plus(Duration.ofSeconds(59));
        assertFalse(patience.allows("x"));
        now = now.plus(Duration.ofSeconds(1));
        assertTrue(patience.allows("x"));
    }

    @Test
    void onlyWhatFailedWaits() {
        assertTrue(patience.failed("x"));
        assertFalse(patience.allows("x"));
        assertTrue(patience.allows("y"));
    }

    @Test
    void successEndsTheWaiting() {
        patience.failed("x");
        patience.succeeded("x");
        assertTrue(patience.allows("x"));
        assertEquals(0, patience.failures());
    }

    @Test
    void onlyTheFirstFailureIsNews() {
        assertTrue(patience.failed("x"));
        assertFalse(patience.failed("x"));
    }

    @Test
    void onlySoManyFailuresAreRemembered() {
        for (int i = 0; i < 20_000; i++) {
            patience.failed("x" + i);
        }
        assertEquals(10_000, patience.failures());
    }
}
