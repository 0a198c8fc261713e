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
            module.imports.add(new Import(from, name, type));
            declare(type, module, at);
        }
    }

    private static ExternType externType(ByteReader reader, ModuleContext module, int importAt) throws ModuleException {
        int at = reader.position();
        int kind = reader.u8();
        return switch (kind) {
            case 0 -> {
                int type = reader.u32();
                module.type(type, importAt);
                yield new ExternType.Function(type);
            }
            case 1 -> TypeReader.table(reader, module.features);
            case 2 -> TypeReader.memory(reader);
            case 3 -> {
                ExternType.Global global = TypeReader.global(reader, module.features);
                if (global.mutable() && !module.features.has(Feature.MUTABLE_GLOBAL)) {
                    throw ModuleContext.invalid("mutable global support is not enabled", importAt);
                }
                yield global;
            }
            case 4 -> throw ByteReader.malformed("exceptions support is not enabled", importAt);
            default ->
                throw ByteReader.malformed(
                        "invalid leading byte (0x" + Integer.toHexString(kind) + ") for external kind", at);
        };
    }

    private static void declare(ExternType type, ModuleContext module, int at) throws ModuleException {
        switch (type) {
            case ExternType.Function function -> module.functions.add(function.typeIndex());
            case ExternType.Table table -> {
                TableSection.checkRoom(module, 1, at);
                module.tables.add(table);
            }
            case ExternType.Memory memory -> {
                ModuleContext.checkCount(module.memories.size(), 1, 1, "memories", at);
                module.memories.add(memory);
            }
            case ExternType.Global global -> module.globals.add(global);
        }
    }
}
