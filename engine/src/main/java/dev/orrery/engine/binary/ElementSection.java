package dev.orrery.engine.binary;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.ElementSegment;
import dev.orrery.engine.model.SegmentMode;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;

/** The element section: Wasm spec 5.5.12. */
final class ElementSection {
    private ElementSection() {}

    private static final int NOT_ACTIVE = 0b001;
    private static final int EXPLICIT = 0b010;
    private static final int EXPRESSIONS = 0b100;

    /** wasmparser limits.rs: MAX_WASM_TABLE_ENTRIES. */
    private static final int MAX_ELEMENTS = 10_000_000;

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(0, count, ModuleReader.MAX_SEGMENTS, "element segments", reader.start());
        for (int i = 0; i < count; i++) {
            module.elements.add(segment(reader, module));
        }
    }

    private static ElementSegment segment(ByteReader reader, ModuleContext module) throws ModuleException {
        int at = reader.position();
        int flags = reader.u32();
        if ((flags & ~0b111) != 0) {
            throw ByteReader.malformed("invalid flags byte in element segment", reader.position() - 1);
        }
        SegmentMode mode = mode(flags, reader, module, at);
        ValType type = elementType(flags, reader);
        if (mode instanceof SegmentMode.Active active) {
            ValType tableType = module.tables.get(active.target()).element();
            if (tableType != type) {
                throw ModuleContext.invalid(
                        "type mismatch: invalid element type `" + type.text() + "` for table type `" + tableType.text()
                                + "`",
                        at);
            }
        } else if (!module.features.has(Feature.BULK_MEMORY)
                && !(module.features.has(Feature.REFERENCE_TYPES) && mode instanceof SegmentMode.Declarative)) {
            throw ModuleContext.invalid("bulk memory must be enabled", at);
        }
        return new ElementSegment(mode, type, elements(flags, type, reader, module));
    }

    private static SegmentMode mode(int flags, ByteReader reader, ModuleContext module, int at) throws ModuleException {
        if ((flags & NOT_ACTIVE) != 0) {
            return (flags & EXPLICIT) != 0 ? new SegmentMode.Declarative() : new SegmentMode.Passive();
        }
        int table = (flags & EXPLICIT) != 0 ? reader.u32() : 0;
        if (Integer.compareUnsigned(table, module.tables.size()) >= 0) {
            throw ModuleContext.invalid(
                    "unknown table " + Integer.toUnsignedString(table) + ": table index out of bounds", at);
        }
        return new SegmentMode.Active(table, ConstExprReader.read(reader, module, ValType.I32));
    }

    private static ValType elementType(int flags, ByteReader reader) throws ModuleException {
        if ((flags & (NOT_ACTIVE | EXPLICIT)) == 0) {
            return ValType.FUNCREF;
        }
        if ((flags & EXPRESSIONS) != 0) {
            return TypeReader.refType(reader);
        }
        if (reader.u8() != 0) {
            throw ByteReader.malformed(
                    "only the function external type is supported in elem segment", reader.position() - 1);
        }
        return ValType.FUNCREF;
    }

    private static List<ConstExpr> elements(int flags, ValType type, ByteReader reader, ModuleContext module)
            throws ModuleException {
        int at = reader.position();
        int count = reader.u32();
        if (Integer.compareUnsigned(count, MAX_ELEMENTS) > 0) {
            throw ModuleContext.invalid("number of elements is out of bounds", at);
        }
        List<ConstExpr> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int elementAt = reader.position();
            if ((flags & EXPRESSIONS) != 0) {
                elements.add(ConstExprReader.read(reader, module, type));
                continue;
            }
            int function = reader.u32();
            if (module.functionType(function).isEmpty()) {
                throw ModuleContext.invalid(
                        "unknown function " + Integer.toUnsignedString(function) + ": func index out of bounds",
                        elementAt);
            }
            module.declaredFunctions.add(function);
            elements.add(new ConstExpr.RefFunc(function));
        }
        return elements;
    }
}
