package dev.orrery.engine.binary;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.ElementSegment;
import dev.orrery.engine.model.SegmentMode;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The element section: Wasm spec 5.5.12. */
final class ElementSection {
    private ElementSection() {}

    private static final int NOT_ACTIVE = 0b001;
    private static final int EXPLICIT = 0b010;
    private static final int EXPRESSIONS = 0b100;

    /** A segment as it was read; {@code items} starts at their count. */
    private record Segment(
            int flags, int table, Optional<ByteReader> offset, Optional<WireType> type, ByteReader items) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(0, count, ModuleReader.MAX_SEGMENTS, "element segments", reader.start());
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            module.elements.add(accept(segment(reader), module, at));
        }
    }

    private static Segment segment(ByteReader reader) throws ModuleException {
        int flags = reader.u32();
        if ((flags & ~(NOT_ACTIVE | EXPLICIT | EXPRESSIONS)) != 0) {
            throw ByteReader.malformed("invalid flags byte in element segment", reader.position() - 1);
        }
        boolean active = (flags & NOT_ACTIVE) == 0;
        int table = active && (flags & EXPLICIT) != 0 ? reader.u32() : 0;
        Optional<ByteReader> offset = active ? Optional.of(ConstExprReader.skip(reader)) : Optional.empty();
        Optional<WireType> type = elementType(flags, reader);
        int itemsAt = reader.position();
        int items = reader.u32();
        for (int i = 0; Integer.compareUnsigned(i, items) < 0; i++) {
            if ((flags & EXPRESSIONS) != 0) {
                ConstExprReader.skip(reader);
            } else {
                reader.u32();
            }
        }
        return new Segment(flags, table, offset, type, reader.between(itemsAt, reader.position()));
    }

    /** The type of elements that are expressions; elements that are indices have none. */
    private static Optional<WireType> elementType(int flags, ByteReader reader) throws ModuleException {
        if ((flags & (NOT_ACTIVE | EXPLICIT)) == 0) {
            return Optional.empty();
        }
        if ((flags & EXPRESSIONS) != 0) {
            return Optional.of(TypeReader.refType(reader));
        }
        if (ExternalKind.read(reader) != ExternalKind.FUNCTION) {
            throw ByteReader.malformed(
                    "only the function external type is supported in elem segment", reader.position() - 1);
        }
        return Optional.empty();
    }

    /** wasmparser validator/core.rs: add_element_segment. */
    private static ElementSegment accept(Segment segment, ModuleContext module, int at) throws ModuleException {
        ValType type = type(segment, module, at);
        SegmentMode mode = mode(segment, type, module, at);
        ByteReader items = segment.items();
        int count = items.u32();
        if (Integer.compareUnsigned(count, LimitedTypes.MAX_TABLE_ENTRIES) > 0) {
            throw ModuleContext.invalid("number of elements is out of bounds", at);
        }
        List<ConstExpr> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (segment.has(EXPRESSIONS)) {
                elements.add(ConstExprReader.validate(ConstExprReader.skip(items), module, type));
            } else {
                elements.add(function(items, module));
            }
        }
        return new ElementSegment(mode, type, elements);
    }

    private static ValType type(Segment segment, ModuleContext module, int at) throws ModuleException {
        if (!segment.has(EXPRESSIONS)) {
            return ValType.FUNCREF;
        }
        WireType type = segment.type().orElse(new WireType.Reference(true, false, WireType.Heap.FUNC, 0));
        return type.accept(module.features, at);
    }

    private static SegmentMode mode(Segment segment, ValType type, ModuleContext module, int at)
            throws ModuleException {
        if (segment.offset().isEmpty()) {
            if (!module.features.has(Feature.BULK_MEMORY)) {
                throw ModuleContext.invalid("bulk memory must be enabled", at);
            }
            return segment.has(EXPLICIT) ? new SegmentMode.Declarative() : new SegmentMode.Passive();
        }
        int table = segment.table();
        if (Integer.compareUnsigned(table, module.tables.size()) >= 0) {
            throw ModuleContext.invalid(
                    "unknown table " + Integer.toUnsignedString(table) + ": table index out of bounds", at);
        }
        ValType tableType = module.tables.get(table).element();
        if (tableType != type) {
            throw ModuleContext.invalid(
                    "type mismatch: invalid element type `" + type.text() + "` for table type `" + tableType.text()
                            + "`",
                    at);
        }
        return new SegmentMode.Active(
                table, ConstExprReader.validate(segment.offset().get(), module, ValType.I32));
    }

    private static ConstExpr function(ByteReader items, ModuleContext module) throws ModuleException {
        int at = items.position();
        int function = items.u32();
        if (module.functionType(function).isEmpty()) {
            throw ModuleContext.invalid(
                    "unknown function " + Integer.toUnsignedString(function) + ": func index out of bounds", at);
        }
        module.declaredFunctions.add(function);
        return new ConstExpr.RefFunc(function);
    }
}
