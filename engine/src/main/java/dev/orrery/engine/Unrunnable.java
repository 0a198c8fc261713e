package dev.orrery.engine;

import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Global;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.model.WasmModule;
import java.util.Optional;

/** Finds what validation accepts where a profile switches vectors or threads on, and no tier runs. */
final class Unrunnable {
    /** Operators with other prefixes than 0xFC have larger numbers: see {@link Opcode}. */
    private static final int FOREIGN = 1 << 16;

    private Unrunnable() {}

    /** The first such thing, or empty for a module that runs. */
    static Optional<ModuleError> in(WasmModule module) {
        boolean inTypes =
                module.functionTypes().stream().map(module.types()::get).anyMatch(Unrunnable::hasVector)
                        || module.globals().stream().map(Global::type).anyMatch(Unrunnable::isVector)
                        || module.imports().stream().map(Import::type).anyMatch(type -> isVector(module, type));
        if (inTypes) {
            return Optional.of(new ModuleError.Uncompilable("vectors do not run: a function or global has v128", 0));
        }
        for (FunctionBody body : module.bodies()) {
            if (body.declaredLocals().contains(ValType.V128)) {
                return Optional.of(new ModuleError.Uncompilable("vectors do not run: a local is v128", body.start()));
            }
            for (int i = 0; i < body.size(); i++) {
                if (body.opcode(i) >= FOREIGN) {
                    return Optional.of(new ModuleError.Uncompilable(
                            "operator 0x" + Integer.toHexString(body.opcode(i)) + " does not run", body.offset(i)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasVector(FuncType type) {
        return type.params().contains(ValType.V128) || type.results().contains(ValType.V128);
    }

    private static boolean isVector(ExternType.Global type) {
        return type.type() == ValType.V128;
    }

    private static boolean isVector(WasmModule module, ExternType type) {
        return switch (type) {
            case ExternType.Function function -> hasVector(module.types().get(function.typeIndex()));
            case ExternType.Global global -> isVector(global);
            case ExternType.Table ignored -> false;
            case ExternType.Memory ignored -> false;
        };
    }
}
