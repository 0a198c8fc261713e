package dev.orrery.engine.binary;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.Export;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The export section: Wasm spec 5.5.10. */
final class ExportSection {
    private ExportSection() {}

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(0, count, ModuleReader.MAX_ITEMS, "exports", reader.start());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            String name = reader.name();
            Export.Kind kind = kind(reader, at);
            int index = reader.u32();
            check(kind, index, module, at);
            if (!names.add(name)) {
                throw ModuleContext.invalid("duplicate export name `" + name + "` already defined", at);
            }
            module.exports.add(new Export(name, kind, index));
        }
    }

    private static Export.Kind kind(ByteReader reader, int exportAt) throws ModuleException {
        int at = reader.position();
        int kind = reader.u8();
        return switch (kind) {
            case 0 -> Export.Kind.FUNCTION;
            case 1 -> Export.Kind.TABLE;
            case 2 -> Export.Kind.MEMORY;
            case 3 -> Export.Kind.GLOBAL;
            case 4 -> throw ByteReader.malformed("exceptions support is not enabled", exportAt);
            default ->
                throw ByteReader.malformed(
                        "invalid leading byte (0x" + Integer.toHexString(kind) + ") for external kind", at);
        };
    }

    private static void check(Export.Kind kind, int index, ModuleContext module, int at) throws ModuleException {
        int present = switch (kind) {
            case FUNCTION -> module.functions.size();
            case TABLE -> module.tables.size();
            case MEMORY -> module.memories.size();
            case GLOBAL -> module.globals.size();
        };
        if (Integer.compareUnsigned(index, present) >= 0) {
            String what = kind.name().toLowerCase(Locale.ROOT);
            throw ModuleContext.invalid(
                    "unknown " + what + " " + Integer.toUnsignedString(index) + ": exported " + what
                            + " index out of bounds",
                    at);
        }
        if (kind == Export.Kind.FUNCTION) {
            module.declaredFunctions.add(index);
        }
        if (kind == Export.Kind.GLOBAL
                && module.globals.get(index).mutable()
                && !module.features.has(Feature.MUTABLE_GLOBAL)) {
            throw ModuleContext.invalid("mutable global support is not enabled", at);
        }
    }
}
