package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.Optional;

/**
 * Reads one operator after the other with its immediates: Wasm spec 5.4. The immediate of the last one is in
 * {@link #immediate()}, in the form that {@link dev.orrery.engine.model.FunctionBody} documents; those of operators that the
 * engine does not run are in {@link #foreign()}.
 */
public final class OperatorReader {
    /** wasmparser limits.rs: MAX_WASM_BR_TABLE_SIZE. */
    private static final int MAX_BR_TABLE = 128 * 1024;

    /** First bytes of operators that continue with a sub-opcode: from 0xFB (GC) to 0xFE (threads). */
    private static final int PREFIX_GC = 0xFB;

    private static final int PREFIX_MISC = 0xFC;
    private static final int PREFIX_THREADS = 0xFE;

    private static final WireType NO_TYPE = new WireType.Plain(ValType.I32);

    private final ByteReader reader;
    private final boolean wide;
    private final ForeignImmediates foreignImmediates;
    private long immediate;
    private int alignment;
    private WireType type = NO_TYPE;
    private boolean typed;
    private Optional<ForeignOperator> foreign = Optional.empty();
    private int[] labels = {};
    private int labelCount;

    /** Reads what stands in a body. */
    public OperatorReader(ByteReader reader) {
        this(reader, false);
    }

    /**
     * @param wide whether memories may have indices, and offsets 64 bits. wasmparser reads constant expressions so, whatever
     *     it then accepts.
     */
    OperatorReader(ByteReader reader, boolean wide) {
        this.reader = reader;
        this.wide = wide;
        this.foreignImmediates = new ForeignImmediates(reader, this);
    }

    public long immediate() {
        return immediate;
    }

    /** Log2 of the alignment of the load or store read last. */
    public int alignment() {
        return alignment;
    }

    /** The type that the {@code block, loop, if} read last results in, or empty if that is no single type. */
    public Optional<WireType> blockResult() {
        return typed ? Optional.of(type) : Optional.empty();
    }

    /** The type that the {@code select t} or {@code ref.null} read last names. */
    public WireType type() {
        return type;
    }

    /** Relative depth {@code index} of the {@code br_table} read last; the default is the last of {@link #labelCount}. */
    public int label(int index) {
        return labels[index];
    }

    /** Labels of the {@code br_table} read last, the default included. */
    public int labelCount() {
        return labelCount;
    }

    /** What the operator read last is, if the engine does not run it. */
    public Optional<ForeignOperator> foreign() {
        return foreign;
    }

    /** The numbers behind the foreign operator read last. */
    public ForeignImmediates foreignImmediates() {
        return foreignImmediates;
    }

    /** Reads an operator; returns its opcode. */
    public int read() throws ModuleException {
        int at = reader.position();
        int first = reader.u8();
        int opcode = first;
        if (first >= PREFIX_GC && first <= PREFIX_THREADS) {
            opcode = prefixed(first, reader.u32(), at);
        }
        immediate = 0;
        foreign = Optional.empty();
        readImmediates(opcode, at);
        return opcode;
    }

    private static int prefixed(int prefix, int sub, int at) throws ModuleException {
        int foreign = prefix << 16 | sub;
        if (prefix == PREFIX_MISC && Integer.compareUnsigned(sub, Opcode.TABLE_FILL & 0xFF) <= 0) {
            return prefix << 8 | sub;
        }
        if (sub >>> 16 != 0 || ForeignOperator.of(foreign).isEmpty()) {
            throw ByteReader.malformed(
                    "unknown 0x" + Integer.toHexString(prefix) + " subopcode: 0x" + Integer.toHexString(sub), at);
        }
        return foreign;
    }

