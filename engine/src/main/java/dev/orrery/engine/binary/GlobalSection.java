package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.Global;

/** The global section: Wasm spec 5.5.9. */
final class GlobalSection {
    private GlobalSection() {}

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(module.globals.size(), count, ModuleReader.MAX_ITEMS, "globals", reader.start());
        for (int i = 0; i < count; i++) {
            ExternType.Global type = TypeReader.global(reader, module.features);
            Global global = new Global(type, ConstExprReader.read(reader, module, type.type()));
            module.definedGlobals.add(global);
            module.globals.add(type);
        }
    }
}
