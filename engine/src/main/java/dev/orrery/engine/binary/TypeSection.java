package dev.orrery.engine.binary;

import dev.orrery.engine.Features;
import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The type section: Wasm spec 5.5.4. The forms of the GC proposal are read, too, and then refused in wasmparser's order:
 * indices first, then what the proposal would be needed for.
 */
final class TypeSection {
    private TypeSection() {}

    private static final int REC = 0x4E;
    private static final int SUB_FINAL = 0x4F;
    private static final int SUB = 0x50;
    private static final int SHARED = 0x65;
    private static final int FUNC = 0x60;
    private static final int ARRAY = 0x5E;
    private static final int STRUCT = 0x5F;
    private static final int PACKED_I8 = 0x78;
    private static final int PACKED_I16 = 0x77;

    /** wasmparser limits.rs: MAX_WASM_FUNCTION_PARAMS and MAX_WASM_FUNCTION_RETURNS. */
    private static final int MAX_PARAMS = 1000;

    /** wasmparser limits.rs: MAX_WASM_STRUCT_FIELDS. */
    private static final int MAX_FIELDS = 10_000;

    /**
     * A type definition as it was read.
     *
     * @param types of parameters and then results, or of the fields that are not packed
     * @param results how many of {@code types} are results
     */
    private record Definition(
            boolean subtype, OptionalInt supertype, boolean shared, int form, List<WireType> types, int results) {}

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(0, count, ModuleReader.MAX_ITEMS, "types", reader.start());
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            if (reader.peek() == REC) {
                reader.u8();
                int types = reader.count("rec group types size", ModuleReader.MAX_ITEMS);
                for (int type = 0; type < types; type++) {
                    definition(reader);
                }
                throw ModuleContext.invalid("rec group usage requires `gc` proposal to be enabled", at);
            }
            module.types.add(accept(definition(reader), module, at));
        }
    }

    private static Definition definition(ByteReader reader) throws ModuleException {
        int form = reader.u8();
        if (form != SUB && form != SUB_FINAL) {
            return composite(reader, false, OptionalInt.empty(), form);
        }
        int supertypes = reader.count("supertype idxs size", 1);
        OptionalInt supertype = OptionalInt.empty();
        if (supertypes == 1) {
            long index = Integer.toUnsignedLong(reader.u32());
            supertype = OptionalInt.of(TypeReader.typeIndex(index, reader));
        }
        return composite(reader, form == SUB || supertype.isPresent(), supertype, reader.u8());
    }

    private static Definition composite(ByteReader reader, boolean subtype, OptionalInt supertype, int first)
            throws ModuleException {
        boolean shared = first == SHARED;
        int form = shared ? reader.u8() : first;
        return switch (form) {
            case FUNC -> {
                List<WireType> types = new ArrayList<>(TypeReader.valTypes(reader, "function params size", MAX_PARAMS));
                List<WireType> results = TypeReader.valTypes(reader, "function returns size", MAX_PARAMS);
                types.addAll(results);
                yield new Definition(subtype, supertype, shared, form, types, results.size());
            }
            case ARRAY -> new Definition(subtype, supertype, shared, form, fields(1, reader), 0);
            case STRUCT -> {
                int count = reader.count("struct fields size", MAX_FIELDS);
                yield new Definition(subtype, supertype, shared, form, fields(count, reader), 0);
            }
            default ->
                throw ByteReader.malformed(
                        "invalid leading byte (0x" + Integer.toHexString(form) + ") for type", reader.position() - 1);
        };
    }

    private static List<WireType> fields(int count, ByteReader reader) throws ModuleException {
        List<WireType> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            field(reader, types);
        }
        return types;
    }

    private static void field(ByteReader reader, List<WireType> types) throws ModuleException {
        int code = reader.peek();
        if (code == PACKED_I8 || code == PACKED_I16) {
            reader.u8();
        } else {
            types.add(TypeReader.valType(reader));
        }
        if (reader.u8() > 1) {
            throw ByteReader.malformed("malformed mutability byte for field type", reader.position());
        }
    }

    /** wasmparser validator/core.rs: add_types. */
    private static FuncType accept(Definition type, ModuleContext module, int at) throws ModuleException {
        int defined = module.types.size();
        if (type.supertype().isPresent() && type.supertype().getAsInt() >= defined) {
            throw ModuleContext.invalid("supertypes must be defined before subtypes", at);
        }
        for (WireType part : type.types()) {
            if (part instanceof WireType.Reference reference
                    && reference.heap() == WireType.Heap.CONCRETE
                    && reference.index() >= defined) {
                throw ModuleContext.invalid("unknown type " + reference.index() + ": type index out of bounds", at);
            }
        }
        if (type.subtype()) {
            throw ModuleContext.invalid("gc proposal must be enabled to use subtypes", at);
        }
        if (type.shared()) {
            throw ModuleContext.invalid("shared composite types require the shared-everything-threads proposal", at);
        }
        if (type.form() != FUNC) {
            throw ModuleContext.invalid(
                    (type.form() == ARRAY ? "array" : "struct") + " indexed types not supported without the gc feature",
                    at);
        }
        return function(type, module.features, at);
    }

    private static FuncType function(Definition type, Features features, int at) throws ModuleException {
        List<ValType> types = new ArrayList<>();
        for (WireType part : type.types()) {
            types.add(part.accept(features, at));
        }
        if (type.results() > 1 && !features.has(Feature.MULTI_VALUE)) {
            throw ModuleContext.invalid(
                    "func type returns multiple values but the multi-value feature is not enabled", at);
        }
        int params = types.size() - type.results();
        return new FuncType(types.subList(0, params), types.subList(params, types.size()));
    }
}
