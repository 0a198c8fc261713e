package dev.orrery.vm.check;

import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;

/** Refuses the operators that no contract may have, although the compiler knows them. cosmwasm vm gatekeeper.rs. */
final class Gatekeeper {
    private Gatekeeper() {}

    /** @throws FailureException at the first such operator, dead code included */
    static void check(WasmModule module) {
        for (FunctionBody body : module.bodies()) {
            for (int i = 0; i < body.size(); i++) {
                check(body, i);
            }
        }
    }

    private static void check(FunctionBody body, int index) {
        int opcode = body.opcode(index);
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

    private static FailureException refused(String reason) {
        return new FailureException(new Failure.Compile(
                "Could not compile: WebAssembly translation error: Error in middleware Gatekeeper: " + reason));
    }
}