    private void readImmediates(int opcode, int at) throws ModuleException {
        switch (opcode) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> blockType();
            case Opcode.BR,
                    Opcode.BR_IF,
                    Opcode.CALL,
                    Opcode.REF_FUNC,
                    Opcode.LOCAL_GET,
                    Opcode.LOCAL_SET,
                    Opcode.LOCAL_TEE,
                    Opcode.GLOBAL_GET,
                    Opcode.GLOBAL_SET,
                    Opcode.TABLE_GET,
                    Opcode.TABLE_SET,
                    Opcode.TABLE_GROW,
                    Opcode.TABLE_SIZE,
                    Opcode.TABLE_FILL,
                    Opcode.MEMORY_FILL,
                    Opcode.DATA_DROP,
                    Opcode.ELEM_DROP -> immediate = Integer.toUnsignedLong(reader.u32());
            case Opcode.MEMORY_SIZE, Opcode.MEMORY_GROW -> memoryIndex();
            case Opcode.CALL_INDIRECT, Opcode.TABLE_INIT, Opcode.TABLE_COPY, Opcode.MEMORY_INIT, Opcode.MEMORY_COPY -> {
                long firstIndex = Integer.toUnsignedLong(reader.u32());
                immediate = firstIndex | Integer.toUnsignedLong(reader.u32()) << 32;
            }
            case Opcode.BR_TABLE -> brTable();
            case Opcode.SELECT_T -> selectType();
            case Opcode.REF_NULL -> {
                WireType.Reference target = TypeReader.heapType(reader);
                type = target;
                immediate = code(target);
            }
            case Opcode.I32_CONST -> immediate = reader.s32();
            case Opcode.I64_CONST -> immediate = reader.s64();
            case Opcode.F32_CONST -> immediate = Integer.toUnsignedLong(reader.fixed32());
            case Opcode.F64_CONST -> immediate = reader.fixed64();
            default -> {
                if (opcode >= Opcode.I32_LOAD && opcode <= Opcode.I64_STORE32) {
                    memoryArgument();
                } else if (!hasNoImmediate(opcode)) {
                    foreign = ForeignOperator.of(opcode);
                    foreignImmediates.read(
                            foreign.orElseThrow(
                                    () -> ByteReader.malformed("illegal opcode: 0x" + Integer.toHexString(opcode), at)),
                            at);
                }
            }
        }
    }

    /** Operators of one byte, or behind 0xFC, that have no immediate. */
    private static boolean hasNoImmediate(int opcode) {
        return (opcode >= Opcode.I32_EQZ && opcode <= Opcode.I64_EXTEND32_S)
                || (opcode >= Opcode.I32_TRUNC_SAT_F32_S && opcode <= Opcode.I64_TRUNC_SAT_F64_U)
                || opcode == Opcode.REF_IS_NULL
                || switch (opcode) {
                    case Opcode.UNREACHABLE,
                            Opcode.NOP,
                            Opcode.ELSE,
                            Opcode.END,
                            Opcode.RETURN,
                            Opcode.DROP,
                            Opcode.SELECT -> true;
                    default -> false;
                };
    }

    /** A single byte 0x40 or value type, or else a type index. */
    void blockType() throws ModuleException {
        int first = reader.peek();
        typed = false;
        if ((first & 0xC0) != 0x40) {
            immediate = reader.s33();
            if (immediate < 0) {
                throw ByteReader.malformed("invalid function type", reader.position());
            }
        } else if (first == 0x40) {
            reader.u8();
            immediate = (byte) (first << 1) >> 1;
        } else {
            typed = true;
            type = TypeReader.valType(reader);
            immediate = (byte) (code(type) << 1) >> 1;
        }
    }

    /** The byte of the type that this one stands for once it is accepted. */
    private static int code(WireType type) {
        return switch (type) {
            case WireType.Plain plain -> plain.type().code();
            case WireType.Reference reference ->
                (reference.heap() == WireType.Heap.FUNC ? ValType.FUNCREF : ValType.EXTERNREF).code();
        };
    }

    private void brTable() throws ModuleException {
        int count = reader.count("br_table size", MAX_BR_TABLE);
        labelCount = count + 1;
        if (labels.length < labelCount) {
            labels = new int[Math.min(labelCount, reader.end() - reader.position() + 1)];
        }
        for (int i = 0; i < labelCount; i++) {
            int depth = reader.u32();
            labels[i] = depth;
        }
    }

    private void selectType() throws ModuleException {
        if (reader.u32() != 1) {
            // Quirk: counted from the start of the body or section, not of the module.
            throw ModuleContext.invalid("invalid result arity", reader.position() - reader.start());
        }
        type = TypeReader.valType(reader);
        immediate = code(type);
    }

    /** The alignment and offset of a load or store. */
    void memoryArgument() throws ModuleException {
        int at = reader.position();
        int flags = reader.u32();
        if (wide && (flags & 0x40) != 0) {
            flags ^= 0x40;
            reader.u32();
        }
        if (Integer.compareUnsigned(flags, 0x40) >= 0) {
            throw ByteReader.malformed("malformed memop alignment: alignment too large", at);
        }
        alignment = flags;
        immediate = wide ? reader.u64() : Integer.toUnsignedLong(reader.u32());
    }

    private void memoryIndex() throws ModuleException {
        if (wide) {
            reader.u32();
            return;
        }
        int at = reader.position();
        if (reader.u8() != 0) {
            throw ByteReader.malformed("zero byte expected", at);
        }
    }
}
