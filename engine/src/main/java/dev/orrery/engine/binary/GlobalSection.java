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
            int at = reader.position();
            LimitedTypes.WireGlobal read = LimitedTypes.global(reader);
            ByteReader initial = ConstExprReader.skip(reader);
            ExternType.Global type = read.accept(module.features, at);
            module.definedGlobals.add(new Global(type, ConstExprReader.validate(initial, module, type.type())));
            module.globals.add(type);
        }
    }
}
