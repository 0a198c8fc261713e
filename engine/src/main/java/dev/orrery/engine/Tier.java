package dev.orrery.engine;

/** How code runs. Both tiers give the same results, traps, fuel and memory for every module and input. */
public enum Tier {
    /** Class files made by {@code compile}. */
    COMPILED,
    /** The readable twin: oracle of the tests, and fallback. */
    INTERPRETED
}
