package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.FuncType;

/** The type section: Wasm spec 5.5.4. */
final class TypeSection {
    private TypeSection() {}

    private static final int FUNC = 0x60;

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(0, count, ModuleReader.MAX_ITEMS, "types", reader.start());
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            int form = reader.u8();
            if ((form >= 0x4E && form <= 0x50) || form == 0x5E || form == 0x5F) {
                throw ModuleContext.invalid("gc support is not enabled", at);
            }
            if (form != FUNC) {
                throw ByteReader.malformed("invalid leading byte (0x" + Integer.toHexString(form) + ") for type", at);
            }
            FuncType type = TypeReader.funcType(reader, module.features, at);
            module.types.add(type);
        }
    }
}
