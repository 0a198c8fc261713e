package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.WireType.Heap;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Value types: Wasm spec 5.3.1 to 5.3.4, and the forms of the function reference and GC proposals. */
public final class TypeReader {
    private static final int SHARED = 0x65;
    private static final int REF_NULL = 0x63;
    private static final int REF = 0x64;

    /** Highest type index that a reference can name. wasmparser readers/core/types.rs: PackedIndex. */
    private static final int MAX_TYPE_INDEX = (1 << 20) - 1;

    private TypeReader() {}

    /** Any value type, whether or not its feature is on. */
    public static WireType valType(ByteReader reader) throws ModuleException {
        int code = reader.peek();
        if (code == SHARED || code == REF_NULL || code == REF || Heap.of(code).isPresent()) {
            return refType(reader);
        }
        for (ValType type : ValType.values()) {
            if (type.code() == code) {
                reader.u8();
                return new WireType.Plain(type);
            }
        }
        throw ByteReader.malformed("invalid value type", reader.position());
    }

    /** Quirk: where only a reference can stand its byte is read as a LEB128 number. wasmparser: FromReader for RefType. */
    static WireType.Reference refType(ByteReader reader) throws ModuleException {
        int code = reader.u32();
        Optional<Heap> heap = Heap.of(code);
        if (heap.isPresent()) {
            return new WireType.Reference(true, false, heap.get(), 0);
        }
        return switch (code) {
            case SHARED -> new WireType.Reference(true, true, abstractHeap(reader.u32(), reader), 0);
            case REF_NULL, REF -> {
                WireType.Reference target = heapType(reader);
                yield new WireType.Reference(code == REF_NULL, target.shared(), target.heap(), target.index());
            }
            default -> throw ByteReader.malformed("malformed reference type", reader.position());
        };
    }

    /** What a reference points to, as a nullable reference to it. */
    static WireType.Reference heapType(ByteReader reader) throws ModuleException {
        int code = reader.peek();
        if (code == SHARED) {
            reader.u8();
            return new WireType.Reference(true, true, abstractHeap(reader.u8(), reader), 0);
        }
        Optional<Heap> heap = Heap.of(code);
        if (heap.isPresent()) {
            reader.u8();
            return new WireType.Reference(true, false, heap.get(), 0);
        }
        long index = reader.s33();
        if (index < 0) {
            throw ByteReader.malformed("invalid indexed ref heap type", reader.position());
        }
        return new WireType.Reference(true, false, Heap.CONCRETE, typeIndex(index, reader));
    }

    private static Heap abstractHeap(int code, ByteReader reader) throws ModuleException {
        return Heap.of(code).orElseThrow(() -> ByteReader.malformed("invalid abstract heap type", reader.position()));
    }

    static int typeIndex(long index, ByteReader reader) throws ModuleException {
        if (index > MAX_TYPE_INDEX) {
            throw ByteReader.malformed("type index greater than implementation limits", reader.position());
        }
        return (int) index;
    }

    static List<WireType> valTypes(ByteReader reader, String what, int limit) throws ModuleException {
        int count = reader.count(what, limit);
        List<WireType> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(valType(reader));
        }
        return types;
    }
}
