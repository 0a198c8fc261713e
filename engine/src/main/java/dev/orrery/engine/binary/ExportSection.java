package dev.orrery.engine.binary;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.ExternType;
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
            ExternalKind kind = ExternalKind.read(reader);
            int index = reader.u32();
            Export.Kind exported = check(kind, index, module, at);
            if (!names.add(name)) {
                throw ModuleContext.invalid("duplicate export name `" + name + "` already defined", at);
            }
            module.exports.add(new Export(name, exported, index));
        }
    }

    private static Export.Kind check(ExternalKind kind, int index, ModuleContext module, int at)
            throws ModuleException {
        return switch (kind) {
            case FUNCTION -> {
                checkPresent(kind, index, module.functions.size(), at);
                module.declaredFunctions.add(index);
                module.addTypeSize(new ExternType.Function(module.functions.get(index)), at);
                yield Export.Kind.FUNCTION;
            }
            case TABLE -> {
                checkPresent(kind, index, module.tables.size(), at);
                module.addTypeSize(module.tables.get(index), at);
                yield Export.Kind.TABLE;
            }
            case MEMORY -> {
                checkPresent(kind, index, module.memories.size(), at);
                module.addTypeSize(module.memories.get(index), at);
                yield Export.Kind.MEMORY;
            }
            case GLOBAL -> {
                checkPresent(kind, index, module.globals.size(), at);
                if (module.globals.get(index).mutable() && !module.features.has(Feature.MUTABLE_GLOBAL)) {
                    throw ModuleContext.invalid("mutable global support is not enabled", at);
                }
                module.addTypeSize(module.globals.get(index), at);
                yield Export.Kind.GLOBAL;
            }
            case TAG -> {
                checkPresent(kind, index, 0, at);
                throw new IllegalStateException("no tags");
            }
        };
    }

    private static void checkPresent(ExternalKind kind, int index, int present, int at) throws ModuleException {
        if (Integer.compareUnsigned(index, present) >= 0) {
            String what = kind.name().toLowerCase(Locale.ROOT);
            throw ModuleContext.invalid(
                    "unknown " + what + " " + Integer.toUnsignedString(index) + ": exported " + what
                            + " index out of bounds",
                    at);
        }
    }
}
