package dev.orrery.engine.binary;

import dev.orrery.engine.Features;
import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.Limits;
import dev.orrery.engine.model.ValType;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Types with limits, memories and tables, and globals: Wasm spec 5.3.7 to 5.3.10. Each is read whole before it is judged, so
 * that a malformed one is called malformed whatever else is wrong with it.
 */
final class LimitedTypes {
    private static final int HAS_MAX = 0b0001;
    private static final int SHARED = 0b0010;
    private static final int WIDE = 0b0100;
    private static final int HAS_PAGE_SIZE = 0b1000;
    private static final int TABLE_FLAGS = HAS_MAX | SHARED | WIDE;
    private static final int MEMORY_FLAGS = TABLE_FLAGS | HAS_PAGE_SIZE;
    private static final int MUTABLE = 0b01;
    private static final int SHARED_GLOBAL = 0b10;

    /** Pages of the largest memory: 4 GiB. */
    private static final long MAX_PAGES = 65_536;

    /** wasmparser limits.rs: MAX_WASM_TABLE_ENTRIES. */
    static final int MAX_TABLE_ENTRIES = 10_000_000;

    private LimitedTypes() {}

    /** A table as it was read. */
    record WireTable(WireType.Reference element, int flags, Limits limits) {
        /** wasmparser validator/core.rs: check_table_type. */
        ExternType.Table accept(Features features, int offset) throws ModuleException {
            // Tables of functions are older than the feature that names their element type.
            boolean functions = element.nullable() && !element.shared() && element.heap() == WireType.Heap.FUNC;
            ValType type = functions ? ValType.FUNCREF : element.accept(features, offset);
            if ((flags & WIDE) != 0) {
                throw ModuleContext.invalid("memory64 must be enabled for 64-bit tables", offset);
            }
            checkOrder(limits, offset);
            if (Long.compareUnsigned(limits.min(), MAX_TABLE_ENTRIES) > 0) {
                throw ModuleContext.invalid("minimum table size is out of bounds", offset);
            }
            if ((flags & SHARED) != 0) {
                throw ModuleContext.invalid("shared tables require the shared-everything-threads proposal", offset);
            }
            return new ExternType.Table(type, limits);
        }
    }

    /** A memory as it was read. */
    record WireMemory(int flags, Limits limits, OptionalInt pageSizeLog2) {
        /** wasmparser validator/core.rs: check_memory_type. */
        ExternType.Memory accept(Features features, int offset) throws ModuleException {
            checkOrder(limits, offset);
            if (pageSizeLog2.isPresent()) {
                throw ModuleContext.invalid(
                        "the custom page sizes proposal must be enabled to customize a memory's page size", offset);
            }
            if ((flags & WIDE) != 0) {
                throw ModuleContext.invalid("memory64 must be enabled for 64-bit memories", offset);
            }
            if (limits.min() > MAX_PAGES || limits.max().orElse(0) > MAX_PAGES) {
                throw ModuleContext.invalid("memory size must be at most 65536 pages (4GiB)", offset);
            }
            if ((flags & SHARED) != 0) {
                throw ModuleContext.invalid(
                        features.has(Feature.THREADS)
                                ? "shared memory must have maximum size"
                                : "threads must be enabled for shared memories",
                        offset);
            }
            return new ExternType.Memory(limits);
        }
    }

    /** A global's type as it was read. */
    record WireGlobal(WireType type, int flags) {
        /** wasmparser validator/core.rs: check_global_type. */
        ExternType.Global accept(Features features, int offset) throws ModuleException {
            ValType accepted = type.accept(features, offset);
            if ((flags & SHARED_GLOBAL) != 0) {
                throw ByteReader.malformed("shared globals require the shared-everything-threads proposal", offset);
            }
            return new ExternType.Global(accepted, (flags & MUTABLE) != 0);
        }
    }

    static WireTable table(ByteReader reader) throws ModuleException {
        WireType.Reference element = TypeReader.refType(reader);
        int at = reader.position();
        int flags = reader.u8();
        if ((flags & ~TABLE_FLAGS) != 0) {
            throw ByteReader.malformed("invalid table resizable limits flags", at);
        }
        return new WireTable(element, flags, limits(reader, flags));
    }

    static WireMemory memory(ByteReader reader) throws ModuleException {
        int at = reader.position();
        int flags = reader.u8();
        if ((flags & ~MEMORY_FLAGS) != 0) {
            throw ByteReader.malformed("invalid memory limits flags", at);
        }
        Limits limits = limits(reader, flags);
        OptionalInt pageSize = (flags & HAS_PAGE_SIZE) != 0 ? OptionalInt.of(reader.u32()) : OptionalInt.empty();
        return new WireMemory(flags, limits, pageSize);
    }

    static WireGlobal global(ByteReader reader) throws ModuleException {
        WireType type = TypeReader.valType(reader);
        int at = reader.position();
        int flags = reader.u8();
        if ((flags & ~(MUTABLE | SHARED_GLOBAL)) != 0) {
            throw ByteReader.malformed("malformed global flags", at);
        }
        return new WireGlobal(type, flags);
    }

    private static Limits limits(ByteReader reader, int flags) throws ModuleException {
        boolean wide = (flags & WIDE) != 0;
        long min = size(reader, wide);
        return new Limits(min, (flags & HAS_MAX) != 0 ? OptionalLong.of(size(reader, wide)) : OptionalLong.empty());
    }

    private static long size(ByteReader reader, boolean wide) throws ModuleException {
        return wide ? reader.u64() : Integer.toUnsignedLong(reader.u32());
    }

    private static void checkOrder(Limits limits, int offset) throws ModuleException {
        if (limits.max().isPresent()
                && Long.compareUnsigned(limits.min(), limits.max().getAsLong()) > 0) {
            throw ModuleContext.invalid("size minimum must not be greater than maximum", offset);
        }
    }
}
