package dev.orrery.engine;

import dev.orrery.engine.model.FunctionBody;

/** Where a host system charges fuel, and how much: decided per function body before anything runs. */
@FunctionalInterface
public interface MeteringRule {
    /** No fuel is ever charged. */
    MeteringRule FREE = body -> new long[body.size()];

    /**
     * Returns one entry per operator of {@code body}: the fuel charged immediately before that operator, on the paths that
     * reach it in stream order; 0 for no check. So an entry at an {@code end} is paid by the path that falls into it and not
     * by branches to its label, and an entry at the operator behind a {@code loop} is paid on each turn. Each entry is at
     * least 0 and below 2^31.
     */
    long[] charges(FunctionBody body);
}
