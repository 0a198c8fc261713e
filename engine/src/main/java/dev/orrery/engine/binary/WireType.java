package dev.orrery.engine.binary;

import dev.orrery.engine.Features;
import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ValType;
import java.util.Optional;

/** A value type as it stands in the binary format (Wasm spec 5.3, and the proposals), whether or not a host accepts it. */
public sealed interface WireType {
    /** A number or vector. */
    record Plain(ValType type) implements WireType {}

    /** @param index the type that {@code heap} CONCRETE means */
    record Reference(boolean nullable, boolean shared, Heap heap, int index) implements WireType {}

    /** What a reference can point to. */
    enum Heap {
        FUNC(0x70),
        EXTERN(0x6F),
        ANY(0x6E),
        NONE(0x71),
        NO_EXTERN(0x72),
        NO_FUNC(0x73),
        EQ(0x6D),
        STRUCT(0x6B),
        ARRAY(0x6A),
        I31(0x6C),
        EXN(0x69),
        NO_EXN(0x74),
        /** A type of the module. */
        CONCRETE(-1);

        private final int code;

        Heap(int code) {
            this.code = code;
        }

        static Optional<Heap> of(int code) {
            for (Heap heap : values()) {
                if (heap.code == code && heap != CONCRETE) {
                    return Optional.of(heap);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * The type that this means.
     *
     * @throws ModuleException if the features don't allow it
     */
    default ValType accept(Features features, int offset) throws ModuleException {
        Optional<String> refusal = refusal(features);
        if (refusal.isPresent()) {
            throw ModuleContext.invalid(refusal.get(), offset);
        }
        return switch (this) {
            case Plain plain -> plain.type();
            case Reference reference -> reference.heap() == Heap.FUNC ? ValType.FUNCREF : ValType.EXTERNREF;
        };
    }

    /** Why the features don't allow it. wasmparser validator.rs: check_value_type, check_ref_type. */
    private Optional<String> refusal(Features features) {
        return switch (this) {
            case Plain plain -> plainRefusal(plain.type(), features);
            case Reference reference -> referenceRefusal(reference, features);
        };
    }

    private static Optional<String> plainRefusal(ValType type, Features features) {
        return switch (type) {
            case F32, F64 ->
                features.has(Feature.FLOATS) ? Optional.empty() : Optional.of("floating-point support is disabled");
            case V128 -> features.has(Feature.SIMD) ? Optional.empty() : Optional.of("SIMD support is not enabled");
            default -> Optional.empty();
        };
    }

    private static Optional<String> referenceRefusal(Reference type, Features features) {
        if (!features.has(Feature.REFERENCE_TYPES)) {
            return Optional.of("reference types support is not enabled");
        }
        Heap heap = type.heap();
        if (heap == Heap.CONCRETE) {
            return Optional.of("function references required for index reference types");
        }
        if (type.shared()) {
            return Optional.of("shared reference types require the shared-everything-threads proposal");
        }
        if (!features.has(Feature.GC_TYPES) && heap != Heap.FUNC && heap != Heap.EXN) {
            return Optional.of("gc types are disallowed but found type which requires gc");
        }
        return switch (heap) {
            case FUNC, EXTERN ->
                type.nullable() ? Optional.empty() : Optional.of("function references required for non-nullable types");
            case EXN, NO_EXN -> Optional.of("exception refs not supported without the exception handling feature");
            default -> Optional.of("heap types not supported without the gc feature");
        };
    }
}
