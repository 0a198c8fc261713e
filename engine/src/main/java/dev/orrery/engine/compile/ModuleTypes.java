package dev.orrery.engine.compile;

import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.model.WasmModule;
import java.util.ArrayList;
import java.util.List;

/** The types behind a module's index spaces, imports counted, resolved once per compilation. */
final class ModuleTypes {
    private static final FuncType EMPTY = new FuncType(List.of(), List.of());

    private final WasmModule module;
    private final List<FuncType> functions = new ArrayList<>();
    private final List<ExternType.Global> globals = new ArrayList<>();
    private final List<ValType> tables = new ArrayList<>();
    private final int importedFunctions;
    private final int importedGlobals;

    ModuleTypes(WasmModule module) {
        this.module = module;
        for (Import imported : module.imports()) {
            switch (imported.type()) {
                case ExternType.Function function ->
                    functions.add(module.types().get(function.typeIndex()));
                case ExternType.Global global -> globals.add(global);
                case ExternType.Table table -> tables.add(table.element());
                case ExternType.Memory ignored -> {}
            }
        }
        importedFunctions = functions.size();
        importedGlobals = globals.size();
        module.functionTypes().forEach(index -> functions.add(module.types().get(index)));
        module.globals().forEach(global -> globals.add(global.type()));
        module.tables().forEach(table -> tables.add(table.element()));
    }

    WasmModule module() {
        return module;
    }

    int importedFunctions() {
        return importedFunctions;
    }

    int importedGlobals() {
        return importedGlobals;
    }

    int functionCount() {
        return functions.size();
    }

    FuncType function(int index) {
        return functions.get(index);
    }

    FuncType type(int index) {
        return module.types().get(index);
    }

    ExternType.Global global(int index) {
        return globals.get(index);
    }

    ValType table(int index) {
        return tables.get(index);
    }

    /** The parameters and results of a block, from the immediate of its operator. */
    FuncType block(long immediate) {
        if (immediate >= 0) {
            return type((int) immediate);
        }
        return immediate == EMPTY_BLOCK ? EMPTY : SINGLE[(int) (-1 - immediate)];
    }

    /** Block type without parameters and results, byte 0x40 read as a signed number. Wasm spec 5.4.1. */
    private static final long EMPTY_BLOCK = -64;

    /** Block types with one result, by −1 − immediate. */
    private static final FuncType[] SINGLE = new FuncType[64];

    static {
        for (ValType type : ValType.values()) {
            SINGLE[0x7F - type.code()] = new FuncType(List.of(), List.of(type));
        }
    }
}
