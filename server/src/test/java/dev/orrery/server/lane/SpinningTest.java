package dev.orrery.server.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who waits keeps a processor busy only where that costs nobody anything, and as long as it pays off. */
class SpinningTest {
    @Test
    void spinsInVainBecomeRareUntilOnePaysOff() {
        Spinning.Luck luck = new Spinning.Luck();
        int waits = 10_000;
        int spins = 0;
        for (int i = 0; i < waits; i++) {
            if (luck.isUp()) {
                spins++;
                luck.learn(false);
            }
        }
        assertTrue(spins < waits / 100, spins + " spins");
        luck.learn(true);
        assertTrue(luck.isUp());
    }

    @Test
    void nobodySpinsWhenCallsHaveNoTwoProcessorsEach() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertEquals(processors >= 2, new Spinning(1, () -> 1).isAffordable());
        assertTrue(new Spinning(1, () -> processors / 2).isAffordable());
        assertFalse(new Spinning(1, () -> processors / 2 + 1).isAffordable());
        assertFalse(new Spinning(0, () -> 0).isAffordable());
    }

    @Test
    void aLookEndsWhenSomethingIsThereOrTimeIsUp() {
        assertTrue(new Spinning(Long.MAX_VALUE / 4, () -> 0).look(() -> true));
        assertFalse(new Spinning(1000, () -> 0).look(() -> false));
    }
}
