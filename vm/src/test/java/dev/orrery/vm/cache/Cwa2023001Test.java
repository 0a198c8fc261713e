package dev.orrery.vm.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Statistics of 32 bits overflowed and took the node down. Here they stay at their highest value. */
class Cwa2023001Test {
    @Test
    void counterStaysAtTheTop() {
        Counter counter = new Counter(Counter.MAX - 1);
        counter.increment();
        assertEquals(4_294_967_295L, counter.value());
        counter.increment();
        assertEquals(4_294_967_295L, counter.value());
    }
}
