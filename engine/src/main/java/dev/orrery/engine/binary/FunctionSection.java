package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import java.util.OptionalInt;

/** The function section: Wasm spec 5.5.6. */
final class FunctionSection {
    private FunctionSection() {}

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(module.functions.size(), count, ModuleReader.MAX_ITEMS, "functions", reader.start());
        module.expectedBodies = OptionalInt.of(count);
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            int type = reader.u32();
            module.type(type, at);
            module.definedFunctions.add(type);
            module.functions.add(type);
        }
    }
}
