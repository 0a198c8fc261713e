package dev.orrery.engine.binary;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.Import;

/** The import section: Wasm spec 5.5.5. */
final class ImportSection {
    private ImportSection() {}

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(0, count, ModuleReader.MAX_ITEMS, "imports", reader.start());
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            String from = reader.name();
            String name = reader.name();
            ExternType type = externType(reader, module, at);
            declare(type, module, at);
            module.imports.add(new Import(from, name, type));
        }
    }

    private static ExternType externType(ByteReader reader, ModuleContext module, int at) throws ModuleException {
        return switch (ExternalKind.read(reader)) {
            case FUNCTION -> {
                int type = reader.u32();
                module.type(type, at);
                yield new ExternType.Function(type);
            }
            case TABLE -> LimitedTypes.table(reader).accept(module.features, at);
            case MEMORY -> LimitedTypes.memory(reader).accept(module.features, at);
            case GLOBAL -> LimitedTypes.global(reader).accept(module.features, at);
            case TAG -> throw tag(reader, at);
        };
    }

    private static ModuleException tag(ByteReader reader, int at) throws ModuleException {
        if (reader.u8() != 0) {
            return ByteReader.malformed("invalid tag attributes", reader.position() - 1);
        }
        reader.u32();
        return ByteReader.malformed("exceptions proposal not enabled", at);
    }

    private static void declare(ExternType type, ModuleContext module, int at) throws ModuleException {
        switch (type) {
            case ExternType.Function function -> {
                ModuleContext.checkCount(module.functions.size(), 1, ModuleReader.MAX_ITEMS, "functions", at);
                module.functions.add(function.typeIndex());
            }
            case ExternType.Table table -> {
                TableSection.checkRoom(module, 1, at);
                module.tables.add(table);
            }
            case ExternType.Memory memory -> {
                ModuleContext.checkCount(module.memories.size(), 1, 1, "memories", at);
                module.memories.add(memory);
            }
            case ExternType.Global global -> {
                if (global.mutable() && !module.features.has(Feature.MUTABLE_GLOBAL)) {
                    throw ModuleContext.invalid("mutable global support is not enabled", at);
                }
                ModuleContext.checkCount(module.globals.size(), 1, ModuleReader.MAX_ITEMS, "globals", at);
                module.globals.add(global);
            }
        }
        module.addTypeSize(type, at);
    }
}
