package dev.orrery.engine.binary;

import dev.orrery.engine.Features;
import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Limits;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Types: Wasm spec 5.3. */
public final class TypeReader {
    /** wasmparser limits.rs: MAX_WASM_FUNCTION_PARAMS and MAX_WASM_FUNCTION_RETURNS. */
    private static final int MAX_PARAMS = 1000;

    /** Pages of the largest memory: 4 GiB. */
    private static final long MAX_PAGES = 65_536;

    /** wasmparser limits.rs: MAX_WASM_TABLE_ENTRIES. */
    private static final long MAX_TABLE_ENTRIES = 10_000_000;

    private TypeReader() {}

    /** A value type, whether or not its feature is on. */
    public static ValType valType(ByteReader reader) throws ModuleException {
        int at = reader.position();
        int code = reader.u8();
        for (ValType type : ValType.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        throw ByteReader.malformed("invalid leading byte (0x" + Integer.toHexString(code) + ") for value type", at);
    }

    static ValType refType(ByteReader reader) throws ModuleException {
        int at = reader.position();
        int code = reader.u8();
        return switch (code) {
            case 0x70 -> ValType.FUNCREF;
            case 0x6F -> ValType.EXTERNREF;
            default ->
                throw ByteReader.malformed(
                        reader.atEnd() && code == 0 ? "unexpected end-of-file" : "malformed reference type", at);
        };
    }

    /** Refuses a type whose feature is off. wasmparser validator.rs: check_value_type. */
    public static void checkEnabled(ValType type, Features features, int offset) throws ModuleException {
        switch (type) {
            case I32, I64 -> {}
            case F32, F64 -> {
                if (!features.has(Feature.FLOATS)) {
                    throw ModuleContext.invalid("floating-point support is disabled", offset);
                }
            }
            case V128 -> throw ModuleContext.invalid("SIMD support is not enabled", offset);
            case FUNCREF, EXTERNREF -> {
                if (!features.has(Feature.REFERENCE_TYPES)) {
                    throw ModuleContext.invalid("reference types support is not enabled", offset);
                }
                if (type == ValType.EXTERNREF && !features.has(Feature.GC_TYPES)) {
                    throw ModuleContext.invalid("gc types are disallowed but found type which requires gc", offset);
                }
            }
        }
    }

    /** @param at where the type starts, form byte included */
    static FuncType funcType(ByteReader reader, Features features, int at) throws ModuleException {
        List<ValType> params = valTypes(reader, "function params size");
        List<ValType> results = valTypes(reader, "function returns size");
        for (ValType type : params) {
            checkEnabled(type, features, at);
        }
        for (ValType type : results) {
            checkEnabled(type, features, at);
        }
        if (results.size() > 1 && !features.has(Feature.MULTI_VALUE)) {
            throw ModuleContext.invalid(
                    "func type returns multiple values but the multi-value feature is not enabled", at);
        }
        return new FuncType(params, results);
    }

    static ExternType.Table table(ByteReader reader, Features features) throws ModuleException {
        int start = reader.position();
        ValType element = refType(reader);
        int at = reader.position();
        int flags = reader.u8();
        if ((flags & ~0b111) != 0) {
            throw ByteReader.malformed("invalid table resizable limits flags", at);
        }
        Limits limits = limits(reader, flags);
        if (element == ValType.EXTERNREF || flags > 1) {
            checkEnabled(element, features, start);
        }
        if ((flags & 0b100) != 0) {
            throw ModuleContext.invalid("memory64 must be enabled for 64-bit tables", start);
        }
        checkOrder(limits, start);
        if (limits.min() > MAX_TABLE_ENTRIES) {
            throw ModuleContext.invalid("minimum table size is out of bounds", start);
        }
        if ((flags & 0b010) != 0) {
            throw ModuleContext.invalid("shared tables require the shared-everything-threads proposal", start);
        }
        return new ExternType.Table(element, limits);
    }

    static ExternType.Memory memory(ByteReader reader) throws ModuleException {
        int at = reader.position();
        int flags = reader.u8();
        if ((flags & ~0b1111) != 0) {
            throw ByteReader.malformed("invalid memory limits flags", at);
        }
        Limits limits = limits(reader, flags);
        if ((flags & 0b1000) != 0) {
            reader.u32();
            throw ModuleContext.invalid(
                    "the custom page sizes proposal must be enabled to customize a memory's page size", at);
        }
        if ((flags & 0b100) != 0) {
            throw ModuleContext.invalid("memory64 must be enabled for 64-bit memories", at);
        }
        checkOrder(limits, at);
        if (limits.min() > MAX_PAGES || limits.max().orElse(0) > MAX_PAGES) {
            throw ModuleContext.invalid("memory size must be at most 65536 pages (4GiB)", at);
        }
        if ((flags & 0b10) != 0) {
            throw ModuleContext.invalid("threads must be enabled for shared memories", at);
        }
        return new ExternType.Memory(limits);
    }

    static ExternType.Global global(ByteReader reader, Features features) throws ModuleException {
        int at = reader.position();
        ValType type = valType(reader);
        int flags = reader.u8();
        if (flags > 1) {
            throw ByteReader.malformed(
                    "malformed mutability -- or shared globals require the shared-everything-threads proposal",
                    reader.position() - 1);
        }
        checkEnabled(type, features, at);
        return new ExternType.Global(type, flags == 1);
    }

    private static Limits limits(ByteReader reader, int flags) throws ModuleException {
        boolean wide = (flags & 0b100) != 0;
        long min = wide ? reader.s64() : Integer.toUnsignedLong(reader.u32());
        if ((flags & 1) == 0) {
            return new Limits(min, OptionalLong.empty());
        }
        return new Limits(min, OptionalLong.of(wide ? reader.s64() : Integer.toUnsignedLong(reader.u32())));
    }

    private static void checkOrder(Limits limits, int offset) throws ModuleException {
        if (limits.max().isPresent() && limits.min() > limits.max().getAsLong()) {
            throw ModuleContext.invalid("size minimum must not be greater than maximum", offset);
        }
    }

    private static List<ValType> valTypes(ByteReader reader, String what) throws ModuleException {
        int count = reader.count(what, MAX_PARAMS);
        List<ValType> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(valType(reader));
        }
        return types;
    }
}
