package dev.orrery.vm.entry;

import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;

/** A function that the host may call, by its name. Texts: wasmer ExportError. */
record ExportedFunction(String name, int index, FuncType type) {
    /** @throws FailureException if the module exports no function of that name */
    static ExportedFunction find(WasmModule module, String name) {
        Export export = module.export(name).orElseThrow(() -> unresolved("Missing export " + name));
        if (export.kind() != Export.Kind.FUNCTION) {
            throw unresolved("Incompatible Export Type");
        }
        return new ExportedFunction(name, export.index(), typeOf(module, export.index()));
    }

    private static FuncType typeOf(WasmModule module, int functionIndex) {
        int imported = 0;
        for (Import wanted : module.imports()) {
            if (wanted.type() instanceof ExternType.Function function) {
                if (imported == functionIndex) {
                    return module.types().get(function.typeIndex());
                }
                imported++;
            }
        }
        return module.types().get(module.functionTypes().get(functionIndex - imported));
    }

    private static FailureException unresolved(String why) {
        return new FailureException(new Failure.Resolve("Could not get export: " + why));
    }
}
