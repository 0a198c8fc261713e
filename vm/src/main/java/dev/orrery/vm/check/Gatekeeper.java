package dev.orrery.vm.check;

import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.ElementSegment;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;

/**
 * Refuses what no contract may have, although the compiler's validator knows it: operators beyond the MVP, and what the
 * reference's compiler can't translate. cosmwasm vm gatekeeper.rs; wasmer-compiler translator/sections.rs.
 */
final class Gatekeeper {
    /** Opcodes from here on are those that the engine only reads. */
    private static final int FIRST_FOREIGN = 0x1_0000;

    private Gatekeeper() {}

    /**
     * @throws FailureException at the first such thing, dead code included. The reference looks at several bodies at once, and
     *     where more than one has such an operator it may name another one.
     */
    static void check(WasmModule module) {
        module.elements().forEach(Gatekeeper::checkTranslatable);
        for (FunctionBody body : module.bodies()) {
            for (int i = 0; i < body.size(); i++) {
                check(module, body, i);
            }
        }
    }

    private static void checkTranslatable(ElementSegment segment) {
        for (ConstExpr element : segment.elements()) {
            if (element instanceof ConstExpr.GlobalGet global) {
                throw untranslatable("Unsupported feature: unsupported init expr in element section: GlobalGet"
                        + " { global_index: " + global.index() + " }");
            }
        }
    }

    private static void check(WasmModule module, FunctionBody body, int index) {
        int opcode = body.opcode(index);
        if (opcode >= FIRST_FOREIGN) {
            RustOperator.foreign(module, body.offset(index)).ifPresent(Gatekeeper::refuse);
        }
        if (opcode >= Opcode.MEMORY_INIT && opcode <= Opcode.TABLE_COPY) {
            throw refused("Bulk memory operation detected: " + RustOperator.debug(body, index)
                    + ". Bulk memory operations are not supported.");
        }
        switch (opcode) {
            case Opcode.SELECT_T,
                    Opcode.TABLE_GET,
                    Opcode.TABLE_SET,
                    Opcode.TABLE_GROW,
                    Opcode.TABLE_SIZE,
                    Opcode.TABLE_FILL,
                    Opcode.REF_NULL,
                    Opcode.REF_IS_NULL,
                    Opcode.REF_FUNC ->
                throw refused("Reference type operation detected: " + RustOperator.debug(body, index)
                        + ". Reference types are not supported.");
            default -> {}
        }
    }

    private static void refuse(RustOperator.Foreign operator) {
        switch (operator.proposal()) {
            case "SIMD" ->
                throw refused(
                        "SIMD operator detected: " + operator.debug() + ". The Wasm SIMD extension is not supported.");
            case "threads" ->
                throw refused("Threads operator detected: " + operator.debug()
                        + ". The Wasm Threads extension is not supported.");
            default -> throw new IllegalStateException("not valid: " + operator);
        }
    }

    private static FailureException refused(String reason) {
        return untranslatable("Error in middleware Gatekeeper: " + reason);
    }

    private static FailureException untranslatable(String reason) {
        return new FailureException(new Failure.Compile("Could not compile: WebAssembly translation error: " + reason));
    }
}
