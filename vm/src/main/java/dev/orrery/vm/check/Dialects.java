package dev.orrery.vm.check;

import dev.orrery.engine.Features;
import dev.orrery.engine.Features.Feature;
import java.util.Set;

/** The two dialects of Wasm that code must be valid in: each knows something that the other refuses. */
public final class Dialects {
    /** What the upload check's parser accepts. cosmwasm vm parsed_wasm.rs: ParsedWasm::parse. */
    static final Features PARSER = new Features(Set.of(
            Feature.MUTABLE_GLOBAL,
            Feature.SATURATING_FLOAT_TO_INT,
            Feature.SIGN_EXTENSION,
            Feature.MULTI_VALUE,
            Feature.FLOATS,
            Feature.REFERENCE_TYPES));

    /**
     * What the compiler accepts; of this the {@link Gatekeeper} then refuses all that is not MVP, saturating conversion or
     * sign extension. Without multi-value. wasmer-compiler compiler.rs: validate_module, with the features of
     * wasmer-compiler-singlepass config.rs.
     */
    public static final Features COMPILER = new Features(Set.of(
            Feature.MUTABLE_GLOBAL,
            Feature.SATURATING_FLOAT_TO_INT,
            Feature.SIGN_EXTENSION,
            Feature.FLOATS,
            Feature.REFERENCE_TYPES,
            Feature.GC_TYPES,
            Feature.BULK_MEMORY,
            Feature.SIMD,
            Feature.THREADS));

    private Dialects() {}
}
