package dev.orrery.engine.binary;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ExternType;

/** The table section: Wasm spec 5.5.7. */
final class TableSection {
    private TableSection() {}

    /** wasmparser limits.rs: MAX_WASM_TABLES, once reference types are on. */
    private static final int MAX_TABLES = 100;

    /** Starts a table with an initializer, a form of the function references proposal. */
    private static final int WITH_INITIALIZER = 0x40;

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        checkRoom(module, count, reader.start());
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            boolean initializer = reader.peek() == WITH_INITIALIZER;
            if (initializer) {
                reader.u8();
                if (reader.u8() != 0) {
                    throw ByteReader.malformed("invalid table encoding", reader.position() - 1);
                }
            }
            LimitedTypes.WireTable read = LimitedTypes.table(reader);
            if (initializer) {
                ConstExprReader.skip(reader);
            }
            ExternType.Table table = read.accept(module.features, at);
            if (initializer) {
                throw ModuleContext.invalid(
                        "tables with expression initializers require the function-references proposal", at);
            }
            module.definedTables.add(table);
            module.tables.add(table);
        }
    }

    static void checkRoom(ModuleContext module, int added, int at) throws ModuleException {
        int limit = module.features.has(Feature.REFERENCE_TYPES) ? MAX_TABLES : 1;
        ModuleContext.checkCount(module.tables.size(), added, limit, "tables", at);
    }
}
