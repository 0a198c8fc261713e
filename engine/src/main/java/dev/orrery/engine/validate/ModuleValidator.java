package dev.orrery.engine.validate;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.WasmModule;
import java.util.ArrayList;
import java.util.List;

/** Validates all bodies of a module whose sections were read. */
public final class ModuleValidator {
    private ModuleValidator() {}

    /** The complete module, or the first fault in body order. */
    public static WasmModule validate(ModuleContext module) throws ModuleException {
        List<FunctionBody> bodies = new ArrayList<>();
        for (int i = 0; i < module.codes().size(); i++) {
            bodies.add(body(module, i));
        }
        return module.build(List.copyOf(bodies));
    }

    /** A module whose bodies are known to be valid: each is decoded when it is asked for. */
    public static WasmModule accepted(ModuleContext module) {
        return module.build(new AcceptedBodies(module));
    }

    private static FunctionBody body(ModuleContext module, int index) throws ModuleException {
        FuncType type = module.types().get(module.definedFunctions().get(index));
        return FunctionValidator.validate(module, type, module.codes().get(index));
    }
}
