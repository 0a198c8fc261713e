package dev.orrery.vm;

/**
 * What the caches did since the VM was opened; about this process, never part of state. cosmwasm vm cache.rs: Stats, Metrics.
 * The four counters stop at 2^32 − 1, where a chain's 32-bit field ends.
 *
 * @param misses modules that had to be compiled from their Wasm
 */
public record Metrics(
        long hitsPinnedMemoryCache,
        long hitsMemoryCache,
        long hitsFsCache,
        long misses,
        long elementsPinnedMemoryCache,
        long elementsMemoryCache,
        long sizePinnedMemoryCache,
        long sizeMemoryCache) {}
