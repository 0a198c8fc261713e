package dev.orrery.vm.cache;

/** Counts events up to 2^32 − 1 and stays there, as the 32-bit fields do in which a chain reports it. Not synchronized. */
final class Counter {
    /** Highest value. cosmwasm vm cache.rs: Stats, u32 with saturating addition. */
    static final long MAX = 0xFFFF_FFFFL;

    private long value;

    Counter(long value) {
        this.value = value;
    }

    void increment() {
        value = Math.min(MAX, value + 1);
    }

    long value() {
        return value;
    }
}
