package dev.orrery.engine.binary;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ExternType;

/** The table section: Wasm spec 5.5.7. */
final class TableSection {
    private TableSection() {}

    /** wasmparser limits.rs: MAX_WASM_TABLES, once reference types are on. */
    private static final int MAX_TABLES = 100;

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        checkRoom(module, count, reader.start());
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            if (reader.peek() == 0x40) {
                throw ModuleContext.invalid(
                        "tables with expression initializers require the function-references proposal", at);
            }
            ExternType.Table table = TypeReader.table(reader, module.features);
            module.definedTables.add(table);
            module.tables.add(table);
        }
    }

    static void checkRoom(ModuleContext module, int added, int at) throws ModuleException {
        int limit = module.features.has(Feature.REFERENCE_TYPES) ? MAX_TABLES : 1;
        ModuleContext.checkCount(module.tables.size(), added, limit, "tables", at);
    }
}
