package dev.orrery.engine.validate;

import dev.orrery.engine.Features;
import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ForeignOperator;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.binary.OperatorReader;
import dev.orrery.engine.model.Opcode;

/** Which feature an operator belongs to. Texts: wasmparser validator/operators.rs. */
final class OperatorFeatures {
    private OperatorFeatures() {}

    static void check(int opcode, OperatorReader operator, Features features, int at) throws ModuleException {
        if (operator.foreign().isPresent()) {
            checkForeign(operator.foreign().get(), features, at);
        }
        if (opcode >= Opcode.I32_EXTEND8_S && opcode <= Opcode.I64_EXTEND32_S) {
            require(Feature.SIGN_EXTENSION, "sign extension operations", features, at);
        } else if (opcode >= Opcode.I32_TRUNC_SAT_F32_S && opcode <= Opcode.I64_TRUNC_SAT_F64_U) {
            require(Feature.SATURATING_FLOAT_TO_INT, "saturating float to int conversions", features, at);
        } else if (opcode >= Opcode.MEMORY_INIT && opcode <= Opcode.TABLE_COPY) {
            require(Feature.BULK_MEMORY, "bulk memory", features, at);
        } else if (isReferenceOperator(opcode)) {
            require(Feature.REFERENCE_TYPES, "reference types", features, at);
        }
    }

    private static void checkForeign(ForeignOperator operator, Features features, int at) throws ModuleException {
        switch (operator.proposal()) {
            case "SIMD" -> require(Feature.SIMD, "SIMD", features, at);
            case "threads" -> require(Feature.THREADS, "threads", features, at);
            default -> throw ModuleContext.invalid(operator.proposal() + " support is not enabled", at);
        }
    }

    private static boolean isReferenceOperator(int opcode) {
        return switch (opcode) {
            case Opcode.SELECT_T,
                    Opcode.TABLE_GET,
                    Opcode.TABLE_SET,
                    Opcode.TABLE_GROW,
                    Opcode.TABLE_SIZE,
                    Opcode.TABLE_FILL,
                    Opcode.REF_NULL,
                    Opcode.REF_IS_NULL,
                    Opcode.REF_FUNC -> true;
            default -> false;
        };
    }

    private static void require(Feature feature, String name, Features features, int at) throws ModuleException {
        if (!features.has(feature)) {
            throw ModuleContext.invalid(name + " support is not enabled", at);
        }
    }
}
