package dev.orrery.engine;

import java.util.Set;

/** The WebAssembly proposals a host profile accepts. Everything of the MVP is always on. */
public record Features(Set<Feature> enabled) {
    /** A proposal beyond the MVP that the decoder and validator can be asked to accept. */
    public enum Feature {
        MUTABLE_GLOBAL,
        SATURATING_FLOAT_TO_INT,
        SIGN_EXTENSION,
        MULTI_VALUE,
        FLOATS,
        REFERENCE_TYPES,
        /** {@code externref}; wasmparser files it under GC types. */
        GC_TYPES,
        BULK_MEMORY,
        /** Vectors: read and validated, never run. */
        SIMD,
        /** Atomic memory access: read and validated, never run. */
        THREADS
    }

    public Features {
        enabled = Set.copyOf(enabled);
    }

    public boolean has(Feature feature) {
        return enabled.contains(feature);
    }
}
