package dev.orrery.bench;

/**
 * What some calls took together.
 *
 * @param cpuNanos of the thread that made them
 * @param gas internal and external, of all calls: equal on both sides, or something else than speed differs
 */
record Sample(int calls, long cpuNanos, long wallNanos, long gas) {
    double cpuMicros() {
        return cpuNanos / 1e3 / calls;
    }

    double wallMicros() {
        return wallNanos / 1e3 / calls;
    }
}
